//! Asks the Sentinels who the master is. Whether what they name is one is checked by `dial.rs`, after it was reached.

use super::dial::{Dialler, Obstacle, explain};
use super::endpoint::Endpoint;
use super::settings::{Settings, setting};
use crate::error::Error;
use redis::{PushInfo, Value};
use std::convert::Infallible;
use std::fmt;
use std::time::Duration;
use tokio::time::timeout;

#[derive(Debug, Clone)]
pub(super) struct Sentinels {
    endpoints: Vec<Endpoint>,
    /// The master's user, password, database and TLS; its host is the name that the Sentinels know.
    master: Endpoint,
    name: String,
    dialler: Dialler,
    /// For each Sentinel: all of them and the master are asked within one connect timeout.
    limit: Duration,
}

impl Sentinels {
    pub(super) fn parse(urls: &[String], master: &str, settings: &Settings) -> Result<Self, Error> {
        let wrong = |reason: String| setting(settings.endpoints.setter(), reason);
        if urls.is_empty() {
            return Err(wrong("no Sentinel to ask; give at least one".into()));
        }
        let endpoints = urls
            .iter()
            .map(|url| Endpoint::parse(url, settings))
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(odd) = endpoints
            .iter()
            .find(|endpoint| endpoint.info().redis_settings().db() != 0)
        {
            return Err(wrong(format!(
                "`{odd}` names a database, which a Sentinel has not; give the master as `redis://name/database`"
            )));
        }
        let (name, master) = if master.contains("://") {
            let master = Endpoint::parse(master, settings)?;
            (master.host().unwrap_or_default().to_owned(), master)
        } else {
            // A name alone may have characters that no host has.
            (
                master.to_owned(),
                Endpoint::parse("redis://master", settings)?,
            )
        };
        if name.is_empty() {
            return Err(wrong("the master has no name".into()));
        }
        let share = u32::try_from(endpoints.len() + 1).unwrap_or(u32::MAX);
        Ok(Self {
            endpoints,
            master,
            name,
            dialler: Dialler::new(settings),
            limit: settings.connect_timeout / share,
        })
    }

    /// Where the first Sentinel that knows says the master is.
    pub(super) async fn master(&self) -> Result<Endpoint, Obstacle> {
        let mut unknown = None;
        let mut unreachable = None;
        for sentinel in &self.endpoints {
            let answer = timeout(self.limit, self.ask(sentinel)).await;
            let obstacle = match answer.unwrap_or_else(|_| Err(Obstacle::late(self.limit))) {
                Ok(Some((host, port))) => return Ok(self.master.at(host, port)),
                Ok(None) => {
                    unknown = Some(Obstacle::lasting(format!(
                        "the Sentinel at `{sentinel}` knows no master with the name `{}`",
                        self.name
                    )));
                    continue;
                }
                Err(obstacle) => obstacle,
            };
            unreachable = Some(obstacle.at(&format!("Sentinel `{sentinel}`")));
        }
        let obstacle = unknown.or(unreachable);
        Err(obstacle.expect("no Sentinels at all were refused when the settings were read"))
    }

    async fn ask(&self, sentinel: &Endpoint) -> Result<Option<(String, u16)>, Obstacle> {
        let deaf = |_: PushInfo| Ok::<_, Infallible>(());
        let explained = |error: redis::RedisError| explain(&error);
        let mut connection = self.dialler.open(sentinel, deaf).await.map_err(explained)?;
        let mut question = redis::cmd("SENTINEL");
        question.arg("get-master-addr-by-name").arg(&self.name);
        let reply = connection
            .send_packed_command(&question)
            .await
            .and_then(Value::extract_error)
            .map_err(explained)?;
        redis::from_redis_value(reply)
            .map_err(|error| Obstacle::lasting(format!("the Sentinel's answer is none: {error}")))
    }
}

impl fmt::Display for Sentinels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (by Sentinel)", self.name)
    }
}
