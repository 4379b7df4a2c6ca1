//! Without an exporter there is nobody to be told; whoever wants to know asks.

use super::Cache;
use crate::metrics::Meter;

#[derive(Default)]
pub(super) struct Exports(());

impl Exports {
    #[allow(clippy::unused_self, reason = "what the real ones need")]
    pub(super) fn attend(&self, _: &Meter) {}
}

impl Cache {
    #[allow(clippy::unused_self, reason = "what the real ones need")]
    pub(super) fn update_exports(&self) {}
}
