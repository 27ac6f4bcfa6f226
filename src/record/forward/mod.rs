//! Hands every statement on to another store, the institute's own, for as long as the process lives.

mod enclosing;
mod progress;
mod way;

pub use progress::{Progress, State};
pub use way::Way;

use super::Refusal;
use crate::xapi::sender::End;
use way::Rights;

/// How long to wait before looking for new ones, in microseconds.
const LOOK: i64 = 1_000_000;

/// Handing on.
pub struct Forward<'a> {
    /// The way to the other store.
    pub way: Way<'a>,
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
        loop {
            let mut right = self.right()?;
            while right.are_held() {
                match self.round() {
                    Ok(End::Done) => self.change(State::Works),
                    // It was not asked, because it is to be left alone: what it said before is still so.
                    Ok(End::Later(words, _)) if words.is_empty() => {}
                    Ok(End::Later(words, _)) => self.change(State::Paused(words)),
                    Ok(End::Never(status, words)) => self.change(State::Paused(format!("{status} {words}"))),
                    Err(refusal) if refusal.retry_after.is_some() => self.change(State::Paused(refusal.reason)),
                    Err(refusal) => return Err(refusal),
                }
                self.count()?;
                self.way.pace.wait(LOOK);
            }
        }
    }

    /// Waits for the right to send to the other store.
    fn right(&self) -> Result<Rights, Refusal> {
        let mut is_first = true;
        loop {
            if let Some(rights) = self.way.right()? {
                return Ok(rights);
            }
            if is_first {
                self.progress.set(State::Waits);
                (self.tell)(&State::Waits);
            }
            is_first = false;
            self.count()?;
            self.way.pace.wait(LOOK);
        }
    }

    fn count(&self) -> Result<(), Refusal> {
        self.progress.count(self.way.outbox.counts(self.way.to())?);
        Ok(())
    }

    fn change(&self, state: State) {
        if self.progress.set(state.clone()) {
            (self.tell)(&state);
        }
    }

    /// Hands on what there is. Where others use the data base, what is in the outbox of this process would be lost to them with it: how
    /// far it has come is then noted once it was sent. Sending it twice is sending it once.
    fn round(&mut self) -> Result<End, Refusal> {
        while let Some(last) = self.way.take()? {
            if self.way.store.is_shared() {
                match self.way.send(&mut |_| {})? {
                    End::Done => {}
                    end => return Ok(end),
                }
            }
            self.way.note(last)?;
        }
        self.way.send(&mut |_| {})
    }
}
