//! Who is told what is counted, beside who asks: the recorder of the crate `metrics`, meters of OpenTelemetry.

use super::sites::Functions;
use super::{Cache, Inner};
use crate::metrics::{Audience, Meter};
use std::sync::Arc;

/// The exports of one cache. They stand beside the functions, so that each function is known to each of them once.
#[derive(Default)]
pub(super) struct Exports {
    audiences: Vec<Arc<dyn Audience>>,
    #[cfg(feature = "metrics")]
    metrics: Option<Arc<crate::metrics::MetricsExport>>,
}

impl Exports {
    /// A function is called for the first time: its durations are told from now on.
    pub(super) fn attend(&self, meter: &Meter) {
        for audience in &self.audiences {
            meter.report_to(&**audience);
        }
    }
}

impl Inner {
    /// An export begins: all durations are told to it from now on.
    fn export_to(&self, functions: &mut Functions, audience: Arc<dyn Audience>) {
        for meter in functions.meters() {
            meter.report_to(&*audience);
        }
        if let Some(tier) = self.tier.get() {
            tier.report_to(&*audience);
        }
        functions.exports.audiences.push(audience);
    }
}

#[cfg(feature = "metrics")]
impl Cache {
    /// Exports everything that is counted to the installed recorder of the crate `metrics` (feature `metrics`).
    ///
    /// Durations are recorded when they are measured; counters and gauges are brought up to date each second, and by each
    /// further call of this, so that who is about to read them can have them exact. Install the recorder before: what is
    /// registered without one is lost.
    ///
    /// A hit costs what it costs without: it is counted as ever. Each second takes one [`stats`](Self::stats) and one store for
    /// each sample; each load, each wait and each operation in Redis one `record`.
    ///
    /// ```
    /// let cache = cache_runtime::Cache::memory();
    /// cache.export_metrics();
    /// ```
    pub fn export_metrics(&self) {
        {
            // The recorder registers handles under this lock, and has no reason to call a cached function then.
            let mut functions = self.inner.sites.functions();
            if functions.exports.metrics.is_none() {
                let export = Arc::new(crate::metrics::MetricsExport::begin());
                functions.exports.metrics = Some(export.clone());
                self.inner.export_to(&mut functions, export);
            }
        }
        self.update_exports();
    }

    /// Brings counters and gauges up to date that are exported.
    pub(super) fn update_exports(&self) {
        let export = self.inner.sites.functions().exports.metrics.clone();
        if let Some(export) = export {
            export.update(&self.stats());
        }
    }
}

#[cfg(not(feature = "metrics"))]
impl Cache {
    /// Those who ask need not be told.
    #[allow(clippy::unused_self, reason = "what is exported has a cache")]
    pub(super) fn update_exports(&self) {}
}

#[cfg(feature = "otel")]
impl Cache {
    /// Exports everything that is counted through a meter of OpenTelemetry (feature `otel`).
    ///
    /// Counters and gauges are observable: the meter's reader asks for them when it collects, and that takes one
    /// [`stats`](Self::stats) for all of them. Durations are recorded when they are measured. A hit costs what it costs without.
    ///
    /// Call it once for each meter: one that is given twice is told of each duration twice. Readers keep 2,000 sets of
    /// attributes of an instrument unless they are told otherwise; `cache_gets_total` has up to ten for each function.
    ///
    /// ```
    /// let cache = cache_runtime::Cache::memory();
    /// cache.export_otel(&opentelemetry::global::meter("shop"));
    /// ```
    pub fn export_otel(&self, meter: &opentelemetry::metrics::Meter) {
        let cache = self.downgrade();
        let ask = Box::new(move || cache.upgrade().map(|cache| cache.stats()));
        let export = crate::metrics::OtelExport::begin(meter, ask);
        let mut functions = self.inner.sites.functions();
        self.inner.export_to(&mut functions, Arc::new(export));
    }
}
