//! Proves: a struct can hold its own cache; two of them share nothing. Trait methods work with `helpers = false`.

use cache_runtime::{Cache, cached};

trait Rates {
    fn rate(&self, currency: &str) -> u64;
}

struct Bank {
    name: &'static str,
    cache: Cache,
}

impl Bank {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            cache: Cache::memory(),
        }
    }

    #[cached(key = "branches:<city>", ttl = "1d", cache = self.cache, ignore(self))]
    fn branches(&self, city: &str) -> usize {
        println!("  {} counts its branches in {city}", self.name);
        self.name.len() + city.len()
    }
}

impl Rates for Bank {
    #[cached(key = "rate:<currency>", ttl = "1m", cache = self.cache, ignore(self), helpers = false)]
    fn rate(&self, currency: &str) -> u64 {
        println!("  {} looks up {currency}", self.name);
        currency.len() as u64
    }
}

fn main() -> Result<(), cache_runtime::Error> {
    let (north, south) = (Bank::new("north"), Bank::new("south"));
    for bank in [&north, &south, &north, &south] {
        bank.rate("EUR");
        bank.branches("Bremen");
    }
    north.invalidate_branches("Bremen")?;
    println!("invalidated in one of them:");
    north.branches("Bremen");
    south.branches("Bremen");

    let loads = |bank: &Bank| bank.cache.stats().function("branches").map(|row| row.loads);
    assert_eq!((loads(&north), loads(&south)), (Some(2), Some(1)));
    Ok(())
}
