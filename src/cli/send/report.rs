//! What `cartable send` says: how many statements are where, which were refused, what a run did.

use super::super::Outcome;
use crate::clock;
use crate::diagnostic::{Findings, json};
use crate::ui::{Format, Ui};
use crate::xapi::endpoint::Endpoint;
use crate::xapi::outbox::{Counts, Outbox, Taken};
use crate::xapi::sender::End;
use serde_json::json as object;

/// Says how many statements are where.
///
/// # Errors
/// Where the outbox cannot be read.
pub fn status(ui: &Ui, outbox: &Outbox, endpoint: Option<&Endpoint>) -> rusqlite::Result<Outcome> {
    for store in stores(outbox, endpoint)? {
        let counts = outbox.counts(&store)?;
        let wait = outbox.pause(&store, clock::now())?.wait / 1_000_000;
        let Counts { waiting, sent, rejected } = counts;
        match ui.format {
            Format::Json => ui.result(
                &object!({"store": store, "waiting": waiting, "sent": sent, "rejected": rejected, "wait_seconds": wait})
                    .to_string(),
            ),
            Format::Human => {
                let (waiting, sent, rejected) = (waiting.to_string(), sent.to_string(), rejected.to_string());
                let args = [("store", store.as_str()), ("waiting", &waiting), ("sent", &sent), ("rejected", &rejected)];
                ui.say("send.status", &args);
            }
        }
    }
    Ok(Outcome::Done)
}

/// Prints the statements that stores refused.
///
/// # Errors
/// Where the outbox cannot be read.
pub fn rejected(ui: &Ui, outbox: &Outbox, endpoint: Option<&Endpoint>) -> rusqlite::Result<Outcome> {
    for store in stores(outbox, endpoint)? {
        for statement in outbox.rejected(&store)? {
            let words = statement.words.as_str();
            match ui.format {
                Format::Json => {
                    let body: serde_json::Value = serde_json::from_str(&statement.body).unwrap_or_default();
                    let row = object!({"store": store, "id": statement.id, "words": words, "statement": body});
                    ui.result(&row.to_string());
                }
                Format::Human => {
                    ui.message("send.rejected", &[("id", &statement.id), ("words", words)]);
                    ui.result(&statement.body);
                }
            }
        }
    }
    Ok(Outcome::Done)
}

/// The store that was named, or all that the outbox has statements for.
fn stores(outbox: &Outbox, endpoint: Option<&Endpoint>) -> rusqlite::Result<Vec<String>> {
    endpoint.map_or_else(|| outbox.stores(), |endpoint| Ok(vec![endpoint.as_str().to_owned()]))
}

/// Deletes what waits for a store, and says how many statements that were.
///
/// # Errors
/// Where the outbox cannot be written.
pub fn dropped(ui: &Ui, outbox: &mut Outbox, endpoint: &Endpoint) -> rusqlite::Result<Outcome> {
    let count = outbox.discard(endpoint.as_str())?;
    match ui.format {
        Format::Json => ui.result(&object!({"store": endpoint.as_str(), "dropped": count}).to_string()),
        Format::Human => ui.say("send.dropped", &[("store", endpoint.as_str()), ("count", &count.to_string())]),
    }
    Ok(Outcome::Done)
}

/// What a run did.
pub struct Sent<'a> {
    /// The address of the store.
    pub store: &'a str,
    /// What became of the statements that were put in.
    pub taken: &'a Taken,
    /// What was wrong with them.
    pub findings: &'a Findings,
    /// How many were where when sending began.
    pub before: Counts,
    /// And when it ended.
    pub after: Counts,
    /// How it ended.
    pub end: &'a End,
}

impl Sent<'_> {
    /// Says it.
    pub fn show(&self, ui: &Ui) {
        match ui.format {
            Format::Json => self.json(ui),
            Format::Human => self.human(ui),
        }
    }

    fn count(&self) -> u32 {
        self.after.sent.saturating_sub(self.before.sent)
    }

    fn json(&self, ui: &Ui) {
        let (kind, words) = match self.end {
            End::Done => ("done", ""),
            End::Later(words, _) => ("later", words.as_str()),
            End::Never(_, words) => ("never", words.as_str()),
        };
        let all = object!({
            "store": self.store, "added": self.taken.added, "known": self.taken.known, "sent": self.count(),
            "waiting": self.after.waiting, "rejected": self.after.rejected, "end": kind, "words": words,
            "bad": json(self.findings, ui.locale)["findings"],
        });
        ui.result(&all.to_string());
    }

    fn human(&self, ui: &Ui) {
        let [sent, waiting, rejected] =
            [self.count(), self.after.waiting, self.after.rejected].map(|number| number.to_string());
        let known = self.taken.known.to_string();
        let args = [("sent", sent.as_str()), ("waiting", &waiting), ("rejected", &rejected), ("known", &known)];
        ui.say("send.summary", &args);
        if self.after.rejected > 0 {
            ui.message("send.see_rejected", &[]);
        }
        match self.end {
            End::Done => {}
            End::Later(words, wait) if words.is_empty() => {
                ui.message("send.not_yet", &[("seconds", &(wait / 1_000_000).to_string())]);
            }
            End::Later(words, _) => ui.message("send.later", &[("words", words)]),
            End::Never(401 | 403, words) => ui.message("send.keys_refused", &[("words", words)]),
            End::Never(_, words) => ui.message("send.never", &[("words", words)]),
        }
    }
}
