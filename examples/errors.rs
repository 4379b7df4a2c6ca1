//! Proves: when a load fails, those who waited for it get its error, and the source is asked once, not a hundred times.

use cache_runtime::{Cache, LoadFailed, cached};
use std::fmt;
use std::time::Duration;

/// An error that cannot be cloned; those who waited get their own from the text of the first.
#[derive(Debug)]
enum SourceError {
    Io(std::io::Error),
    Waited(LoadFailed),
}

impl From<LoadFailed> for SourceError {
    fn from(failed: LoadFailed) -> Self {
        Self::Waited(failed)
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(out, "{error}"),
            Self::Waited(failed) => write!(out, "{failed}"),
        }
    }
}

#[cached(key = "file:<name>", ttl = "1h")]
async fn read(name: &'static str) -> Result<String, SourceError> {
    tokio::time::sleep(Duration::from_millis(20)).await;
    std::fs::read_to_string(name).map_err(SourceError::Io)
}

#[tokio::main]
async fn main() {
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(read("there/is/no/such/file")))
        .collect();
    let mut waited = 0;
    for call in calls {
        match call.await.expect("reading does not panic") {
            Err(SourceError::Waited(failed)) => {
                waited += 1;
                if waited == 1 {
                    println!("one who waited: {failed}");
                }
            }
            Err(error) => println!("who asked:      {error}"),
            Ok(_) => unreachable!("the file does not exist"),
        }
    }
    let stats = Cache::installed().stats();
    let loads = stats.function("read").map_or(0, |row| row.loads);
    println!("{loads} load, {waited} waited and got its error");
    assert_eq!((loads, waited), (1, 99));
}
