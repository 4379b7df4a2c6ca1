//! Several commands at once: those for one shard as one command where there is such a command, those for one node in one
//! piece where there is not.

use super::fault::{Fault, is_unknown_script};
use super::link::Link;
use super::nodes::{Nodes, Shard};
use super::script::Script;
use redis::{Cmd, Pipeline, Value};
use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

/// A script about one key.
#[derive(Debug, Clone)]
pub(crate) struct Invocation<'a> {
    pub(crate) script: &'static Script,
    pub(crate) key: &'a [u8],
    pub(crate) arguments: Vec<&'a [u8]>,
}

/// Whether what is read may overtake what was sent before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Apart,
    InTurn,
}

/// What a script answered, or why there is no answer.
pub(crate) type Answer = Result<Value, Fault>;

impl Nodes {
    /// The values of strings, by one `MGET` for each shard.
    pub(crate) async fn get_all(
        &self,
        keys: &[&[u8]],
        reading: Reading,
    ) -> Vec<Result<Option<Vec<u8>>, Fault>> {
        let groups = grouped(keys.iter().map(|key| self.shard_of(key)));
        let gets = groups.into_iter().map(|(shard, places)| async move {
            let command = get_of(keys, &places);
            let answer = match reading {
                Reading::Apart => self.read(shard, &command).await,
                Reading::InTurn => self.run(shard, command).await,
            };
            (got(answer, places.len()), places)
        });
        let mut answers = together(gets).await;
        // As a rule all are of one shard, and in order.
        if let [(Ok(values), _)] = &mut *answers {
            return std::mem::take(values).into_iter().map(string).collect();
        }
        let mut all: Vec<_> = keys.iter().map(|_| Ok(None)).collect();
        for (answer, places) in answers {
            match answer {
                Ok(values) => {
                    for (place, value) in places.into_iter().zip(values) {
                        all[place] = string(value);
                    }
                }
                Err(fault) => {
                    for place in places {
                        all[place] = Err(fault.clone());
                    }
                }
            }
        }
        all
    }

