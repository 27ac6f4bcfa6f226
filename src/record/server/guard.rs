//! The door: which key a request has. A secret that was found right is remembered, so that the slow checksum is worked out once and
//! not at every request; wrong ones are counted, and make whoever tries them wait.

use crate::clock;
use crate::record::store::keys::{self, Key};
use crate::record::{Refusal, Store};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many verified keys and failing guessers are remembered.
const REMEMBERED: usize = 10_000;
/// How often one may be wrong in a window.
const FAILURES: u32 = 10;
/// The window, in microseconds.
const WINDOW: i64 = 60_000_000;
/// How precisely the last use of a key is noted, in microseconds: a write for each request would be too much.
const NOTED: i64 = 60_000_000;

/// Whose wrong secrets are counted together: an address, and the key that it tried, or none for all ids that are no key. One old
/// package that a whole school opens must not keep a new key out.
type Guesser = (IpAddr, Option<String>);

/// Who may come in.
#[derive(Default)]
pub struct Guard {
    /// The keys of headers whose secret was found right.
    verified: Mutex<BTreeMap<[u8; 32], Key>>,
    /// How often somebody was wrong, and since when.
    failures: Mutex<BTreeMap<Guesser, (u32, i64)>>,
    /// When the use of a key was last noted.
    noted: Mutex<BTreeMap<String, i64>>,
}

impl Guard {
    /// The key of an `Authorization` header whose secret was found right before. It may have ended since: [`Self::confirm`].
    pub fn remembered(&self, authorization: &str) -> Option<Key> {
        self.verified().get(&digest(authorization)).cloned()
    }

    /// The key of an `Authorization` header that was not seen before. Takes its time.
    ///
    /// # Errors
    /// Unauthorized, or too often wrong.
    pub fn admit(&self, store: &Store, address: IpAddr, authorization: &str) -> Result<Key, Refusal> {
        let Some((id, secret)) = credentials(authorization) else { return Err(self.failed((address, None))) };
        let stored = store.read(|connection| keys::find(connection, &id))?;
        let guesser = (address, stored.as_ref().map(|_| id));
        self.may_try(&guesser)?;
        let key = match stored {
            Some(stored) if stored.has_secret(&secret) => stored.key,
            Some(_) => return Err(self.failed(guesser)),
            None => {
                keys::hold_against_nothing(&secret);
                return Err(self.failed(guesser));
            }
        };
        let mut verified = self.verified();
        if verified.len() >= REMEMBERED {
            verified.clear();
        }
        verified.insert(digest(authorization), key.clone());
        Ok(key)
    }

    /// Asks the data base whether a key has ended, by this process or another, so that it is refused at once.
    ///
    /// # Errors
    /// Unauthorized, where it has.
    pub fn confirm(&self, store: &Store, key: &Key) -> Result<(), Refusal> {
        if store.read(|connection| keys::stands(connection, &key.id))? {
            return Ok(());
        }
        self.verified().retain(|_, known| known.id != key.id);
        Err(Refusal::unauthorized())
    }

    fn verified(&self) -> MutexGuard<'_, BTreeMap<[u8; 32], Key>> {
        self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the use of a key is to be noted now.
    pub fn is_to_be_noted(&self, key: &Key) -> bool {
        let now = clock::now();
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= REMEMBERED {
            noted.clear();
        }
        let last = noted.get(&key.id).copied().unwrap_or(i64::MIN);
        let is_due = now.saturating_sub(last) >= NOTED;
        if is_due {
            noted.insert(key.id.clone(), now);
        }
        is_due
    }

    fn may_try(&self, guesser: &Guesser) -> Result<(), Refusal> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match failures.get(guesser) {
            Some((count, since)) if *count >= FAILURES && clock::now() - since < WINDOW => Err(Refusal::often(60)),
            _ => Ok(()),
        }
    }

    fn failed(&self, guesser: Guesser) -> Refusal {
        let now = clock::now();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= REMEMBERED {
            failures.retain(|_, (_, since)| now - *since < WINDOW);
        }
        let entry = failures.entry(guesser).or_insert((0, now));
        if now - entry.1 >= WINDOW {
            *entry = (0, now);
        }
        entry.0 += 1;
        Refusal::unauthorized()
    }
}

/// What a header is remembered by: never the secret itself.
fn digest(authorization: &str) -> [u8; 32] {
    Sha256::digest(authorization).into()
}

/// The name and password of HTTP Basic. Source: RFC 7617.
fn credentials(authorization: &str) -> Option<(String, String)> {
    let (scheme, token) = authorization.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(token.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
