//! The door: which key a request has. A key that was verified is remembered for a few seconds, so that the slow checksum is
//! worked out once and not at every request; wrong secrets are counted, and make their address wait.

use crate::clock;
use crate::record::store::keys::{self, Key};
use crate::record::{Refusal, Store};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// How long a verified key is trusted before the data base is asked whether it is still one, in microseconds.
const TRUSTED: i64 = 5_000_000;
/// How many verified keys and failing addresses are remembered.
const REMEMBERED: usize = 10_000;
/// How often an address may be wrong in a window.
const FAILURES: u32 = 10;
/// The window, in microseconds.
const WINDOW: i64 = 60_000_000;

/// A key that was verified, and when the data base last confirmed it.
struct Verified {
    key: Key,
    confirmed: i64,
}

/// Who may come in.
#[derive(Default)]
pub struct Guard {
    verified: Mutex<BTreeMap<[u8; 32], Verified>>,
    /// How often an address was wrong, and since when.
    failures: Mutex<BTreeMap<IpAddr, (u32, i64)>>,
}

impl Guard {
    /// The key of an `Authorization` header, where it was verified a moment ago.
    pub fn remembered(&self, authorization: &str) -> Option<Key> {
        let verified = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        let known = verified.get(&digest(authorization))?;
        (clock::now() - known.confirmed < TRUSTED).then(|| known.key.clone())
    }

    /// The key of an `Authorization` header. Takes its time where it was not seen before.
    ///
    /// # Errors
    /// Unauthorized, or too often wrong.
    pub fn admit(&self, store: &Store, address: IpAddr, authorization: &str) -> Result<Key, Refusal> {
        let Some((id, secret)) = credentials(authorization) else { return Err(self.failed(address)) };
        let known = self.is_known(authorization);
        if !known {
            self.may_try(address)?;
        }
        let stored = store.read(|connection| keys::find(connection, &id))?;
        let key = match stored {
            Some(stored) if known || stored.has_secret(&secret) => stored.key,
            Some(_) => return Err(self.failed(address)),
            None => {
                keys::hold_against_nothing(&secret);
                return Err(self.failed(address));
            }
        };
        let mut verified = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        if verified.len() >= REMEMBERED {
            verified.clear();
        }
        verified.insert(digest(authorization), Verified { key: key.clone(), confirmed: clock::now() });
        Ok(key)
    }

    /// Whether the secret of an `Authorization` header was found right before.
    pub fn is_known(&self, authorization: &str) -> bool {
        self.verified.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&digest(authorization))
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
