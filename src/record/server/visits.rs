//! Who has signed in to the report pages: a token in a cookie, of which only a checksum is kept, in memory alone. A store that
//! starts again knows nobody.

use crate::clock;
use crate::record::store::keys::Key;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a visit lasts at most, in seconds.
pub const LONGEST: i64 = 8 * 3600;
/// How long it lasts while nothing is asked for, in seconds.
const IDLE: i64 = 3600;
/// How many visits there are at most; then the one goes in which nothing was asked for the longest.
const MOST: usize = 1_000;

struct Visit {
    key: Key,
    began: i64,
    last: i64,
}

/// The visits that are under way.
#[derive(Default)]
pub struct Visits(Mutex<BTreeMap<[u8; 32], Visit>>);

impl Visits {
    /// Begins a visit with a key, and gives its token.
    pub fn begin(&self, key: Key) -> String {
        self.begin_at(key, clock::now())
    }

    /// The key of a visit that goes on.
    pub fn key(&self, token: &str) -> Option<Key> {
        self.key_at(token, clock::now())
    }

    /// Ends a visit.
    pub fn end(&self, token: &str) {
        self.all().remove(&digest(token));
    }

    fn begin_at(&self, key: Key, now: i64) -> String {
        let token = URL_SAFE_NO_PAD.encode(clock::random::<32>());
        let mut all = self.all();
        all.retain(|_, visit| goes_on(visit, now));
        if all.len() >= MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, visit)| visit.last).map(|(digest, _)| *digest)
        {
            all.remove(&oldest);
        }
        all.insert(digest(&token), Visit { key, began: now, last: now });
        token
    }

    fn key_at(&self, token: &str, now: i64) -> Option<Key> {
        let mut all = self.all();
        let visit = all.get_mut(&digest(token)).filter(|visit| goes_on(visit, now))?;
        visit.last = now;
        Some(visit.key.clone())
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<[u8; 32], Visit>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn goes_on(visit: &Visit, now: i64) -> bool {
    let within = |since: i64, seconds: i64| now.saturating_sub(since) < seconds * 1_000_000;
    within(visit.began, LONGEST) && within(visit.last, IDLE)
}

/// What a token is known by: whoever reads the memory finds none.
fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Scope;

    const SECOND: i64 = 1_000_000;

    fn key() -> Key {
        Key { id: "k".to_owned(), name: String::new(), scope: Scope::Read, session: None }
    }

    #[test]
    fn a_visit_ends_after_an_hour_without_a_request_and_after_eight_in_any_case() {
        let visits = Visits::default();
        let token = visits.begin_at(key(), 0);
        assert_eq!(visits.key_at(&token, (IDLE - 1) * SECOND), Some(key()));
        assert_eq!(visits.key_at(&token, (2 * IDLE - 1) * SECOND), None, "an hour since the last request");
        let token = visits.begin_at(key(), 0);
        for at in (0..LONGEST).step_by(1800) {
            assert!(visits.key_at(&token, at * SECOND).is_some(), "{at}");
        }
        assert_eq!(visits.key_at(&token, LONGEST * SECOND), None);
        assert_eq!(visits.key_at("", 0), None);
    }

    #[test]
    fn a_visit_that_was_ended_is_over_and_there_are_never_too_many() {
        let visits = Visits::default();
        let first = visits.begin_at(key(), 0);
        let second = visits.begin_at(key(), 1);
        visits.end(&second);
        assert_eq!((visits.key_at(&second, 2), visits.key_at(&first, 2).is_some()), (None, true));
        for at in 0..MOST as i64 {
            visits.begin_at(key(), 3 + at);
        }
        let count = visits.all().len();
        assert_eq!((count, visits.key_at(&first, 2_000)), (MOST, None));
    }
}
