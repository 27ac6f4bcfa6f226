//! How many requests a second a key may make: a bucket of one second for each.

use crate::clock;
use crate::record::Refusal;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many keys are remembered.
const REMEMBERED: usize = 10_000;

/// The buckets: what is left in each, in requests, and when it was last filled, in microseconds since 1970.
pub struct Rates {
    each: f64,
    buckets: Mutex<BTreeMap<String, (f64, i64)>>,
}

impl Rates {
    /// At most `each` requests a second with one key; a second's worth at once.
    pub fn new(each: u32) -> Self {
        Self { each: f64::from(each), buckets: Mutex::default() }
    }

    /// Takes a request out of a key's bucket.
    ///
    /// # Errors
    /// Too often.
    pub fn take(&self, key: &str) -> Result<(), Refusal> {
        self.take_at(key, clock::now())
    }

    fn take_at(&self, key: &str, now: i64) -> Result<(), Refusal> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.clear();
        }
        let (left, filled) = buckets.entry(key.to_owned()).or_insert((self.each, now));
        let passed = (now - *filled).max(0) as f64 / 1e6;
        *left = (*left + passed * self.each).min(self.each);
        *filled = now;
        if *left < 1.0 {
            return Err(Refusal::often(1));
        }
        *left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_emptied_and_fills_again() {
        let rates = Rates::new(2);
        for (now, passes) in [(0, true), (0, true), (0, false), (400_000, false), (500_000, true), (500_000, false)] {
            assert_eq!(rates.take_at("a", now).is_ok(), passes, "at {now}");
        }
        assert!(rates.take_at("b", 500_000).is_ok(), "each key has its own");
    }
}
