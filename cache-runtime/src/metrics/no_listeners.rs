//! Without an exporter that keeps histograms of its own, nobody is told of anything.

#[derive(Debug, Default)]
pub(super) struct Listeners(());

impl Listeners {
    #[allow(clippy::unused_self, reason = "what the real one needs")]
    pub(super) fn tell(&self, _: u32) {}
}
