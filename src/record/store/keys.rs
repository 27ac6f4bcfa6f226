//! Keys: who may ask. A secret is shown once, when it is made; the data base has a salted, slow checksum of it.

use super::value::Row;
use super::{Batch, Connection};
use crate::checksum::hex;
use crate::clock;
use crate::record::Refusal;
use crate::record::scope::Scope;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Rounds of PBKDF2. Secrets are 256 bits of chance, which no number of rounds has to help; they cost whoever stole the file.
const ROUNDS: u32 = 60_000;

/// A key without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name of HTTP Basic.
    pub id: String,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// For whom alone it is, where it was made for one launch.
    pub session: Option<Session>,
}

/// One launch of one learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The learner's identity as one text.
    pub agent: String,
    /// The registration.
    pub registration: String,
}

/// A key as it is listed.
pub struct Listed {
    /// The key.
    pub key: Key,
    /// When it was made, in microseconds since 1970.
    pub created: i64,
    /// When it was last used, to the minute; none where it never was, or not since an earlier version.
    pub used: Option<i64>,
    /// Whether it is no longer accepted.
    pub revoked: bool,
}

/// A key with what its secret is held against.
pub struct Stored {
    /// The key.
    pub key: Key,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

/// Makes a key, and gives its secret.
///
/// # Errors
/// Where the data base cannot keep it.
pub fn add(
    batch: &mut Batch,
    name: &str,
    scope: Scope,
    session: Option<&Session>,
    expires: Option<i64>,
) -> Result<(Key, String), Refusal> {
    let id = hex(&clock::random::<8>());
    let secret = URL_SAFE_NO_PAD.encode(clock::random::<32>());
    let salt = clock::random::<16>();
    let text = session.map(|session| serde_json::json!(session).to_string());
    let insert =
        "INSERT INTO key (id, name, scope, salt, hash, created, expires, session) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let row = [
        (&id).into(),
        name.into(),
        scope.name().into(),
        salt.as_slice().into(),
        hash(&secret, &salt).to_vec().into(),
        clock::now().into(),
        expires.into(),
        text.into(),
    ];
    batch.connection.execute(insert, &row)?;
    Ok((Key { id, name: name.to_owned(), scope, session: session.cloned() }, secret))
}

/// All keys, the oldest first.
///
/// # Errors
/// Where the data base cannot be read.
pub fn list(connection: &mut Connection) -> Result<Vec<Listed>, Refusal> {
    let select = "SELECT id, name, scope, session, created, revoked, used FROM key ORDER BY created";
    connection.rows(select, &[], |mut row| {
        let revoked = row.get::<Option<i64>>(5)?.is_some();
        Ok(Listed { key: key(&mut row)?, created: row.get(4)?, used: row.get(6)?, revoked })
    })
}

/// The keys of a learner's launches, the oldest first.
///
/// # Errors
/// Where the data base cannot be read.
pub fn of(connection: &mut Connection, agent: &str) -> Result<Vec<Listed>, Refusal> {
    let mut listed = list(connection)?;
    listed.retain(|listed| listed.key.session.as_ref().is_some_and(|session| session.agent == agent));
    Ok(listed)
}

/// Ends a key. Gives whether there was one to end.
///
/// # Errors
/// Where the data base cannot be written.
pub fn revoke(batch: &mut Batch, id: &str) -> Result<bool, Refusal> {
    let update = "UPDATE key SET revoked = ? WHERE id = ? AND revoked IS NULL";
    Ok(batch.connection.execute(update, &[clock::now().into(), id.into()])? > 0)
}

/// Notes that a key was used.
///
/// # Errors
/// Where the data base cannot be written.
pub fn note_use(batch: &mut Batch, id: &str, at: i64) -> Result<(), Refusal> {
    batch.connection.execute("UPDATE key SET used = ? WHERE id = ?", &[at.into(), id.into()]).map(drop)
}

/// Whether a key is still accepted.
///
/// # Errors
/// Where the data base cannot be read.
pub fn stands(connection: &mut Connection, id: &str) -> Result<bool, Refusal> {
    let select = "SELECT 1 FROM key WHERE id = ? AND revoked IS NULL AND (expires IS NULL OR expires > ?)";
    Ok(connection.value::<i64>(select, &[id.into(), clock::now().into()])?.is_some())
}

/// A key that is accepted, by its id.
///
/// # Errors
/// Where the data base cannot be read.
pub fn find(connection: &mut Connection, id: &str) -> Result<Option<Stored>, Refusal> {
    let select = "SELECT id, name, scope, session, salt, hash FROM key
                  WHERE id = ? AND revoked IS NULL AND (expires IS NULL OR expires > ?)";
    connection.row(select, &[id.into(), clock::now().into()], |mut row| {
        Ok(Stored { key: key(&mut row)?, salt: row.get(4)?, hash: row.get(5)? })
    })
}

fn key(row: &mut Row) -> Result<Key, Refusal> {
    let (scope, session): (String, Option<String>) = (row.get(2)?, row.get(3)?);
    // A scope that this version does not know may do nothing that a package may not.
    let scope = Scope::from_name(&scope).unwrap_or(Scope::Write);
    let session = session.and_then(|text| serde_json::from_str(&text).ok());
    Ok(Key { id: row.get(0)?, name: row.get(1)?, scope, session })
}

impl Stored {
    /// Whether this is the key's secret. Takes as long for a wrong one as for the right one.
    pub fn has_secret(&self, secret: &str) -> bool {
        hash(secret, &self.salt).ct_eq(self.hash.as_slice()).into()
    }
}

/// As slow as holding a secret against a key: for a key that there is not.
pub fn hold_against_nothing(secret: &str) {
    std::hint::black_box(hash(secret, &[0; 16]));
}

fn hash(secret: &str, salt: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(secret.as_bytes(), salt, ROUNDS, &mut hash);
    hash
}
