//! `cartable record launch`

use super::super::{Outcome, bounded};
use super::serve::run;
use super::{Place, account, pseudonyms};
use crate::record::{Launch, Settings, Unit, UnitFault};
use crate::tree::{MOST_BYTES, unzip};
use clap::Args;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::PathBuf;
use uuid::Uuid;

/// Plays a package (cmi5 or tincan.xml) against the store: shows the address to open in a browser, and serves until it is stopped.
#[derive(Debug, Args)]
pub struct LaunchCommand {
    #[command(flatten)]
    place: Place,
    /// The archive.
    package: PathBuf,
    /// The learner's account, as HOME|NAME: https://moodle.example.org|1234
    #[arg(long, value_parser = account, default_value = "https://cartable.invalid|learner")]
    account: Value,
    /// The registration, a UUID; the learner's own with this package where it is left out, so that a next launch goes on.
    #[arg(long)]
    registration: Option<Uuid>,
    /// The address to listen on, of this machine alone; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8042", value_parser = loopback)]
    listen: SocketAddr,
    /// Replace every actor by a keyed hash before anything is stored.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: Option<SocketAddr> = text.parse().ok();
    address.filter(|address| address.ip().is_loopback()).ok_or_else(|| "127.0.0.1:PORT, [::1]:PORT".to_owned())
}

impl LaunchCommand {
    pub fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let bytes = match bounded::read(&self.package, MOST_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::file(&ui, &self.package, error),
        };
        let files = match unzip(&bytes) {
            Ok(files) => files,
            Err(error) => return Outcome::file(&ui, &self.package, error),
        };
        let unit = match Unit::of(&files) {
            Ok(unit) => unit,
            Err(fault) => {
                ui.message(if fault == UnitFault::Missing { "record.no_unit" } else { "record.bad_unit" }, &[]);
                return Outcome::Findings;
            }
        };
        let pseudonyms = match self.pseudonyms.as_deref().map(|path| pseudonyms(&ui, path)).transpose() {
            Ok(pseudonyms) => pseudonyms,
            Err(outcome) => return outcome,
        };
        let mut actor = self.account;
        actor["objectType"] = "Agent".into();
        let launch = Launch { files, unit, actor, registration: self.registration };
        run(&self.place, Settings { pseudonyms, ..Settings::at(self.listen) }, Some(launch))
    }
}
