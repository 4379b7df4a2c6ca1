//! This project.

use crate::competitor::Competitor;
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::standing::OURS;
use crate::user::{Loaded, User};
use cache_runtime::cached;
use std::future::ready;

/// One function for each key, with this value.
macro_rules! functions {
    ($module:ident -> $value:ty, $number:literal, $text:literal, $composite:literal) => {
        mod $module {
            use super::{Loaded, User, cached};

            #[cached(key = $number, ttl = "1h", capacity = 20_000)]
            pub(super) fn number(id: u64) -> $value {
                Loaded::loaded(id)
            }

            #[cached(key = $text, ttl = "1h", capacity = 20_000)]
            pub(super) fn text(name: &str) -> $value {
                Loaded::loaded(name.len() as u64)
            }

            #[cached(key = $composite, ttl = "1h", capacity = 20_000)]
            pub(super) fn composite(tenant: u64, name: &str) -> $value {
                Loaded::loaded(tenant + name.len() as u64)
            }
        }
    };
    (async $module:ident -> $value:ty, $number:literal, $text:literal, $composite:literal) => {
        #[allow(
            clippy::double_must_use,
            reason = "the lint spares helpers whose attribute is not written by a macro"
        )]
        mod $module {
            use super::{Loaded, User, cached, ready};

            #[cached(key = $number, ttl = "1h", capacity = 20_000)]
            pub(super) async fn number(id: u64) -> $value {
                ready(Loaded::loaded(id)).await
            }

            #[cached(key = $text, ttl = "1h", capacity = 20_000)]
            pub(super) async fn text(name: &str) -> $value {
                ready(Loaded::loaded(name.len() as u64)).await
            }

            #[cached(key = $composite, ttl = "1h", capacity = 20_000)]
            pub(super) async fn composite(tenant: u64, name: &str) -> $value {
                ready(Loaded::loaded(tenant + name.len() as u64)).await
            }
        }
    };
}

functions! { shared -> std::sync::Arc<User>, "user:<id>", "name:<name>", "tenant:<tenant>:<name>" }
functions! { cloned -> User, "user-c:<id>", "name-c:<name>", "tenant-c:<tenant>:<name>" }
functions! { async shared_async -> std::sync::Arc<User>, "user-a:<id>", "name-a:<name>", "tenant-a:<tenant>:<name>" }
functions! { async cloned_async -> User, "user-ac:<id>", "name-ac:<name>", "tenant-ac:<tenant>:<name>" }

#[cached(key = "missed:<id>", ttl = "1h", capacity = 20_000)]
fn missed(id: u64) -> u64 {
    id
}

#[cached(key = "missed-a:<id>", ttl = "1h", capacity = 20_000)]
async fn missed_async(id: u64) -> u64 {
    ready(id).await
}

/// A function of this form.
#[must_use]
pub fn hit(form: Form) -> Competitor {
    match (form.calling, form.value) {
        (Calling::Sync, Value::Shared) => functions_of!(shared).sync(OURS, form.key),
        (Calling::Sync, Value::Cloned) => functions_of!(cloned).sync(OURS, form.key),
        (Calling::Async, Value::Shared) => functions_of!(shared_async).tasked(OURS, form.key),
        (Calling::Async, Value::Cloned) => functions_of!(cloned_async).tasked(OURS, form.key),
    }
}

/// A number as the key.
#[must_use]
pub fn number() -> Competitor {
    hit(Form::SYNC).named("cache-runtime, u64")
}

/// A text of twelve bytes as the key.
#[must_use]
pub fn text() -> Competitor {
    let form = Form {
        key: Key::Text,
        ..Form::SYNC
    };
    hit(form).named("cache-runtime, &str of 12 bytes")
}

/// A number as the key of an async function.
#[must_use]
pub fn tasked() -> Competitor {
    hit(Form::ASYNC).named("cache-runtime, async")
}

/// A call that loads, and stores in a full cache.
#[must_use]
pub fn miss(calling: Calling) -> Competitor {
    match calling {
        Calling::Sync => Competitor::sync(OURS, |_| missed(unseen())),
        Calling::Async => Competitor::tasked(OURS, async |_| missed_async(unseen()).await),
    }
}
