//! Verdicts for `serde`: the same shape as [`Health::to_json`].

use super::measure::Measure;
use super::report::{Health, Reason, Status};
use serde::ser::{Serialize, SerializeStruct, Serializer};

impl Serialize for Health {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut health = serializer.serialize_struct("Health", 3)?;
        health.serialize_field("status", &self.status)?;
        health.serialize_field("window_seconds", &self.window.as_secs_f64())?;
        health.serialize_field("reasons", &self.reasons)?;
        health.end()
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reason = serializer.serialize_struct("Reason", 6)?;
        reason.serialize_field("measure", &self.measure)?;
        reason.serialize_field("status", &self.status)?;
        reason.serialize_field("of", &self.of)?;
        reason.serialize_field("measured", &self.measured)?;
        reason.serialize_field("limit", &self.limit)?;
        reason.serialize_field("text", &self.to_string())?;
        reason.end()
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
