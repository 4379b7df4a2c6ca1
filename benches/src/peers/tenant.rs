//! A composite key that is owned in a cache and lent in a look-up, for the crates that take `Equivalent` keys.

use equivalent::Equivalent;

/// As a cache holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct OwnedName {
    pub(super) tenant: u64,
    pub(super) name: String,
}

/// As a caller has it. Hashes like the owned one.
#[derive(Debug, Hash)]
pub(super) struct NameOfTenant<'a> {
    pub(super) tenant: u64,
    pub(super) name: &'a str,
}

impl Equivalent<OwnedName> for NameOfTenant<'_> {
    fn equivalent(&self, key: &OwnedName) -> bool {
        self.tenant == key.tenant && self.name == key.name
    }
}

impl NameOfTenant<'_> {
    /// For what has to be stored.
    pub(super) fn to_owned(&self) -> OwnedName {
        OwnedName {
            tenant: self.tenant,
            name: self.name.to_owned(),
        }
    }
}
