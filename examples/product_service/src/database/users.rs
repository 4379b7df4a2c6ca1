//! Users.

use super::value::Row;
use super::{Database, first};
use crate::failure::Failure;
use crate::model::User;

/// What a change of a user says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct UserChange {
    /// The new name.
    pub name: String,
    /// The new address.
    pub email: String,
}

impl Database {
    pub(crate) async fn user(&self, id: u32) -> Result<Option<User>, Failure> {
        const SQL: &str = "SELECT id, name, email, version FROM users WHERE id = $1";
        first(self.read(SQL, [id.into()]).await?, user)
    }

    /// The user as it is now, if there is one.
    pub(crate) async fn change_user(
        &self,
        id: u32,
        change: &UserChange,
    ) -> Result<Option<User>, Failure> {
        const SQL: &str =
            "UPDATE users SET name = $1, email = $2, version = version + 1 WHERE id = $3
             RETURNING id, name, email, version";
        let values = [
            change.name.as_str().into(),
            change.email.as_str().into(),
            id.into(),
        ];
        first(self.write(SQL, values).await?, user)
    }
}

fn user(row: &mut Row) -> Result<User, Failure> {
    Ok(User {
        id: row.number()?,
        name: row.text()?,
        email: row.text()?,
        version: row.number()?,
    })
}
