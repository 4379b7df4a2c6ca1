//! The database: another Redis, whose rows the test writes. It counts who read them.

use cache_test_servers::{Client, Reply};
use std::sync::{Mutex, PoisonError};

#[derive(Debug)]
pub(crate) struct Source(Mutex<Client>);

impl Source {
    pub(crate) fn connect(port: &str) -> Self {
        let port = port.parse().expect("the parent gives a port");
        Self(Mutex::new(
            Client::connect(port).expect("the parent started a database"),
        ))
    }

    pub(crate) fn read(&self, name: &str, id: u64) -> Option<String> {
        let mut client = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let loads = format!("loads:{name}:{id}");
        client
            .call(&["INCR", &loads])
            .expect("the database answers");
        let row = format!("row:{name}:{id}");
        match client.call(&["GET", &row]).expect("the database answers") {
            Reply::Null => None,
            row => Some(row.text()),
        }
    }
}
