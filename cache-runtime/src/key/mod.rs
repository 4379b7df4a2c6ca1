//! Keys: which entry a call means.
//!
//! A key has two forms. The *binary* form ([`encoded`], written by
//! [`encoder`], read by [`reader`]) is what memory regions look up: built on the stack, injective
//! by construction, compared in three words. The *text* form ([`text`], after a [`template`]) is what people, patterns
//! and remote tiers see; it is made from the binary form when somebody asks. [`part`] says how one argument enters
//! both; [`probe`] chooses the way for each argument at compile time; [`pattern`] matches texts.

mod encoded;
mod encoder;
mod part;
mod pattern;
#[cfg(feature = "redis")]
mod portable;
mod probe;
mod reader;
mod template;
mod text;

pub(crate) use encoded::EncodedKey;
pub use encoder::KeyEncoder;
pub use part::{KeyPart, KeyShape};
pub(crate) use pattern::Pattern;
#[cfg(feature = "redis")]
pub(crate) use portable::PortableKey;
pub use probe::{AnyPart, DisplayPart, Key, KeyKinds, NativePart, Probe, RefusedPart};
pub(crate) use probe::{Native, Part, shape_of};
pub use reader::KeyReader;
pub use template::Template;
pub(crate) use template::{Name, Unwritten, shortened};
pub use text::{KeyText, escape};

use crate::invalidation::Links;
use std::fmt;
use std::sync::Arc;

/// The key of one entry, made by the `*_key` helper that `#[cached]` generates.
///
/// Displays as the text of the key, `user:7`. Two keys are equal when they name the same entry.
///
/// ```
/// use cache_runtime::cached;
///
/// #[cached(key = "user:<id>", ttl = "1h")]
/// fn get_user(id: u64) -> String {
///     format!("user {id}")
/// }
///
/// assert_eq!(get_user_key(7).to_string(), "user:7");
/// assert_ne!(get_user_key(7), get_user_key(8));
/// ```
#[derive(Clone)]
pub struct CacheKey {
    pub(crate) name: Arc<Name>,
    pub(crate) encoded: EncodedKey,
    pub(crate) render: Render,
    /// The types of the parts, as text.
    pub(crate) shape: fn() -> String,
    pub(crate) links: Links,
}

/// Renders the placeholders of a key, one call for each, from its binary form.
pub(crate) type Render = fn(&mut KeyReader<'_>, &mut dyn FnMut(&mut KeyReader<'_>, PartRender));
/// Renders one placeholder.
pub(crate) type PartRender = fn(&mut KeyReader<'_>, &mut KeyText<'_>);

impl CacheKey {
    /// The text of this key.
    #[must_use]
    pub fn text(&self) -> String {
        self.name.render(&self.encoded, self.render)
    }
}

impl fmt::Display for CacheKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl fmt::Debug for CacheKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("CacheKey")
            .field(&self.text())
            .finish()
    }
}

impl PartialEq for CacheKey {
    fn eq(&self, other: &Self) -> bool {
        // The text last: it tells instances of a generic function apart, and types that encode alike.
        self.name.pattern() == other.name.pattern()
            && self.encoded == other.encoded
            && self.text() == other.text()
    }
}

impl Eq for CacheKey {}

impl std::hash::Hash for CacheKey {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.pattern().hash(state);
        self.encoded.hash(state);
    }
}
