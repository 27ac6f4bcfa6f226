//! `cartable record launch`

use super::super::{Outcome, bounded, browser};
use super::serve::{prepare, remembered, run};
use super::{Place, account, pseudonyms};
use crate::record::{Launch, Mode, Settings, Unit, UnitFault};
use crate::tree::{MOST_BYTES, unzip};
use crate::ui::Ui;
use clap::Args;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// Launches a package (cmi5 or tincan.xml) that reports to the store.
///
/// Shows the address to open in a browser, and serves until it is stopped.
#[derive(Debug, Args)]
pub struct LaunchCommand {
    #[command(flatten)]
    place: Place,
    /// Package to launch.
    package: PathBuf,
    /// Unit to launch in a course with several, counted from 1.
    #[arg(long, value_name = "N", default_value_t = 1)]
    unit: usize,
    /// Opens the address in a browser.
    #[arg(long)]
    open: bool,
    /// Learner's account, as HOME|NAME: https://moodle.example.org|1234
    #[arg(long, value_parser = account, default_value = "https://cartable.invalid|learner")]
    account: Value,
    /// Registration, a UUID; by default always the same for a learner and a package, so that the next launch resumes.
    #[arg(long)]
    registration: Option<Uuid>,
    /// Address to listen on, on this machine only; port 0 picks a free port.
    #[arg(long, default_value = "127.0.0.1:8042", value_parser = loopback)]
    listen: SocketAddr,
    /// Replaces every actor with a keyed hash before storing anything; the file holds the key.
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
        let unit = match Unit::of(&files, self.unit) {
            Ok((unit, count)) => {
                if count > 1 {
                    let (number, count) = (self.unit.to_string(), count.to_string());
                    ui.message("record.unit", &[("number", &number), ("count", &count), ("id", &unit.id)]);
                }
                unit
            }
            Err(fault) => return refuse(&ui, fault),
        };
        let pseudonyms = match pseudonyms(&ui, self.pseudonyms.as_deref()) {
            Ok(pseudonyms) => pseudonyms,
            Err(outcome) => return outcome,
        };
        let store = match prepare(&self.place, &ui, pseudonyms.as_ref()) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let defaults = Settings::at(self.listen);
        let home = match remembered(&store, None, None) {
            Ok((home, _)) => home.unwrap_or(defaults.home),
            Err(refusal) => return self.place.unusable(&ui, refusal.reason),
        };
        let mut actor = self.account;
        actor["objectType"] = "Agent".into();
        let (files, registration) = (Arc::new(files), self.registration);
        let launch = Launch { files, unit, actor, registration, mode: Mode::Normal, return_url: None };
        let settings = Settings { pseudonyms, home, ..Settings::at(self.listen) };
        run(&self.place, store, settings, Some(launch), move |url| {
            if let Some(Err(error)) = self.open.then(|| browser::open(url)) {
                ui.message("record.no_browser", &[("reason", &error.to_string())]);
            }
        })
    }
}

/// Says why nothing can be launched.
fn refuse(ui: &Ui, fault: UnitFault) -> Outcome {
    match fault {
        UnitFault::Missing => ui.message("record.no_unit", &[]),
        UnitFault::Unknown => ui.message("record.bad_unit", &[]),
        UnitFault::Beyond(count) => {
            ui.message("record.no_such_unit", &[("count", &count.to_string())]);
            return Outcome::Usage;
        }
    }
    Outcome::Findings
}
