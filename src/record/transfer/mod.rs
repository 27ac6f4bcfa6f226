//! Takes what a store has to another one over xAPI, whichever program that is: statements with their attachments, and documents. What
//! is there in the end is not what was sent but what was read back.

mod compared;
mod documents;
mod listed;

pub use compared::{Difference, Same};

use super::forward::Way;
use super::{Refusal, Store};
use crate::xapi::patience::NoAnswer;
use crate::xapi::sender::End;
use compared::Compared;

/// How it ended.
#[derive(Debug)]
pub enum Transferred {
    /// Another process sends from this store to the other one.
    Busy,
    /// The other store, or the way to it, does not work now: what it said, which is nothing where it was not asked, and how many seconds
    /// it is to be left alone. What it has taken is noted.
    Later(String, i64),
    /// Somebody must change something first: keys, address. The status, and what the other store said.
    Never(u16, String),
    /// All was sent and read back: what is the same, and what is not.
    Compared(Same, Vec<Difference>),
}

/// What kept something from being done: here, or there.
enum Fault {
    Here(Refusal),
    There(NoAnswer),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Here(refusal)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Here(error.into())
    }
}

impl From<NoAnswer> for Fault {
    fn from(no_answer: NoAnswer) -> Self {
        Self::There(no_answer)
    }
}

/// Sends all that the other store does not have yet, and compares. `told` hears how many statements were sent, of how many. Whatever
/// stops it, the next run goes on where it was. Nothing that the other store has is overwritten.
///
/// # Errors
/// Where the disk or this store's data base fails.
pub fn transfer(mut way: Way<'_>, told: &mut dyn FnMut(usize, usize)) -> Result<Transferred, Refusal> {
    let Some(_rights) = way.right()? else { return Ok(Transferred::Busy) };
    match send_all(&mut way, told)? {
        End::Done => {}
        End::Later(words, micros) => return Ok(Transferred::Later(words, micros / 1_000_000)),
        End::Never(status, words) => return Ok(Transferred::Never(status, words)),
    }
    match send_documents_and_compare(&mut way) {
        Ok(Compared { same, differences, .. }) => Ok(Transferred::Compared(same, differences)),
        Err(Fault::Here(refusal)) => Err(refusal),
        Err(Fault::There(NoAnswer::Later(_, words))) => Ok(Transferred::Later(words, 0)),
        Err(Fault::There(NoAnswer::Never(status, words))) => Ok(Transferred::Never(status, words)),
    }
}

/// Sends the statements in the order in which they were stored, those again that were refused.
fn send_all(way: &mut Way<'_>, told: &mut dyn FnMut(usize, usize)) -> Result<End, Refusal> {
    way.outbox.retry(way.client.endpoint())?;
    let before = way.outbox.counts(way.to())?.waiting;
    let all = before as usize + pending(way.store, way.noted()?.unwrap_or_default())?;
    let mut sent = 0;
    loop {
        let last = way.take()?;
        let mut count = |more| {
            sent += more;
            told(sent, all.max(sent + 1));
        };
        match (way.send(&mut count)?, last) {
            (End::Done, Some(last)) => way.note(last)?,
            (end, _) => {
                told(all, all);
                return Ok(end);
            }
        }
    }
}

/// How many statements were stored after a moment.
fn pending(store: &Store, last: i64) -> Result<usize, Refusal> {
    let count = "SELECT count(*) FROM statement WHERE stored > ?";
    let count = store.read(|connection| connection.number(count, &[last.into()]))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

fn send_documents_and_compare(way: &mut Way<'_>) -> Result<Compared, Fault> {
    let mut compared = Compared::of(way)?;
    documents::send(way, &mut compared)?;
    listed::compare(way, &mut compared)?;
    documents::compare(way, &mut compared)?;
    way.send_again(&compared.missing())?;
    Ok(compared)
}