    /// Runs scripts, all that go to one node in one piece. Each is answered by itself.
    pub(crate) async fn scripts(&self, invocations: &[Invocation<'_>]) -> Vec<Answer> {
        let all: Vec<usize> = (0..invocations.len()).collect();
        let mut answers: Vec<Answer> = all.iter().map(|_| Err(Fault::Disconnected)).collect();
        self.run_in_pieces(invocations, &all, &mut answers).await;
        let mut unknown = places_where(
            &answers,
            |answer| matches!(answer, Ok(value) if is_unknown(value)),
        );
        // The first of them takes the text along, and the others are known then.
        if let Some(first) = unknown.first().copied() {
            answers[first] = self.run_alone(&invocations[first]).await;
            unknown.remove(0);
            self.run_in_pieces(invocations, &unknown, &mut answers)
                .await;
        }
        for answer in &mut answers {
            if let Ok(Value::ServerError(error)) = answer {
                *answer = Err(Fault::answered(error));
            }
        }
        for place in places_where(&answers, must_be_repeated) {
            answers[place] = self.run_alone(&invocations[place]).await;
        }
        answers
    }

    async fn run_in_pieces(
        &self,
        invocations: &[Invocation<'_>],
        chosen: &[usize],
        answers: &mut [Answer],
    ) {
        let mut pieces: Vec<(Arc<Link>, Vec<usize>)> = Vec::new();
        for place in chosen.iter().copied() {
            match self.link_to(self.shard_of(invocations[place].key)) {
                Ok(link) => match pieces
                    .iter_mut()
                    .find(|(other, _)| Arc::ptr_eq(other, &link))
                {
                    Some((_, places)) => places.push(place),
                    None => pieces.push((link, vec![place])),
                },
                Err(fault) => answers[place] = Err(fault),
            }
        }
        let runs = pieces.into_iter().map(|(link, places)| async move {
            let commands = commands(invocations, &places);
            let purpose = invocations[places[0]].script.purpose();
            let answer = link.run_all(purpose, &commands, places.len()).await;
            (answer, places)
        });
        for (answer, places) in together(runs).await {
            match answer {
                Ok(values) => {
                    for (place, value) in places.into_iter().zip(values) {
                        answers[place] = Ok(value);
                    }
                }
                Err(fault) => {
                    self.heed(&fault);
                    for place in places {
                        answers[place] = Err(fault.clone());
                    }
                }
            }
        }
    }

    async fn run_alone(&self, invocation: &Invocation<'_>) -> Answer {
        let Invocation {
            script,
            key,
            arguments,
        } = invocation;
        self.script(self.shard_of(key), script, &[key], arguments)
            .await
    }
}

/// Places with the shard that they have in common, in the order of the first of each.
fn grouped(shards: impl Iterator<Item = Shard>) -> Vec<(Shard, Vec<usize>)> {
    let mut groups: Vec<(Shard, Vec<usize>)> = Vec::new();
    let mut known: HashMap<Shard, usize, foldhash::fast::RandomState> = HashMap::default();
    for (place, shard) in shards.enumerate() {
        if let [(only, places)] = &mut *groups
            && *only == shard
        {
            places.push(place);
            continue;
        }
        let group = *known.entry(shard).or_insert_with(|| {
            groups.push((shard, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(place);
    }
    groups
}

fn get_of(keys: &[&[u8]], places: &[usize]) -> Cmd {
    let bytes = places.iter().map(|place| keys[*place].len()).sum::<usize>();
    let mut get = Cmd::with_capacity(1 + places.len(), "MGET".len() + bytes);
    get.arg("MGET");
    for place in places {
        get.arg(keys[*place]);
    }
    get
}

fn got(answer: Answer, expected: usize) -> Result<Vec<Value>, Fault> {
    match answer? {
        Value::Array(values) if values.len() == expected => Ok(values),
        other => Err(Fault::unlike("MGET", &other)),
    }
}

fn string(value: Value) -> Result<Option<Vec<u8>>, Fault> {
    match value {
        Value::BulkString(bytes) => Ok(Some(bytes)),
        Value::Nil => Ok(None),
        other => Err(Fault::unlike("MGET", &other)),
    }
}

fn commands(invocations: &[Invocation<'_>], places: &[usize]) -> Pipeline {
    let mut commands = Pipeline::with_capacity(places.len());
    for place in places {
        let Invocation {
            script,
            key,
            arguments,
        } = &invocations[*place];
        commands.add_command(script.by_hash(&[key], arguments));
    }
    commands
}

fn places_where(answers: &[Answer], test: impl Fn(&Answer) -> bool) -> Vec<usize> {
    let places = answers
        .iter()
        .enumerate()
        .filter(|(_, answer)| test(answer));
    places.map(|(place, _)| place).collect()
}

fn is_unknown(value: &Value) -> bool {
    matches!(value, Value::ServerError(error) if is_unknown_script(&Ok(Value::ServerError(error.clone()))))
}

/// What one command by itself gets along with: a slot that has moved, a script that was flushed in between.
fn must_be_repeated(answer: &Answer) -> bool {
    matches!(answer, Err(Fault::Refused { code, .. }) if matches!(code.as_str(), "MOVED" | "ASK" | "TRYAGAIN" | "NOSCRIPT"))
}

/// A future, until it is ready; then its output.
type Waiting<F> = (Option<Pin<Box<F>>>, Option<<F as Future>::Output>);

/// Waits for all of them at the same time.
async fn together<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<Waiting<F>> = futures
        .map(|future| (Some(Box::pin(future)), None))
        .collect();
    poll_fn(|context| {
        let mut is_pending = false;
        for (future, output) in &mut waiting {
            let Some(polled) = future else { continue };
            match polled.as_mut().poll(context) {
                Poll::Ready(ready) => (*future, *output) = (None, Some(ready)),
                Poll::Pending => is_pending = true,
            }
        }
        if is_pending {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    waiting
        .into_iter()
        .filter_map(|(_, output)| output)
        .collect()
}
