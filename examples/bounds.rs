//! Proves: a region keeps to its bound, in entries or in bytes; what is too heavy is returned and not stored.

use cache_runtime::{Cache, Weigh, cached};

#[cached(key = "square:<n>", ttl = "forever", capacity = 100)]
fn square(n: u64) -> u64 {
    n * n
}

#[derive(Clone)]
struct Picture {
    pixels: Vec<u8>,
}

impl Weigh for Picture {
    fn heap_bytes(&self) -> usize {
        self.pixels.heap_bytes()
    }
}

#[cached(key = "picture:<kilobytes>:<n>", ttl = "forever", max_weight = "1MiB")]
fn picture(kilobytes: usize, n: u64) -> Picture {
    Picture {
        pixels: vec![u8::try_from(n % 256).unwrap_or(0); kilobytes << 10],
    }
}

fn main() {
    for n in 0..10_000 {
        square(n);
        picture(10, n);
    }
    let large = picture(2_000, 0);
    println!(
        "a picture of {} bytes is returned, but is too heavy to be stored",
        large.pixels.len()
    );

    for row in Cache::installed().stats().functions {
        println!(
            "{:16} {:5} entries, {:>7} bytes, {} evicted, {} too heavy",
            row.function,
            row.entries,
            row.bytes.map_or("any".into(), |bytes| bytes.to_string()),
            row.evictions,
            row.too_heavy
        );
        assert!(row.entries <= 120 && row.bytes.unwrap_or(0) <= 1 << 20);
    }
}
