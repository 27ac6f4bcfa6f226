//! `cartable record status`

use super::super::Outcome;
use super::Place;
use crate::clock;
use crate::record::{Status, keys, status};
use crate::ui::{Format, Ui};
use clap::Args;
use serde_json::json;

/// Shows what is stored, forwarded and waiting, when each key was last used, and the last backup.
#[derive(Debug, Args)]
pub struct StatusCommand {
    #[command(flatten)]
    place: Place,
}

impl StatusCommand {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let (status, keys) = (status(store)?, store.read(keys::list)?);
            match ui.format {
                Format::Json => machine(ui, &status, &keys),
                Format::Human => human(ui, &status, &keys),
            }
            Ok(Outcome::Done)
        })
    }
}

fn machine(ui: &Ui, status: &Status, keys: &[keys::Listed]) {
    let moment = |micros: Option<i64>| micros.map(clock::rfc3339);
    let forwarded = status
        .forwarded
        .iter()
        .map(|way| json!({"to": way.to, "sent": way.sent, "waiting": way.waiting, "rejected": way.rejected}));
    let keys = keys.iter().map(|listed| {
        json!({
            "id": listed.key.id, "name": listed.key.name, "scope": listed.key.scope.name(), "revoked": listed.revoked,
            "used": moment(listed.used),
        })
    });
    let all = json!({
        "statements": status.statements, "newest": moment(status.newest), "documents": status.documents,
        "bytes": status.bytes, "backup": moment(status.backup), "pseudonyms": status.pseudonyms, "keep": status.keep,
        "home": status.home, "origins": status.origins,
        "forwarded": forwarded.collect::<Vec<_>>(), "keys": keys.collect::<Vec<_>>(),
    });
    ui.result(&all.to_string());
}

fn human(ui: &Ui, status: &Status, keys: &[keys::Listed]) {
    let none = || "–".to_owned();
    let moment = |micros: Option<i64>| micros.map_or_else(none, clock::rfc3339);
    let (statements, documents) = (status.statements.to_string(), status.documents.to_string());
    let (size, newest) = (format!("{:.1}", status.bytes as f64 / 1e6), moment(status.newest));
    let args = [("statements", statements.as_str()), ("documents", &documents), ("size", &size), ("newest", &newest)];
    ui.say("record.status", &args);
    ui.say("record.status_backup", &[("at", &moment(status.backup))]);
    let kept = match status.pseudonyms {
        Some(true) => "record.status_pseudonyms",
        Some(false) => "record.status_names",
        None => "record.status_undecided",
    };
    ui.say(kept, &[]);
    let origins = if status.origins.is_empty() { none() } else { status.origins.join(" ") };
    let (home, keep) = (status.home.clone().unwrap_or_else(none), status.keep.clone().unwrap_or_else(none));
    ui.say("record.status_settings", &[("home", &home), ("origins", &origins), ("keep", &keep)]);
    for way in &status.forwarded {
        let [sent, waiting, rejected] = [way.sent, way.waiting, way.rejected].map(|count| count.to_string());
        let args = [("to", way.to.as_str()), ("sent", &sent), ("waiting", &waiting), ("rejected", &rejected)];
        ui.say("record.status_forward", &args);
    }
    for listed in keys.iter().filter(|listed| !listed.revoked) {
        let (scope, used) = (listed.key.scope.name(), moment(listed.used));
        let args = [("id", listed.key.id.as_str()), ("name", &listed.key.name), ("scope", scope), ("used", &used)];
        ui.say("record.status_key", &args);
    }
}
