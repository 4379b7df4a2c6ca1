//! The named policy. Whether there is one of that name is known when the program runs.

use syn::LitStr;

use crate::diagnostics::Errors;

pub(super) fn resolve(written: Option<&LitStr>, errors: &mut Errors) -> Option<LitStr> {
    let literal = written?;
    if literal.value().trim().is_empty() {
        errors.at(
            literal,
            "`policy` is empty; write the name of a policy, as in `policy = \"hot\"`",
        );
    }
    Some(literal.clone())
}
