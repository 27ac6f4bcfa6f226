//! `cartable record move --to https://…`: what a store has goes over xAPI into any record store, and is read back.

use super::super::keys::KeyArgs;
use super::super::{Outcome, lrs};
use super::unusable;
use crate::record::{Difference, Same, Store, Transferred, Way, transfer};
use crate::ui::{Format, Ui};
use crate::xapi::outbox::Outbox;
use crate::xapi::statement::Version;
use serde_json::{Value, json};

/// How many differences people are shown; `--format json` has all.
const SHOWN: usize = 20;

/// What is to be done.
pub struct Transfer<'a> {
    pub ui: &'a Ui,
    pub store: &'a Store,
    pub to: &'a str,
    pub keys: &'a KeyArgs,
    pub version: Version,
}

/// Whether a place is that of a record store on the web.
pub fn is_url(place: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| place.starts_with(scheme))
}

impl Transfer<'_> {
    /// Does it, and says how it ended.
    pub fn run(self) -> Outcome {
        let way = match self.way() {
            Ok(way) => way,
            Err(outcome) => return outcome,
        };
        let to = way.to().to_owned();
        match transfer(way, &mut |done, all| self.ui.progress(done, all)) {
            Ok(transferred) => self.tell(&to, transferred),
            Err(refusal) => unusable(self.ui, self.store.data(), refusal.reason),
        }
    }

    fn way(&self) -> Result<Way<'_>, Outcome> {
        let client = lrs::client(self.ui, lrs::endpoint(self.ui, self.to)?, self.keys, self.version)?;
        let path = self.store.outbox();
        let outbox = Outbox::open(&path).map_err(|error| Outcome::file(self.ui, &path, error))?;
        Ok(Way { store: self.store, outbox, client, pace: &lrs::Real })
    }

    fn tell(&self, to: &str, transferred: Transferred) -> Outcome {
        match transferred {
            Transferred::Busy => self.ui.message("record.transfer_busy", &[("to", to)]),
            Transferred::Later(words, seconds) if words.is_empty() => {
                self.ui.message("record.transfer_not_yet", &[("to", to), ("seconds", &seconds.to_string())]);
            }
            Transferred::Later(words, _) => self.ui.message("record.transfer_later", &[("to", to), ("words", &words)]),
            Transferred::Never(401 | 403, words) => self.ui.message("send.keys_refused", &[("words", &words)]),
            Transferred::Never(_, words) => self.ui.message("record.transfer_never", &[("to", to), ("words", &words)]),
            Transferred::Compared(same, differences) => return self.compared(to, same, &differences),
        }
        Outcome::Network
    }

    fn compared(&self, to: &str, same: Same, differences: &[Difference]) -> Outcome {
        match self.ui.format {
            Format::Json => self.json(to, same, differences),
            Format::Human => self.human(to, same, differences),
        }
        if differences.is_empty() { Outcome::Done } else { Outcome::Findings }
    }

    fn json(&self, to: &str, same: Same, differences: &[Difference]) {
        let differences: Vec<Value> = differences.iter().map(|difference| named(difference).2).collect();
        let Same { statements, voided, attachments, documents } = same;
        let all = json!({
            "from": self.store.data().to_string(), "to": to, "statements": statements, "voided": voided,
            "attachments": attachments, "documents": documents, "differences": differences,
        });
        self.ui.result(&all.to_string());
    }

    fn human(&self, to: &str, same: Same, differences: &[Difference]) {
        for difference in differences.iter().take(SHOWN) {
            let (key, arguments, _) = named(difference);
            let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, text)| (*name, text.as_str())).collect();
            self.ui.message(&format!("record.transfer_{key}"), &arguments);
        }
        if differences.len() > SHOWN {
            self.ui.message("record.transfer_more", &[("count", &(differences.len() - SHOWN).to_string())]);
        }
        let Same { statements, voided, attachments, documents } = same;
        let numbers = [statements, voided, attachments, documents, differences.len()].map(|number| number.to_string());
        let names = ["statements", "voided", "attachments", "documents", "count"];
        let from = self.store.data().to_string();
        let mut told = vec![("from", from.as_str()), ("to", to)];
        told.extend(names.into_iter().zip(numbers.iter().map(String::as_str)));
        let key = if differences.is_empty() { "record.transferred" } else { "record.transferred_in_part" };
        self.ui.say(key, &told);
    }
}

/// The key of a difference's sentence, what stands in it, and the same for programs.
fn named(difference: &Difference) -> (&'static str, Vec<(&'static str, String)>, Value) {
    let (key, arguments) = match difference {
        Difference::Missing(id) => ("missing", vec![("id", id.to_string())]),
        Difference::Refused(id, words) => ("refused", vec![("id", id.to_string()), ("words", words.clone())]),
        Difference::Other(id) => ("other", vec![("id", id.to_string())]),
        Difference::Voided(id) => ("voided", vec![("id", id.to_string())]),
        Difference::NotVoided(id) => ("not_voided", vec![("id", id.to_string())]),
        Difference::Attachment(id, sha2) => ("attachment", vec![("id", id.to_string()), ("sha2", sha2.clone())]),
        Difference::NoDocument(place) => ("no_document", vec![("document", place.clone())]),
        Difference::RefusedDocument(place, words) => {
            ("refused_document", vec![("document", place.clone()), ("words", words.clone())])
        }
        Difference::OtherDocument(place) => ("other_document", vec![("document", place.clone())]),
    };
    let mut value = json!({"difference": key});
    for (name, text) in &arguments {
        value[*name] = json!(text);
    }
    (key, arguments, value)
}
