//! A question that only a connection in step can answer: PING with a text of its own.
//!
//! A lost or doubled byte can leave a connection whose replies all belong to the command before. It would answer a bare PING
//! with some reply or other, and go on handing every caller somebody else's value.

use redis::{Cmd, Value};

#[derive(Debug)]
pub(super) struct Ping {
    text: String,
}

impl Ping {
    pub(super) fn new() -> Self {
        Self {
            text: format!("cache-runtime:{:016x}", fastrand::u64(..)),
        }
    }

    pub(super) fn command(&self) -> Cmd {
        let mut command = redis::cmd("PING");
        command.arg(&self.text);
        command
    }

    /// Whether `reply` is the answer to this very question.
    pub(super) fn is_answered_by(&self, reply: &Value) -> bool {
        match reply {
            Value::BulkString(text) => text == self.text.as_bytes(),
            // Who may not ask, or a server that cannot save, is served all the same. These say nothing about the step, but
            // they are the answer that such a server gives to every PING.
            Value::ServerError(error) => matches!(error.code(), "NOPERM" | "MISCONF"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_text_answers_it() {
        let ping = Ping::new();
        assert!(ping.is_answered_by(&Value::BulkString(ping.text.clone().into())));
        for other in [
            Value::SimpleString("PONG".into()),
            Value::BulkString(Ping::new().text.into()),
            Value::Okay,
            Value::Nil,
        ] {
            assert!(!ping.is_answered_by(&other), "{other:?}");
        }
    }
}
