//! Brings statements from the outbox to a store: what to do with each answer. Time, waiting and chance are given from outside.

use super::answer::Answer;
use super::client::Client;
use super::outbox::{Outbox, Waiting};
use super::patience::NoAnswer;
use super::statement::same;
use rusqlite::Result;
use serde_json::Value;
use uuid::Uuid;

/// A full store was measured to take 100 statements in a second and a half.
const MOST: u16 = 100;

/// Proxies often take no more than a megabyte.
const BYTES: usize = 512 * 1024;

const SECOND: i64 = 1_000_000;

/// The longest that we leave a store alone of our own accord.
const LONGEST_PAUSE: i64 = 300 * SECOND;

/// The longest that we let a store send us away.
const LONGEST_ASKED: i64 = 86_400 * SECOND;

/// Who does not wait for ever gives up before a pause longer than this, or after so many failures in a row.
const SHORT_PAUSE: i64 = 15 * SECOND;
const FEW: u32 = 5;

/// Time, waiting and chance.
pub trait Pace {
    /// Microseconds since 1970.
    fn now(&self) -> i64;
    /// Waits so many microseconds.
    fn wait(&self, micros: i64);
    /// A number from 0 to 1.
    fn chance(&self) -> f64;
}

/// The way on which statements go to a store.
pub trait Post {
    /// Sends statements, each an id and its JSON; `now` in microseconds since 1970.
    fn post(&self, statements: &[(Uuid, &str)], now: i64) -> Answer;
}

impl Post for Client {
    fn post(&self, statements: &[(Uuid, &str)], now: i64) -> Answer {
        self.post(statements, now)
    }
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing waits any more.
    Done,
    /// The store does not work now. What it said, which is nothing where it was not asked; and how long to wait, in microseconds.
    Later(String, i64),
    /// Somebody must change something first: keys, address. What the store said.
    Never(u16, String),
}

/// Sends what waits for one store.
pub struct Sender<'a> {
    outbox: &'a mut Outbox,
    client: &'a Client,
    post: &'a dyn Post,
    pace: &'a dyn Pace,
    is_patient: bool,
    told: &'a mut dyn FnMut(usize),
    /// How many statements were settled, taken or refused: whoever gets on has not failed.
    settled: usize,
}

impl<'a> Sender<'a> {
    /// Sends what waits in an outbox to the store of a client, for ever while the store does not work where it `is_patient`.
    /// `told` hears after each answer how many statements wait no longer.
    pub fn new(
        outbox: &'a mut Outbox,
        client: &'a Client,
        pace: &'a dyn Pace,
        is_patient: bool,
        told: &'a mut dyn FnMut(usize),
    ) -> Self {
        Self { outbox, client, post: client, pace, is_patient, told, settled: 0 }
    }

    /// Sends on another way than in plain JSON, for instance with attachments.
    pub fn by(self, post: &'a dyn Post) -> Self {
        Self { post, ..self }
    }

    /// Sends until nothing waits, the store does not work, or somebody must change something.
    ///
    /// # Errors
    /// Where the disk fails. What the store has taken meanwhile is known again when it is sent again.
    pub fn run(&mut self) -> Result<End> {
        let store = self.client.endpoint().to_owned();
        let mut said = String::new();
        loop {
            let pause = self.outbox.pause(&store, self.pace.now())?;
            if pause.wait > 0 {
                if !self.is_patient && (pause.wait > SHORT_PAUSE || pause.tries >= FEW) {
                    return Ok(End::Later(said, pause.wait));
                }
                // In slices, so that a clock that is set shows itself.
                self.pace.wait(pause.wait.min(SECOND));
                continue;
            }
            let batch = self.outbox.next(&store, MOST, BYTES)?;
            if batch.is_empty() {
                return Ok(End::Done);
            }
            let before = self.settled;
            match self.deliver(&store, &batch)? {
                Step::On if pause.tries > 0 => self.outbox.answered(&store)?,
                Step::On => {}
                Step::Pause(asked, words) => {
                    // A batch of which something was settled has not failed: the line gets on, if slowly.
                    let tries = if self.settled > before { 0 } else { pause.tries };
                    let wait = self.how_long(tries, asked);
                    self.outbox.postpone(&store, tries + 1, self.pace.now(), wait)?;
                    said = words;
                }
                Step::Stop(status, words) => return Ok(End::Never(status, words)),
            }
        }
    }

