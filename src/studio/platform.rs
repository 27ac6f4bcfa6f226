//! The platforms of modules that are launched over the web: for each kind of package that is played one record store in memory, with the
//! code of `record`, what it heard, and whether the line to it holds. Knows no request.

use super::heard::Heard;
use super::preview::Ask;
use crate::clock;
use crate::record::{Embedded, Refusal, Settings, Store};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{io, mem};
use tokio::sync::watch;

/// How many platforms are kept; then the one goes that was not played for the longest time.
const MOST: usize = 4;
/// How many bytes one may keep.
const LARGEST: usize = 4 << 20;
/// Of an LMS that keeps losing its connection: of so many requests the last ones find no server.
const ROUND: u64 = 8;
const REACHED: u64 = 4;
/// The home page of the accounts of learners and keys: an address that cannot exist (RFC 2606).
pub(super) const HOME: &str = "https://lms.invalid";

/// What is played, and in which LMS.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Played {
    pub(super) ask: Ask,
    /// The key of a profile.
    pub(super) profile: String,
}

/// How the line between the module and its platform is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Line {
    #[default]
    Holds,
    Broken,
    /// It breaks again and again.
    Drops,
}

/// A platform.
pub(super) struct Platform {
    pub(super) played: Played,
    /// Its place in addresses.
    pub(super) id: String,
    state: Mutex<State>,
    number: watch::Sender<u64>,
}

struct State {
    store: Arc<Embedded>,
    heard: Heard,
    line: Line,
    asked: u64,
}

/// All of them, the one that was played last at the end.
#[derive(Default)]
pub(super) struct Platforms(Mutex<Vec<Arc<Platform>>>);

impl Platforms {
    /// The platform for what is played, an empty one where there is none yet.
    ///
    /// # Errors
    /// Where the system gives no thread or no memory.
    pub(super) fn play(&self, played: &Played) -> io::Result<Arc<Platform>> {
        let mut all = self.lock();
        let known = all.iter().position(|one| one.played == *played).map(|at| all.remove(at));
        let platform = match known {
            Some(known) => known,
            None => Arc::new(Platform::new(played.clone())?),
        };
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(Arc::clone(&platform));
        Ok(platform)
    }

    /// The platform of an id.
    pub(super) fn of(&self, id: &str) -> Option<Arc<Platform>> {
        self.lock().iter().find(|one| one.id == id).cloned()
    }

    /// The platform on which something was played.
    pub(super) fn of_played(&self, played: &Played) -> Option<Arc<Platform>> {
        self.lock().iter().find(|one| one.played == *played).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Platform>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Platform {
    fn new(played: Played) -> io::Result<Self> {
        let id = URL_SAFE_NO_PAD.encode(clock::random::<16>());
        let state = State { store: Arc::new(store()?), heard: Heard::default(), line: Line::Holds, asked: 0 };
        Ok(Self { played, id, state: Mutex::new(state), number: watch::Sender::new(0) })
    }

    /// Its record store.
    pub(super) fn store(&self) -> Arc<Embedded> {
        Arc::clone(&self.lock().store)
    }

    /// Forgets the learner and all that was heard; the line holds.
    ///
    /// # Errors
    /// Where the system gives no thread or no memory.
    pub(super) fn forget(&self) -> io::Result<()> {
        let fresh = Arc::new(store()?);
        let mut state = self.lock();
        let before = mem::replace(&mut state.store, fresh);
        (state.heard, state.line, state.asked) = (Heard::default(), Line::Holds, 0);
        drop(state);
        // Closing it waits for its thread.
        drop(before);
        Ok(())
    }

    /// Sets how the line is.
    pub(super) fn set_line(&self, line: Line) {
        self.lock().line = line;
    }

    /// Whether the next request reaches the platform.
    pub(super) fn reaches(&self) -> bool {
        let mut state = self.lock();
        state.asked += 1;
        match state.line {
            Line::Holds => true,
            Line::Broken => false,
            Line::Drops => (state.asked - 1) % ROUND < REACHED,
        }
    }

    /// Looks at what was heard, or notes something.
    pub(super) fn heard<T>(&self, work: impl FnOnce(&mut Heard) -> T) -> T {
        work(&mut self.lock().heard)
    }

    /// Tells those who wait that something is new.
    pub(super) fn tell(&self) {
        self.number.send_modify(|number| *number += 1);
    }

    /// Counts what is new.
    pub(super) fn news(&self) -> watch::Receiver<u64> {
        self.number.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn store() -> io::Result<Embedded> {
    let mut settings = Settings::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    HOME.clone_into(&mut settings.home);
    settings.limits.body = LARGEST / 4;
    Embedded::new(Store::in_memory(LARGEST)?, settings, Box::new(|_| ()))
}

/// What a platform holds, as `documents` (name, content) and `statements` (JSON), the oldest first.
pub(super) type Held = (Vec<(String, String)>, Vec<String>);

/// What a platform holds.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn held(store: &Embedded) -> Result<Held, Refusal> {
    let text = |content: Vec<u8>| String::from_utf8_lossy(&content).into_owned();
    let documents = store.documents()?.into_iter().map(|(name, document)| (name, text(document.content))).collect();
    Ok((documents, store.statements()?.into_iter().map(|(body, _)| body).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(scope: &str) -> Played {
        let ask = Ask { format: "cmi5".to_owned(), language: "fr".to_owned(), scope: scope.to_owned() };
        Played { ask, profile: "cmi5".to_owned() }
    }

    #[test]
    fn few_platforms_are_kept_and_what_is_played_again_goes_last() {
        let platforms = Platforms::default();
        let first = platforms.play(&played("t0")).expect("a platform");
        for scope in ["t1", "t2", "t3", "t0", "t4"] {
            platforms.play(&played(scope)).expect("a platform");
        }
        assert!(platforms.of_played(&played("t0")).is_some_and(|known| known.id == first.id));
        assert!(platforms.of_played(&played("t1")).is_none() && platforms.of(&first.id).is_some());
    }

    #[test]
    fn a_line_that_drops_always_loses_the_same_requests() {
        let platform = Platform::new(played("t1")).expect("a platform");
        platform.set_line(Line::Drops);
        let reached: Vec<bool> = (0..16).map(|_| platform.reaches()).collect();
        assert_eq!(reached, [[true; 4], [false; 4], [true; 4], [false; 4]].concat());
        platform.forget().expect("another learner");
        assert!(platform.reaches());
    }
}
