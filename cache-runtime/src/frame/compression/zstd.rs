//! Zstandard, with contexts that are used again: setting one up takes longer than a small value does.

use std::sync::{Mutex, PoisonError};

use zstd::bulk::{Compressor, Decompressor};

/// Further ones are made and dropped, as each may hold much memory where the level is high.
const MOST_IDLE: usize = 8;

static COMPRESSORS: Idle<(i32, Compressor<'static>)> = Idle::new();
static DECOMPRESSORS: Idle<Decompressor<'static>> = Idle::new();

pub(super) fn compress(payload: &[u8], level: i32) -> Option<Vec<u8>> {
    let (set, mut compressor) = match COMPRESSORS.take() {
        Some(idle) => idle,
        None => (level, Compressor::new(level).ok()?),
    };
    if set != level {
        compressor.set_compression_level(level).ok()?;
    }
    let packed = compressor.compress(payload).ok()?;
    COMPRESSORS.put((level, compressor));
    Some(packed)
}

/// None, if `packed` does not hold `length` bytes.
pub(super) fn decompress(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut decompressor = match DECOMPRESSORS.take() {
        Some(idle) => idle,
        None => Decompressor::new().ok()?,
    };
    // Memory is touched as it is written, so bytes that promise more than they hold cost nothing.
    let payload = decompressor.decompress(packed, length).ok();
    // Each value is decoded from the start, so an error leaves nothing behind in it.
    DECOMPRESSORS.put(decompressor);
    payload
}

/// Contexts that nobody uses. A pool rather than one a thread: there may be hundreds of threads, and a context holds a
/// megabyte and more.
struct Idle<C>(Mutex<Vec<C>>);

impl<C> Idle<C> {
    const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    fn take(&self) -> Option<C> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, context: C) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST_IDLE {
            idle.push(context);
        }
    }
}
