//! Hands every statement on to another store, the institute's own: what is stored here goes into an outbox, and from there on its
//! way. How far it has come is in the data base, so that a stop, a kill or a line that is down loses nothing and doubles nothing.

mod progress;

pub use progress::{Progress, State};

use super::{Refusal, Store};
use crate::source::Place;
use crate::xapi::client::Client;
use crate::xapi::intake::Ready;
use crate::xapi::outbox::Outbox;
use crate::xapi::sender::{End, Pace, Sender};
use rusqlite::OptionalExtension;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use uuid::Uuid;

/// How many statements go into the outbox at once.
const AT_ONCE: i64 = 200;
/// How long to wait before looking for new ones, in microseconds.
const LOOK: i64 = 1_000_000;

/// The way to another store.
pub struct Forward<'a> {
    /// This store.
    pub store: &'a Store,
    /// What is on its way.
    pub outbox: Outbox,
    /// The other store.
    pub client: Client,
    /// Time.
    pub pace: &'a dyn Pace,
    /// How it goes.
    pub progress: &'a Progress,
    /// Is told that it goes otherwise, each time that it does.
    pub tell: &'a dyn Fn(&State),
}

impl Forward<'_> {
    /// Hands on for as long as the process lives. While another process does so already it waits, and takes over; a disk that is
    /// full or busy is waited for as well.
    ///
    /// # Errors
    /// Where the disk fails for good.
    pub fn run(mut self) -> Result<(), Refusal> {
        let ended = self.work();
        if let Err(refusal) = &ended {
            self.change(State::Ended(refusal.reason.clone()));
        }
        ended
    }

    fn work(&mut self) -> Result<(), Refusal> {
        let to = self.client.endpoint().to_owned();
        let _right = self.right(&to)?;
        loop {
            match self.round(&to) {
                Ok(End::Done) => self.change(State::Works),
                // It was not asked, because it is to be left alone: what it said before is still so.
                Ok(End::Later(words, _)) if words.is_empty() => {}
                Ok(End::Later(words, _)) => self.change(State::Paused(words)),
                Ok(End::Never(status, words)) => self.change(State::Paused(format!("{status} {words}"))),
                Err(refusal) if refusal.retry_after.is_some() => self.change(State::Paused(refusal.reason)),
                Err(refusal) => return Err(refusal),
            }
            self.progress.count(self.outbox.counts(&to)?);
            self.pace.wait(LOOK);
        }
    }

    /// The right to send to the other store, which one process at a time has.
    fn right(&self, to: &str) -> Result<File, Refusal> {
        let mut is_first = true;
        loop {
            match self.outbox.sender(to).map_err(|error| Refusal::internal(error.to_string()))? {
                Some(right) => return Ok(right),
                None if is_first => (self.tell)(&State::Waits),
                None => {}
            }
            is_first = false;
            self.progress.count(self.outbox.counts(to)?);
            self.pace.wait(LOOK);
        }
    }

    fn change(&self, state: State) {
        if self.progress.set(state.clone()) {
            (self.tell)(&state);
        }
    }

    /// Hands on what there is.
    fn round(&mut self, to: &str) -> Result<End, Refusal> {
        while self.take(to)? {}
        let (outbox, told) = (&mut self.outbox, &mut |_| {});
        Ok(Sender::new(outbox, &self.client, self.pace, false, told).run()?)
    }

    /// Puts some more into the outbox, and gives whether there were any. Putting them twice is putting them once.
    fn take(&mut self, to: &str) -> Result<bool, Refusal> {
        let some: Vec<(i64, Vec<u8>, String)> = self.store.read(|connection| {
            let find = "SELECT stored FROM forwarded WHERE store = ?";
            let last: Option<i64> = connection.prepare_cached(find)?.query_row([to], |row| row.get(0)).optional()?;
            let select = "SELECT stored, id, body FROM statement WHERE stored > ? ORDER BY stored LIMIT ?";
            let mut select = connection.prepare_cached(select)?;
            let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(select.query_map((last.unwrap_or(i64::MIN), AT_ONCE), row)?.collect::<Result<_, _>>()?)
        })?;
        let Some((last, ..)) = some.last() else { return Ok(false) };
        let (last, to) = (*last, to.to_owned());
        let ready = some.into_iter().map(|(_, id, body)| ready(&id, &body)).collect::<Result<Vec<_>, _>>()?;
        self.outbox.put(&to, &ready, true)?;
        self.store.write(move |batch| {
            let keep = "INSERT INTO forwarded (store, stored) VALUES (?, ?)
                        ON CONFLICT (store) DO UPDATE SET stored = excluded.stored";
            Ok(batch.connection.prepare_cached(keep)?.execute((to, last))?)
        })?;
        Ok(true)
    }
}

/// A statement as it is sent: the other store says itself when it came and who vouches for it.
fn ready(id: &[u8], body: &str) -> Result<Ready, Refusal> {
    let broken = || Refusal::internal("a stored statement cannot be read");
    let mut statement: Value = serde_json::from_str(body).map_err(|_| broken())?;
    let fields = statement.as_object_mut().ok_or_else(broken)?;
    fields.remove("stored");
    fields.remove("authority");
    let body = statement.to_string();
    let sum = Sha256::digest(&body).to_vec();
    Ok(Ready { id: Uuid::from_slice(id).map_err(|_| broken())?, sum, body, place: Place::file("") })
}
