//! A string together with how long the server keeps it, in one piece: for people who look at single keys.

use super::fault::Fault;
use super::nodes::Nodes;
use super::traffic::Purpose;
use crate::clock::Millis;
use redis::{Cmd, Value};

/// What stands under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredString {
    pub(crate) bytes: Vec<u8>,
    /// None: until it is removed or evicted.
    pub(crate) kept_for: Option<Millis>,
}

impl Nodes {
    /// What stands under a key, if anything does.
    pub(crate) async fn look_at(&self, key: &[u8]) -> Result<Option<StoredString>, Fault> {
        let shard = self.shard_of(key);
        let (get, ttl) = (about("GET", key), about("PTTL", key));
        let mut both = redis::pipe();
        both.add_command(get.clone()).add_command(ttl.clone());
        let answer = self.link_to(shard)?.run_all(Purpose::Read, &both, 2).await;
        if let Err(fault) = &answer {
            self.heed(fault);
        }
        let [bytes, kept_for] = match <[Value; 2]>::try_from(answer?) {
            Ok([Value::ServerError(_), _] | [_, Value::ServerError(_)]) => {
                // A slot that has moved, as a rule: single commands know what to do about it.
                [self.run(shard, get).await?, self.run(shard, ttl).await?]
            }
            Ok(answers) => answers,
            Err(answers) => return Err(Fault::unlike("GET and PTTL", &Value::Array(answers))),
        };
        stored_string(bytes, &kept_for)
    }
}

fn about(command: &str, key: &[u8]) -> Cmd {
    let mut about = redis::cmd(command);
    about.arg(key);
    about
}

fn stored_string(bytes: Value, kept_for: &Value) -> Result<Option<StoredString>, Fault> {
    let bytes = match bytes {
        Value::BulkString(bytes) => bytes,
        Value::Nil => return Ok(None),
        other => return Err(Fault::unlike("GET", &other)),
    };
    match kept_for {
        // Less than zero: it has no end, or is gone since.
        Value::Int(left) => Ok(Some(StoredString {
            bytes,
            kept_for: Millis::try_from(*left).ok(),
        })),
        other => Err(Fault::unlike("PTTL", other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_an_end_is_told_from_one_that_ends_and_from_one_that_is_not_there() {
        let there = || Value::BulkString(b"frame".to_vec());
        let kept = |left| stored_string(there(), &Value::Int(left)).unwrap().unwrap();
        assert_eq!(kept(1_500).kept_for, Some(1_500));
        assert_eq!(kept(-1).kept_for, None);
        assert_eq!(stored_string(Value::Nil, &Value::Int(-2)), Ok(None));
    }

    #[test]
    fn an_answer_of_another_form_is_a_fault_and_not_an_empty_key() {
        assert!(stored_string(Value::Int(1), &Value::Int(1)).is_err());
        assert!(stored_string(Value::BulkString(Vec::new()), &Value::Nil).is_err());
    }
}
