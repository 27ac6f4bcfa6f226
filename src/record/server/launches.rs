//! The launches that are under way, by their tickets.

use crate::record::launch::Session;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many there are at most; then the oldest goes.
const MOST: usize = 16;

/// The launches that are under way, the oldest first.
#[derive(Default)]
pub struct Launches(Mutex<VecDeque<Arc<Session>>>);

impl Launches {
    /// Adds one.
    pub fn add(&self, session: Session) {
        let mut all = self.lock();
        if all.len() >= MOST {
            all.pop_front();
        }
        all.push_back(Arc::new(session));
    }

    /// The launch of a ticket.
    pub fn of(&self, ticket: &str) -> Option<Arc<Session>> {
        self.lock().iter().find(|session| session.ticket() == ticket).cloned()
    }

    /// All of them.
    pub fn all(&self) -> Vec<Arc<Session>> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Session>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
