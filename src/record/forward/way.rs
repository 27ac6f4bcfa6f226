//! The way of statements from this store to another one: taken from the data base into an outbox, and from there sent with their
//! attachments. How far it has come is in the data base, so that a stop, a kill or a line that is down loses nothing and doubles nothing.

use super::enclosing::Enclosing;
use crate::record::store::{Bulk, Kind, Right};
use crate::record::{Refusal, Store};
use crate::source::Place;
use crate::xapi::client::Client;
use crate::xapi::intake::Ready;
use crate::xapi::outbox::Outbox;
use crate::xapi::sender::{End, Pace, Sender};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use uuid::Uuid;

/// How many statements go into the outbox at once.
const AT_ONCE: i64 = 200;
/// Before all statements.
const BEGINNING: i64 = 0;

const MOMENTS: Bulk = Bulk { sql: "SELECT stored FROM statement WHERE id IN (??)", kinds: &[Kind::Bytes] };

/// The way to another store.
pub struct Way<'a> {
    /// This store.
    pub store: &'a Store,
    /// What is on its way.
    pub outbox: Outbox,
    /// The other store.
    pub client: Client,
    /// Time.
    pub pace: &'a dyn Pace,
}

/// The right to send to the other store, which one process at a time has: that to the outbox, and that among all who use the data base.
pub struct Rights {
    _own: File,
    shared: Box<dyn Right>,
}

impl Rights {
    /// Whether it is still so.
    pub fn are_held(&mut self) -> bool {
        self.shared.is_held()
    }
}

impl Way<'_> {
    /// The address of the other store.
    pub fn to(&self) -> &str {
        self.client.endpoint()
    }

    /// The right to send; none while another process has it, or while the data base is not there.
    ///
    /// # Errors
    /// Where the disk or the data base fails for good.
    pub fn right(&self) -> Result<Option<Rights>, Refusal> {
        let own = self.outbox.sender(self.to()).map_err(|error| Refusal::internal(error.to_string()))?;
        let Some(own) = own else { return Ok(None) };
        match self.store.right(self.to()) {
            Ok(shared) => Ok(shared.map(|shared| Rights { _own: own, shared })),
            Err(refusal) if refusal.retry_after.is_none() => Err(refusal),
            Err(_) => Ok(None),
        }
    }

    /// Sends what is in the outbox. `told` hears how many statements wait no longer.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn send(&mut self, told: &mut dyn FnMut(usize)) -> Result<End, Refusal> {
        let post = Enclosing { store: self.store, client: &self.client };
        Ok(Sender::new(&mut self.outbox, &self.client, self.pace, false, told).by(&post).run()?)
    }

    /// Puts some more into the outbox, and gives the moment of the last one. Putting them twice is putting them once.
    ///
    /// # Errors
    /// Where the disk or the data base fails.
    pub fn take(&mut self) -> Result<Option<i64>, Refusal> {
        let last = self.noted()?;
        if last.is_none() {
            // Whoever asks how far it has come is told from now on.
            self.note(BEGINNING)?;
        }
        let some: Vec<(i64, Uuid, String)> = self.store.read(|connection| {
            let select = "SELECT stored, id, body FROM statement WHERE stored > ? ORDER BY stored LIMIT ?";
            connection.rows(select, &[last.unwrap_or(BEGINNING).into(), AT_ONCE.into()], |mut row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        })?;
        let last = some.last().map(|(last, ..)| *last);
        let ready = some.into_iter().map(|(_, id, body)| ready(id, &body)).collect::<Result<Vec<_>, _>>()?;
        self.outbox.put(self.client.endpoint(), &ready, true)?;
        Ok(last)
    }

    /// How far it has come: the moment of the last statement; none where it was never begun.
    ///
    /// # Errors
    /// Where the data base cannot be read.
    pub fn noted(&self) -> Result<Option<i64>, Refusal> {
        let last = "SELECT stored FROM forwarded WHERE store = ?";
        self.store.read(|connection| connection.value(last, &[self.to().into()]))
    }

    /// Notes how far it has come.
    ///
    /// # Errors
    /// Where the data base cannot keep it.
    pub fn note(&self, last: i64) -> Result<(), Refusal> {
        let to = self.to().to_owned();
        self.store.write(move |batch| {
            let keep = "INSERT INTO forwarded (store, stored) VALUES (?, ?)
                        ON CONFLICT (store) DO UPDATE SET stored = excluded.stored";
            batch.connection.execute(keep, &[to.into(), last.into()]).map(drop)
        })
    }

    /// Lets these statements be sent again, because the other store does not have what it said that it took.
    ///
    /// # Errors
    /// Where the disk or the data base fails.
    pub fn send_again(&mut self, ids: &[Uuid]) -> Result<(), Refusal> {
        self.outbox.forget(self.client.endpoint(), ids)?;
        let ids: Vec<_> = ids.iter().map(|id| (*id).into()).collect();
        let moments: Vec<i64> = self.store.read(|connection| connection.bulk(&MOMENTS, &ids, |mut row| row.get(0)))?;
        // All before the first of them is there.
        moments.into_iter().min().map_or(Ok(()), |first| self.note(first - 1))
    }
}

/// A statement as it is sent: the other store says itself when it came and who vouches for it.
fn ready(id: Uuid, body: &str) -> Result<Ready, Refusal> {
    let broken = || Refusal::internal("a stored statement cannot be read");
    let mut statement: Value = serde_json::from_str(body).map_err(|_| broken())?;
    let fields = statement.as_object_mut().ok_or_else(broken)?;
    fields.remove("stored");
    fields.remove("authority");
    let body = statement.to_string();
    let sum = Sha256::digest(&body).to_vec();
    Ok(Ready { id, sum, body, place: Place::file("") })
}
