//! The share of the hits that is audited. Whether a load can be done again for it is for `keeping` to say.

use super::super::args::Number;
use crate::diagnostics::Errors;

pub(super) fn share(written: Option<&Number>, errors: &mut Errors) -> Option<f64> {
    let Number { written, value } = written?;
    if *value <= 0.0 || *value > 1.0 {
        errors.at(
            written,
            "`audit` must be greater than `0.0` and at most `1.0`: it is the share of the hits for which the function is run again, as in `0.001`; to audit none remove it",
        );
    }
    Some(*value)
}
