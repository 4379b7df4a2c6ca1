//! What every command passes, whatever the topology: the permit, the breaker, the one deadline. The way to the server is the
//! caller's; so is what a fault means to it.

use super::breaker::{Breaker, Outcome};
use super::deadline::within;
use super::fault::Fault;
use super::permits::Permits;
use super::settings::Settings;
use super::traffic::{Shipment, Traffic};
use crate::clock::Clock;
use redis::{RedisResult, Value};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

#[derive(Debug)]
pub(super) struct Gate {
    permits: Permits,
    breaker: Breaker,
    limit: Duration,
    handle: Handle,
    traffic: Arc<Traffic>,
}

impl Gate {
    pub(super) fn new(settings: &Settings, handle: &Handle) -> Self {
        Self {
            permits: Permits::new(settings.in_flight),
            breaker: Breaker::new(settings.breaker.clone()),
            limit: settings.operation_timeout,
            handle: handle.clone(),
            traffic: settings.traffic.clone(),
        }
    }

    /// The answer to `operation`, or why there is none. An error that stands inside an array is left to the caller.
    pub(super) async fn pass(
        &self,
        shipment: Shipment,
        operation: Pin<&mut impl Future<Output = RedisResult<Value>>>,
    ) -> Result<Value, Fault> {
        let _permit = self.permits.take().ok_or(Fault::Shed)?;
        let pass = self.breaker.admit(Clock::System.now()).ok_or(Fault::Open)?;
        self.traffic.sent(shipment);
        let stopwatch = Clock::System.stopwatch();
        let answer = within(&self.handle, self.limit, operation).await;
        self.traffic
            .ended(shipment, stopwatch.micros(), answer.as_ref());
        let answer = match answer {
            Some(Ok(Value::ServerError(error))) => Err(Fault::answered(&error)),
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(Fault::of(&error)),
            None => Err(Fault::Timeout),
        };
        let outcome = match &answer {
            Err(fault) if fault.is_of_connection() => Outcome::Fault,
            _ => Outcome::Answered,
        };
        self.breaker.settle(pass, outcome, Clock::System.now());
        answer
    }

    pub(super) fn is_open(&self) -> bool {
        self.breaker.admits(Clock::System.now())
    }

    /// The server has answered a greeting: no need to wait for a probe.
    pub(super) fn reopen(&self) {
        self.breaker.reset();
    }
}
