//! Which product each request asks for, and whether it is a write. The same in each run.

use fastrand::Rng;
use std::io;
use std::path::Path;

/// The products of all requests, in their order, and the share of writes among them.
#[derive(Debug, Clone)]
pub struct Traffic {
    products: Vec<u32>,
    writes: f64,
}

/// One request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// The page of a product.
    Page(u32),
    /// A new price.
    Price(u32),
    /// One piece is taken.
    Stock(u32),
}

impl Traffic {
    /// The requests of a trace file: one big-endian `u32` each, the id of a product.
    ///
    /// # Errors
    /// If the file cannot be read, or ends within a number.
    pub fn trace(file: &Path, writes: f64) -> io::Result<Self> {
        let bytes = std::fs::read(file)?;
        let (numbers, rest) = bytes.as_chunks::<4>();
        if !rest.is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a trace is made of numbers of four bytes each, and this file ends within one",
            ));
        }
        Ok(Self {
            products: numbers
                .iter()
                .map(|number| u32::from_be_bytes(*number))
                .collect(),
            writes,
        })
    }

    /// `requests` for one of `products`, the k-th of which is asked for with a frequency of `1/k^exponent`.
    #[must_use]
    pub fn zipf(products: u32, exponent: f64, requests: usize, writes: f64) -> Self {
        let mut random = Rng::with_seed(12);
        // Ids are shuffled: neighbours in the database are not neighbours in frequency.
        let mut ids: Vec<u32> = (0..products).collect();
        random.shuffle(&mut ids);
        let sums: Vec<f64> = (1..=products)
            .scan(0.0, |sum, rank| {
                *sum += f64::from(rank).powf(-exponent);
                Some(*sum)
            })
            .collect();
        let total = sums.last().copied().unwrap_or(0.0);
        let draw = |_| {
            let drawn = random.f64() * total;
            let rank = sums.partition_point(|sum| *sum < drawn);
            ids[rank.min(ids.len() - 1)]
        };
        Self {
            products: (0..requests).map(draw).collect(),
            writes,
        }
    }

    /// No more than the first `requests`.
    #[must_use]
    pub fn limited(mut self, requests: usize) -> Self {
        self.products.truncate(requests);
        self
    }

    /// How many requests there are.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.products.len()
    }

    /// How many products are asked for.
    #[must_use]
    pub fn distinct(&self) -> usize {
        let mut ids = self.products.clone();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// How many of the requests are writes.
    #[must_use]
    pub fn writes(&self) -> usize {
        let requests = (0..self.requests()).filter_map(|number| self.request(number));
        requests
            .filter(|request| !matches!(request, Request::Page(_)))
            .count()
    }

    /// One more than the greatest id.
    #[must_use]
    pub fn bound(&self) -> u32 {
        self.products.iter().max().map_or(0, |id| id + 1)
    }

    /// The request of that number; none after the last.
    #[must_use]
    pub fn request(&self, number: usize) -> Option<Request> {
        let product = *self.products.get(number)?;
        // Its own generator: which worker is first does not change what is asked.
        let mut random = Rng::with_seed(number as u64);
        Some(if random.f64() >= self.writes {
            Request::Page(product)
        } else if random.bool() {
            Request::Price(product)
        } else {
            Request::Stock(product)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(traffic: &Traffic, wanted: impl Fn(Request) -> bool) -> usize {
        let requests = (0..traffic.requests()).filter_map(|number| traffic.request(number));
        requests.filter(|request| wanted(*request)).count()
    }

    #[test]
    fn a_trace_is_read_as_big_endian_numbers() {
        let file = std::env::temp_dir().join(format!("trace-{}", std::process::id()));
        std::fs::write(&file, [0, 0, 1, 2, 0, 0, 0, 7]).unwrap();
        let traffic = Traffic::trace(&file, 0.0).unwrap();
        std::fs::write(&file, [0, 0, 1, 2, 0]).unwrap();
        let error = Traffic::trace(&file, 0.0).unwrap_err();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(traffic.request(0), Some(Request::Page(258)));
        assert_eq!(traffic.request(1), Some(Request::Page(7)));
        assert_eq!((traffic.request(2), traffic.bound()), (None, 259));
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn the_first_of_zipfs_law_is_asked_for_twice_as_often_as_the_second() {
        let traffic = Traffic::zipf(100, 1.0, 100_000, 0.0);
        let mut counts: Vec<usize> = (0..100)
            .map(|id| count(&traffic, |request| request == Request::Page(id)))
            .collect();
        counts.sort_unstable_by(|left, right| right.cmp(left));
        // 100,000 / (1 + 1/2 + … + 1/100) = 19,278, with a standard deviation of 125.
        assert!(counts[0].abs_diff(19_278) < 750, "{}", counts[0]);
        assert!(counts[1].abs_diff(9_639) < 600, "{}", counts[1]);
    }

    #[test]
    fn the_share_of_writes_is_kept_and_both_kinds_occur() {
        let traffic = Traffic::zipf(10, 1.0, 100_000, 0.1);
        let writes =
            |wanted: fn(u32) -> Request| count(&traffic, |it| (0..10).any(|id| it == wanted(id)));
        let (price, stock) = (writes(Request::Price), writes(Request::Stock));
        // 5,000 of each, with a standard deviation of 69.
        assert!(price.abs_diff(5_000) < 400, "{price}");
        assert!(stock.abs_diff(5_000) < 400, "{stock}");
        let again = Traffic::zipf(10, 1.0, 100_000, 0.1);
        assert!((0..100_000).all(|number| traffic.request(number) == again.request(number)));
    }
}