    /// What the store asks for; else twice as long each time, with some chance in it so that many senders do not come back at once.
    fn how_long(&self, tries: u32, asked: Option<i64>) -> i64 {
        let longest = SECOND.saturating_mul(1 << tries.min(20)).min(LONGEST_PAUSE);
        // The product lies between half of a pause and the whole, far below the limit of exact numbers.
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let own = (longest as f64 * (0.5 + self.pace.chance() / 2.0)) as i64;
        match asked {
            Some(asked) if tries == 0 => asked.clamp(SECOND / 20, LONGEST_ASKED),
            Some(asked) => asked.clamp(own, LONGEST_ASKED),
            None => own,
        }
    }

    fn sent(&mut self, store: &str, ids: &[Uuid]) -> Result<()> {
        self.outbox.sent(store, ids)?;
        self.settled += ids.len();
        (self.told)(ids.len());
        Ok(())
    }

    fn reject(&mut self, store: &str, id: Uuid, words: &str) -> Result<()> {
        self.outbox.reject(store, id, words)?;
        self.settled += 1;
        (self.told)(1);
        Ok(())
    }

    /// Sends a batch. One that is refused is halved until the statement that is to blame is alone.
    fn deliver(&mut self, store: &str, batch: &[Waiting]) -> Result<Step> {
        let sent: Vec<(Uuid, &str)> = batch.iter().map(|waiting| (waiting.id, waiting.body.as_str())).collect();
        let ids: Vec<Uuid> = batch.iter().map(|waiting| waiting.id).collect();
        match self.post.post(&sent, self.pace.now()) {
            Answer::Stored => self.sent(store, &ids).map(|()| Step::On),
            Answer::OtherIds | Answer::Conflict(_) => self.compare(store, batch),
            Answer::Refused(403, words) if !batch.iter().any(|waiting| waiting.body.contains("voided")) => {
                Ok(Step::Stop(403, words))
            }
            Answer::Refused(_, words) if batch.len() == 1 => self.reject(store, batch[0].id, &words).map(|()| Step::On),
            Answer::Refused(..) => {
                let (first, second) = batch.split_at(batch.len() / 2);
                match self.deliver(store, first)? {
                    Step::On => self.deliver(store, second),
                    other => Ok(other),
                }
            }
            Answer::Broke(words) => {
                self.outbox.failed(store, &ids)?;
                Ok(Step::Pause(None, words))
            }
            Answer::Later(asked, words) => Ok(Step::Pause(asked, words)),
            Answer::Never(status, words) => Ok(Step::Stop(status, words)),
        }
    }

    /// Asks the store what it has under each id: the statement itself after an answer that was lost, another one, or nothing.
    fn compare(&mut self, store: &str, batch: &[Waiting]) -> Result<Step> {
        let (mut sent, mut missing) = (Vec::new(), Vec::new());
        for waiting in batch {
            match self.client.get(waiting.id) {
                Err(no_answer) => {
                    self.sent(store, &sent)?;
                    let asked = if let NoAnswer::Later(asked, _) = &no_answer { *asked } else { None };
                    return Ok(Step::Pause(asked, no_answer.into()));
                }
                Ok(None) => missing.push(waiting.clone()),
                Ok(Some((kept, _))) => {
                    let ours: Value = serde_json::from_str(&waiting.body).unwrap_or_default();
                    if same(&ours, &kept) {
                        sent.push(waiting.id);
                    } else {
                        self.reject(store, waiting.id, CONFLICT)?;
                    }
                }
            }
        }
        self.sent(store, &sent)?;
        if missing.is_empty() {
            Ok(Step::On)
        } else if missing.len() < batch.len() {
            self.deliver(store, &missing)
        } else {
            // It says that it has them, and has none of them.
            let ids: Vec<Uuid> = missing.iter().map(|waiting| waiting.id).collect();
            self.outbox.failed(store, &ids)?;
            Ok(Step::Pause(None, CONFLICT.to_owned()))
        }
    }
}

/// What is kept where the store has another statement under the id.
const CONFLICT: &str = "409 Conflict";

/// What follows from an answer.
enum Step {
    /// Go on.
    On,
    /// Leave the store alone for a while.
    Pause(Option<i64>, String),
    /// Somebody must change something first.
    Stop(u16, String),
}
