//! Who loads when many callers miss at once.

use syn::LitStr;

use super::super::args::{Args, Number, Written};
use super::super::model::{SiteTtl, Stampede, Tier};
use super::duration::{Refusals, finite};
use super::policy::unknown_value;
use crate::diagnostics::Errors;

/// None, where nothing is written.
pub(super) fn resolve(
    args: &Args,
    ttl: SiteTtl,
    tier: Tier,
    errors: &mut Errors,
) -> Option<Stampede> {
    let written = args.stampede.written();
    let name = written.map(|written| written.value.value());
    check_beta(
        args.beta.written(),
        name.as_deref(),
        args.stampede.is_broken(),
        errors,
    );
    let Written {
        key,
        value: literal,
    } = written?;
    let stampede = match literal.value().as_str() {
        "coalesce" => Stampede::Coalesce,
        "none" => Stampede::None,
        "lock" => {
            if tier == Tier::Memory {
                errors.at(
                    key,
                    "`stampede = \"lock\"` needs a tier that processes share, but `tier = \"memory\"` is set; write `stampede = \"coalesce\"`",
                );
            }
            Stampede::Lock
        }
        "early" => {
            if ttl == SiteTtl::Forever {
                errors.at(key, "`stampede = \"early\"` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl");
            }
            Stampede::Early {
                beta: args.beta.value().map(|beta| beta.value),
            }
        }
        _ => {
            errors.push(unknown_value(
                key,
                literal,
                &["coalesce", "lock", "early", "none"],
            ));
            Stampede::Coalesce
        }
    };
    Some(stampede)
}

fn check_beta(
    beta: Option<&Written<Number>>,
    stampede: Option<&str>,
    stampede_is_broken: bool,
    errors: &mut Errors,
) {
    let Some(Written { key, value: number }) = beta else {
        return;
    };
    if stampede != Some("early") && !stampede_is_broken {
        errors.at(
            key,
            "`beta` needs `stampede = \"early\"`: it says how early",
        );
    }
    if number.value <= 0.0 {
        errors.at(
            &number.written,
            "`beta` must be greater than zero; `1.0` is the default, and more loads earlier",
        );
    }
}

pub(super) fn lock_wait(args: &Args, errors: &mut Errors) -> Option<u64> {
    let written = args.lock_wait.written()?;
    let stampede = args.stampede.value().map(LitStr::value);
    if stampede.as_deref() != Some("lock") && !args.stampede.is_broken() {
        errors.at(
            &written.key,
            "`lock_wait` needs `stampede = \"lock\"`: it says how long to wait for the process that loads",
        );
    }
    let refusals = Refusals {
        zero: "`lock_wait` must be longer than zero; to wait for no other process write `stampede = \"coalesce\"`",
        forever: "`lock_wait` cannot be `\"forever\"`: the process that loads may be gone; write a duration",
    };
    finite(Some(written), &refusals, errors)
}

pub(super) fn is_early(args: &Args) -> bool {
    args.stampede
        .value()
        .is_some_and(|stampede| stampede.value() == "early")
}
