//! How long items live in the cache, and how the queue is delivered.

use proc_macro2::Span;
use syn::{Error, LitStr};

use super::super::args::Args;
use super::super::model::{Journal, Settings, Ttl};
use crate::cached::args::{Count, Written};
use crate::diagnostics::Errors;
use crate::literal::duration::{DurationLit, Length};
use crate::literal::range::RangeLit;
use crate::suggestion::did_you_mean;

/// What the runtime takes where nothing is written.
const FLUSH_EVERY: u64 = 1_000;
const BATCH: u64 = 100;
const QUEUE: u64 = 10_000;

pub(super) fn resolve(args: &Args, errors: &mut Errors) -> (Ttl, Journal, Settings) {
    let flush_every = finite(
        "flush_every",
        args.flush_every.value(),
        "an item would never be saved that is alone",
        errors,
    );
    let settings = Settings {
        flush_every,
        batch: at_least_one("batch", args.batch.value(), errors),
        queue: at_least_one("queue", args.queue.value(), errors),
        retries: retries(args.retries.value(), errors),
        backoff: backoff(args.backoff.value(), errors),
        timeout: finite(
            "timeout",
            args.timeout.value(),
            "a sink that hangs would keep all other items from being saved",
            errors,
        ),
    };
    check_batch(args, &settings, errors);
    let ttl = ttl(args, flush_every.unwrap_or(FLUSH_EVERY), errors);
    (ttl, journal(args.journal.written(), errors), settings)
}

fn ttl(args: &Args, flush_every: u64, errors: &mut Errors) -> Ttl {
    let Some(written) = args.ttl.written() else {
        if !args.ttl.is_broken() {
            errors.push(Error::new(
                Span::call_site(),
                "`ttl` is missing: how long the cache keeps a saved item must be said; write `ttl = \"1h\"` or `ttl = \"forever\"`",
            ));
        }
        return Ttl::Forever;
    };
    let DurationLit { literal, length } = &written.value;
    match length {
        Length::Forever => Ttl::Forever,
        Length::Milliseconds(0) => {
            errors.at(literal, "`ttl` must be longer than zero");
            Ttl::Forever
        }
        Length::Milliseconds(ttl) => {
            // Where no `flush_every` is written, a broken one has its own message.
            if *ttl <= flush_every && !args.flush_every.is_broken() {
                errors.at(
                    literal,
                    format!("an item would leave the cache before it is saved, and be loaded as it was before; write a `ttl` longer than `flush_every`, which is {flush_every} ms"),
                );
            }
            Ttl::Milliseconds(*ttl)
        }
    }
}

/// The milliseconds of a duration that must have a length and an end.
fn finite(
    name: &str,
    written: Option<&DurationLit>,
    forever: &str,
    errors: &mut Errors,
) -> Option<u64> {
    let DurationLit { literal, length } = written?;
    match length {
        Length::Milliseconds(0) => {
            errors.at(literal, format!("`{name}` must be longer than zero"));
            None
        }
        Length::Forever => {
            errors.at(
                literal,
                format!("`{name}` cannot be forever: {forever}; write a duration, as in `\"5s\"`"),
            );
            None
        }
        Length::Milliseconds(milliseconds) => Some(*milliseconds),
    }
}

fn at_least_one(name: &str, written: Option<&Count>, errors: &mut Errors) -> Option<u64> {
    let count = written?;
    if count.value == 0 {
        errors.at(&count.written, format!("`{name}` must be at least 1"));
        return None;
    }
    Some(count.value)
}

fn retries(written: Option<&Count>, errors: &mut Errors) -> Option<u64> {
    let retries = at_least_one("retries", written, errors)?;
    if retries > 1_000 {
        errors.at(
            written.map(|count| &count.written),
            "`retries` counts how often a batch fails before its items are tried one by one; write at most 1_000",
        );
        return None;
    }
    Some(retries)
}

fn backoff(written: Option<&RangeLit>, errors: &mut Errors) -> Option<(u64, u64)> {
    let RangeLit { literal, from, to } = written?;
    if *from == 0 {
        errors.at(
            literal,
            "`backoff` must begin longer than zero: it is the pause after the first failure, and doubled after each further one",
        );
        return None;
    }
    if from > to {
        errors.at(
            literal,
            "`backoff` must grow: write the shorter duration first, as in `\"100ms..10s\"`",
        );
        return None;
    }
    Some((*from, *to))
}

/// A batch that is never full would only ever go out late.
fn check_batch(args: &Args, settings: &Settings, errors: &mut Errors) {
    let (batch, queue) = (
        settings.batch.unwrap_or(BATCH),
        settings.queue.unwrap_or(QUEUE),
    );
    if batch <= queue || args.batch.is_broken() || args.queue.is_broken() {
        return;
    }
    let places = [args.queue.written(), args.batch.written()];
    if let Some(Written { value, .. }) = places.into_iter().flatten().next() {
        errors.at(
            &value.written,
            format!("a batch of {batch} can never be full in a queue of {queue}; write a larger `queue`, or a smaller `batch`"),
        );
    }
}

fn journal(written: Option<&Written<LitStr>>, errors: &mut Errors) -> Journal {
    let Some(Written { value: literal, .. }) = written else {
        return Journal::Memory;
    };
    match literal.value().as_str() {
        "memory" => Journal::Memory,
        "redis" => Journal::Redis,
        other => {
            errors.at(
                literal,
                format!(
                    "unknown journal `{other}`; expected `memory` or `redis`{}",
                    did_you_mean(other, ["memory", "redis"])
                ),
            );
            Journal::Memory
        }
    }
}
