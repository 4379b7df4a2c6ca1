//! The spans of single operations in Redis, named after OpenTelemetry's conventions for clients of databases.

use super::{Operation, TARGET};
use tracing::field::Empty;
use tracing::{Level, Span, debug_span, level_enabled};

/// One operation on its way; it ends with this.
#[derive(Debug)]
pub(crate) struct OperationSpan(Span);

impl OperationSpan {
    /// Whether anybody may want to see one.
    #[inline]
    pub(crate) fn shows() -> bool {
        level_enabled!(Level::DEBUG)
    }

    /// One that nobody sees.
    pub(crate) const fn none() -> Self {
        Self(Span::none())
    }

    pub(crate) fn begin(operation: &Operation<'_>) -> Self {
        Self(debug_span!(
            target: TARGET,
            "db.client.operation",
            otel.kind = "client",
            db.system.name = "redis",
            db.operation.name = operation.command,
            db.operation.batch.size = operation.batch,
            db.stored_procedure.name = operation.script,
            server.address = operation.host,
            server.port = operation.port,
            error.type = Empty,
        ))
    }

    /// The operation has no answer.
    pub(crate) fn failed(&self, reason: &'static str) {
        self.0.record("error.type", reason);
    }
}
