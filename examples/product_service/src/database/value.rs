//! What goes into statements and comes out of them: numbers and texts, in both databases.

use crate::failure::Failure;

/// A parameter, or a column of a row. No column of the service is ever null.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Number(i64),
    Text(String),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A row, whose columns are taken in the order of the statement.
#[derive(Debug)]
pub(super) struct Row(std::vec::IntoIter<Value>);

impl Row {
    pub(super) fn new(columns: Vec<Value>) -> Self {
        Self(columns.into_iter())
    }

    /// The next column, of any type of number.
    pub(super) fn number<N: TryFrom<i64>>(&mut self) -> Result<N, Failure> {
        match self.0.next() {
            Some(Value::Number(number)) => N::try_from(number)
                .map_err(|_| Failure::database(format!("the number {number} is out of range"))),
            other => Err(Failure::database(format!("no number but {other:?}"))),
        }
    }

    /// The next column.
    pub(super) fn text(&mut self) -> Result<String, Failure> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(text),
            other => Err(Failure::database(format!("no text but {other:?}"))),
        }
    }
}
