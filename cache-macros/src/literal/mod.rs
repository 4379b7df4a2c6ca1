//! Values written inside string literals. What they may not be next to each other is decided where they are used.

pub(crate) mod duration;
pub(crate) mod range;
pub(crate) mod template;
pub(crate) mod weight;
