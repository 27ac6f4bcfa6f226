//! The door: which key a request has. A secret that was found right is remembered, so that the slow checksum is worked out once and
//! not at every request; wrong ones are counted, and make their address wait.

use crate::clock;
use crate::record::store::keys::{self, Key};
use crate::record::{Refusal, Store};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many verified keys and failing addresses are remembered.
const REMEMBERED: usize = 10_000;
/// How often an address may be wrong in a window.
const FAILURES: u32 = 10;
/// The window, in microseconds.
const WINDOW: i64 = 60_000_000;

/// Who may come in.
#[derive(Default)]
pub struct Guard {
    /// The keys of headers whose secret was found right.
    verified: Mutex<BTreeMap<[u8; 32], Key>>,
    /// How often an address was wrong, and since when.
    failures: Mutex<BTreeMap<IpAddr, (u32, i64)>>,
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
        let Some((id, secret)) = credentials(authorization) else { return Err(self.failed(address)) };
        self.may_try(address)?;
        let key = match store.read(|connection| keys::find(connection, &id))? {
            Some(stored) if stored.has_secret(&secret) => stored.key,
            Some(_) => return Err(self.failed(address)),
            None => {
                keys::hold_against_nothing(&secret);
                return Err(self.failed(address));
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

    fn may_try(&self, address: IpAddr) -> Result<(), Refusal> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match failures.get(&address) {
            Some((count, since)) if *count >= FAILURES && clock::now() - since < WINDOW => Err(Refusal::often(60)),
            _ => Ok(()),
        }
    }

    fn failed(&self, address: IpAddr) -> Refusal {
        let now = clock::now();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= REMEMBERED {
            failures.retain(|_, (_, since)| now - *since < WINDOW);
        }
        let entry = failures.entry(address).or_insert((0, now));
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
