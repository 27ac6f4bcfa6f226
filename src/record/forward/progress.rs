//! How handing on goes, for whoever watches over the store: the thread that does it writes here, `/health` and `/metrics` read.

use crate::record::Store;
use crate::xapi::outbox::Counts;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// What the thread is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Another process hands on; this one takes over when that ends.
    Waits,
    /// It hands on.
    Works,
    /// The other store does not take statements now, for this reason; it is asked again.
    Paused(String),
    /// It has given up, for this reason.
    Ended(String),
}

impl State {
    /// Whether nothing will be handed on until somebody does something.
    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Ended(_))
    }
}

impl fmt::Display for State {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waits => to.write_str("another process does it"),
            Self::Works => to.write_str("works"),
            Self::Paused(reason) => write!(to, "paused, {reason}"),
            Self::Ended(reason) => write!(to, "ended, {reason}"),
        }
    }
}

/// How handing on to one store goes.
pub struct Progress {
    to: String,
    now: Mutex<(State, Counts)>,
}

impl Progress {
    /// Of handing on to the store at this address, before it has begun.
    pub fn new(to: &str) -> Self {
        Self { to: to.to_owned(), now: Mutex::new((State::Waits, Counts::default())) }
    }

    /// What the thread is doing.
    pub fn state(&self) -> State {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// The thread does something else now. Gives whether it is something else.
    pub fn set(&self, state: State) -> bool {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = now.0 != state;
        now.0 = state;
        is_new
    }

    /// So much is in the outbox now.
    pub fn count(&self, counts: Counts) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).1 = counts;
    }

    /// The counters, as Prometheus reads them.
    pub fn counters(&self, store: &Store) -> String {
        let (state, counts) = self.now.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let pending = store.read(|connection| {
            let pending = "SELECT count(*) FROM statement WHERE NOT EXISTS (
                SELECT 1 FROM forwarded WHERE store = ? AND forwarded.stored >= statement.stored)";
            connection.number(pending, &[(&self.to).into()])
        });
        // What is in the outbox of a shared store counts as not handed on yet.
        let own = if store.is_shared() { 0 } else { i64::from(counts.waiting) };
        let waiting = pending.ok().map(|pending| pending + own);
        let lines = [
            ("forwarding", Some(i64::from(state == State::Works))),
            ("forward_sent", Some(counts.sent.into())),
            ("forward_waiting", waiting),
            ("forward_rejected", Some(counts.rejected.into())),
        ];
        let known = lines.into_iter().filter_map(|(name, value)| Some((name, value?)));
        known.map(|(name, value)| format!("cartable_record_{name} {value}\n")).collect()
    }
}
