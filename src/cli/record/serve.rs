//! `cartable record serve`

use super::super::reason::Reason;
use super::super::{Outcome, lrs};
use super::forward::ForwardArgs;
use super::{Place, pseudonyms};
use crate::record::{ENDPOINT, Event, Launch, Limits, Settings, serve};
use crate::ui::Ui;
use crate::xapi::statement::Version;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Serves the xAPI resources at /xapi/ until it is told to stop. TLS is for a reverse proxy: docs/record-store.md shows one.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8041")]
    listen: SocketAddr,
    /// The address that the world knows, such as https://lrs.example.org: the home of the keys' accounts.
    #[arg(long)]
    home: Option<String>,
    /// An origin whose pages may ask, such as https://moodle.example.org; may be given several times.
    #[arg(long = "origin", value_name = "ORIGIN")]
    origins: Vec<String>,
    /// Take a client's address from X-Forwarded-For: only where a proxy sets it.
    #[arg(long)]
    behind_proxy: bool,
    /// Replace every actor by a keyed hash before anything is stored; the file holds the key, at least 32 bytes.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
    /// The most bytes of a request's body.
    #[arg(long, default_value_t = Limits::default().body)]
    max_body: usize,
    /// The most connections.
    #[arg(long, default_value_t = Limits::default().connections)]
    connections: usize,
    /// The most requests a second with one key.
    #[arg(long, default_value_t = Limits::default().rate)]
    rate: u32,
    /// How many seconds a request may take to arrive.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    patience: u64,
    #[command(flatten)]
    forward: ForwardArgs,
    /// The version in which a request that names none is refused.
    #[arg(long, default_value = Version::Two.header(), value_parser = lrs::version)]
    fallback_version: Version,
    /// Say each request: method, path, status, milliseconds, key. Never a query, a body or an address.
    #[arg(long)]
    log_requests: bool,
}

impl Serve {
    pub fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let pseudonyms = match self.pseudonyms.as_deref().map(|path| pseudonyms(&ui, path)).transpose() {
            Ok(pseudonyms) => pseudonyms,
            Err(outcome) => return outcome,
        };
        if let Err(outcome) = self.forward.start(&self.place) {
            return outcome;
        }
        let defaults = Settings::at(self.listen);
        let patience = Duration::from_secs(self.patience);
        let settings = Settings {
            home: self.home.unwrap_or(defaults.home),
            fallback: self.fallback_version,
            behind_proxy: self.behind_proxy,
            origins: self.origins,
            limits: Limits {
                body: self.max_body,
                bodies: defaults.limits.bodies.max(self.max_body),
                connections: self.connections,
                rate: self.rate,
                header_time: defaults.limits.header_time.min(patience),
                body_time: patience,
                ..defaults.limits
            },
            pseudonyms,
            log_requests: self.log_requests,
            ..defaults
        };
        run(&self.place, settings, None)
    }
}

/// Serves, and launches a package where one is given.
pub(super) fn run(place: &Place, settings: Settings, launch: Option<Launch>) -> Outcome {
    let ui = place.speech.ui();
    let store = match place.open(&ui) {
        Ok(store) => store,
        Err(outcome) => return outcome,
    };
    let address = settings.listen.to_string();
    let speaker = place.speech.ui();
    match serve(store, settings, launch, Box::new(move |event| tell(&speaker, event))) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            ui.message("record.listen", &[("address", &address), ("reason", &error.say(ui.locale))]);
            Outcome::Network
        }
    }
}

/// Says what happens.
fn tell(ui: &Ui, event: Event) {
    match event {
        Event::Listening(address) => {
            ui.say("record.listening", &[("endpoint", &format!("http://{address}{ENDPOINT}"))])
        }
        Event::Launched(url) => ui.say("record.launched", &[("url", &url)]),
        Event::Answered(line) => ui.result(&line),
        Event::Fault(reason) => ui.message("record.fault", &[("reason", &reason)]),
        Event::Stopping => ui.message("record.stopping", &[]),
    }
}
