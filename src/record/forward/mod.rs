//! Hands every statement on to another store, the institute's own: what is stored here goes into an outbox, and from there on its
//! way. How far it has come is in the data base, so that a stop, a kill or a line that is down loses nothing and doubles nothing.

mod progress;

pub use progress::{Progress, State};

use super::store::Right;
use super::{Refusal, Store};
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
        loop {
            let mut right = self.right(&to)?;
            while right.shared.is_held() {
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
    }

    /// The right to send to the other store, which one process at a time has: that to the outbox, and that among all who use the data base.
    fn right(&self, to: &str) -> Result<Rights, Refusal> {
        let mut is_first = true;
        loop {
            let own = self.outbox.sender(to).map_err(|error| Refusal::internal(error.to_string()))?;
            let shared = match (&own, self.store.right(to)) {
                (Some(_), Ok(shared)) => shared,
                (Some(_), Err(refusal)) if refusal.retry_after.is_none() => return Err(refusal),
                _ => None,
            };
            if let (Some(own), Some(shared)) = (own, shared) {
                return Ok(Rights { _own: own, shared });
            }
            if is_first {
                self.progress.set(State::Waits);
                (self.tell)(&State::Waits);
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

    /// Hands on what there is. Where others use the data base, what is in the outbox of this process would be lost to them with it: how
    /// far it has come is then noted once it was sent. Sending it twice is sending it once.
    fn round(&mut self, to: &str) -> Result<End, Refusal> {
        while let Some(last) = self.take(to)? {
            if self.store.is_shared() {
                match self.send()? {
                    End::Done => {}
                    end => return Ok(end),
                }
            }
            self.note(to, last)?;
        }
        self.send()
    }

    fn send(&mut self) -> Result<End, Refusal> {
        let (outbox, told) = (&mut self.outbox, &mut |_| {});
        Ok(Sender::new(outbox, &self.client, self.pace, false, told).run()?)
    }

    /// Puts some more into the outbox, and gives the moment of the last one. Putting them twice is putting them once.
    fn take(&mut self, to: &str) -> Result<Option<i64>, Refusal> {
        let last = "SELECT stored FROM forwarded WHERE store = ?";
        let last = self.store.read(|connection| connection.value(last, &[to.into()]))?;
        if last.is_none() {
            // Whoever asks how far it has come is told from now on.
            self.note(to, BEGINNING)?;
        }
        let some: Vec<(i64, Uuid, String)> = self.store.read(|connection| {
            let select = "SELECT stored, id, body FROM statement WHERE stored > ? ORDER BY stored LIMIT ?";
            connection.rows(select, &[last.unwrap_or(BEGINNING).into(), AT_ONCE.into()], |mut row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        })?;
        let last = some.last().map(|(last, ..)| *last);
        let ready = some.into_iter().map(|(_, id, body)| ready(id, &body)).collect::<Result<Vec<_>, _>>()?;
        self.outbox.put(to, &ready, true)?;
        Ok(last)
    }

    /// Notes how far it has come.
    fn note(&self, to: &str, last: i64) -> Result<(), Refusal> {
        let to = to.to_owned();
        self.store.write(move |batch| {
            let keep = "INSERT INTO forwarded (store, stored) VALUES (?, ?)
                        ON CONFLICT (store) DO UPDATE SET stored = excluded.stored";
            batch.connection.execute(keep, &[to.into(), last.into()]).map(drop)
        })
    }
}

/// What one process at a time has.
struct Rights {
    _own: File,
    shared: Box<dyn Right>,
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
