//! `cartable record serve`

use super::super::reason::Reason;
use super::super::report::outline;
use super::super::statements::address;
use super::super::{Outcome, lrs};
use super::forward::ForwardArgs;
use super::{Place, agrees, pseudonyms};
use crate::clock;
use crate::form;
use crate::record::{
    ENDPOINT, Event, Launch, Limits, Pseudonyms, Refusal, Settings, Store, Titles, agree, remember, serve,
    set_timezone, setting,
};
use crate::report::LANGUAGES;
use crate::titles;
use crate::ui::Ui;
use crate::xapi::statement::Version;
use clap::Args;
use jiff::tz::TimeZone;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A newest statement that is so much later than now, in microseconds, is a sign of a wrong clock.
const FAR: i64 = 60_000_000;
/// What stands for no origin at all.
const NOBODY: &str = "none";

/// Serves the xAPI resources at /xapi/ until it is stopped.
///
/// TLS needs a reverse proxy: docs/record-store.md shows how.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address to listen on: on this machine only, unless with --behind-proxy. Port 0 picks a free port.
    #[arg(long, default_value = "127.0.0.1:8041")]
    listen: SocketAddr,
    /// Public address, such as https://lrs.example.org: the home page of the keys' accounts. It is remembered.
    #[arg(long, value_name = "URL", value_parser = address)]
    home: Option<String>,
    /// Origin whose pages may send requests, such as https://moodle.example.org; repeatable. Origins are remembered until you
    /// give others; `none` allows none.
    #[arg(long = "origin", value_name = "ORIGIN", value_parser = origin)]
    origins: Vec<String>,
    /// Takes client addresses from X-Forwarded-For; only use it with a proxy that sets this header.
    #[arg(long)]
    behind_proxy: bool,
    /// Replaces every actor with a keyed hash before storing anything; the file holds the key, at least 32 bytes.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
    /// Maximum size of a request body, in bytes.
    #[arg(long, default_value_t = Limits::default().body)]
    max_body: usize,
    /// Maximum number of connections.
    #[arg(long, default_value_t = Limits::default().connections)]
    connections: usize,
    /// Maximum number of requests per second with one key.
    #[arg(long, default_value_t = Limits::default().rate)]
    rate: u32,
    /// Maximum time for a request to arrive, in seconds.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    patience: u64,
    /// Deck whose titles the report pages show: its folder, or a package built from it.
    #[arg(long, value_name = "DIR|PACKAGE")]
    deck: Option<PathBuf>,
    /// Time zone in which days begin on the report pages, such as Europe/Paris; UTC until you set one. It is remembered.
    #[arg(long, value_name = "ZONE", value_parser = timezone)]
    timezone: Option<String>,
    #[command(flatten)]
    forward: ForwardArgs,
    /// xAPI version in which requests without a version are refused.
    #[arg(long, default_value = Version::Two.header(), value_parser = lrs::version)]
    fallback_version: Version,
    /// Logs each request: method, path, status, milliseconds and key; never a query, a body or an address.
    #[arg(long)]
    log_requests: bool,
}

impl Serve {
    pub fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        if !self.listen.ip().is_loopback() && !self.behind_proxy {
            ui.message("record.open_to_all", &[("address", &self.listen.to_string())]);
            return Outcome::Usage;
        }
        let pseudonyms = match pseudonyms(&ui, self.pseudonyms.as_deref()) {
            Ok(pseudonyms) => pseudonyms,
            Err(outcome) => return outcome,
        };
        let store = match prepare(&self.place, &ui, pseudonyms.as_ref()) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let origins = Some(self.origins.join(" ")).filter(|given| !given.is_empty());
        let (home, origins) = match remembered(&store, self.home.as_deref(), origins.as_deref()) {
            Ok(remembered) => remembered,
            Err(refusal) => return self.place.unusable(&ui, refusal.reason),
        };
        if let Some(Err(refusal)) = self.timezone.as_deref().map(|zone| set_timezone(&store, zone)) {
            return self.place.unusable(&ui, refusal.reason);
        }
        let titles = match titles(&ui, self.deck.as_deref()) {
            Ok(titles) => titles,
            Err(outcome) => return outcome,
        };
        let forwarding = match self.forward.start(&self.place) {
            Ok(forwarding) => forwarding,
            Err(outcome) => return outcome,
        };
        let defaults = Settings::at(self.listen);
        let patience = Duration::from_secs(self.patience);
        let settings = Settings {
            home: home.unwrap_or(defaults.home),
            fallback: self.fallback_version,
            behind_proxy: self.behind_proxy,
            origins,
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
            forwarding,
            titles,
            log_requests: self.log_requests,
            ..defaults
        };
        run(&self.place, store, settings, None, |_| ())
    }
}

/// An origin as browsers write it, or the word for none.
fn origin(text: &str) -> Result<String, String> {
    let known = if text == NOBODY { Some(text.to_owned()) } else { form::origin(text) };
    known.ok_or_else(|| "https://moodle.example.org, http://localhost:8000, none".to_owned())
}

/// A time zone by its name in the tz data base, in one spelling.
fn timezone(text: &str) -> Result<String, String> {
    let zone = TimeZone::get(text).map_err(|_| "Europe/Paris, Europe/Athens, UTC, …".to_owned())?;
    Ok(zone.iana_name().unwrap_or(text).to_owned())
}

/// The titles of a deck, in every language of reports.
fn titles(ui: &Ui, deck: Option<&Path>) -> Result<Titles, Outcome> {
    let Some(path) = deck else { return Ok(Titles::default()) };
    let Some(deck) = outline::deck(ui, Some(path))? else { return Ok(Titles::default()) };
    let outlines = LANGUAGES.map(|language| (language.to_owned(), titles::of(&deck, language)));
    Ok(Titles { outlines: outlines.into(), renamed: titles::renamed(&deck) })
}

/// The store, made where there is none, once it agrees with how this run keeps actors; remembers that for every later one.
pub(super) fn prepare(place: &Place, ui: &Ui, pseudonyms: Option<&Pseudonyms>) -> Result<Store, Outcome> {
    let store = place.make(ui)?;
    let fingerprint = pseudonyms.map(Pseudonyms::fingerprint);
    let agreed = agrees(ui, &store, pseudonyms).and_then(|agrees| {
        if agrees {
            agree(&store, fingerprint.as_deref())?;
            warn_of_clock(ui, &store)?;
        }
        Ok(agrees)
    });
    match agreed {
        Ok(true) => Ok(store),
        Ok(false) => Err(Outcome::Usage),
        Err(refusal) => Err(place.unusable(ui, refusal.reason)),
    }
}

/// Says that a clock was wrong once: `stored` never goes back, so that it is wrong from then on.
fn warn_of_clock(ui: &Ui, store: &Store) -> Result<(), Refusal> {
    let newest = "SELECT coalesce(max(stored), 0) FROM statement";
    let newest = store.read(|connection| connection.number(newest, &[]))?;
    if newest > clock::now() + FAR {
        ui.message("record.ahead", &[("newest", &clock::rfc3339(newest)), ("now", &clock::rfc3339(clock::now()))]);
    }
    Ok(())
}

/// The home and the origins: what is given now, or what was given before.
pub(super) fn remembered(
    store: &Store,
    home: Option<&str>,
    origins: Option<&str>,
) -> Result<(Option<String>, Vec<String>), Refusal> {
    let home = remember(store, setting::HOME, home)?;
    let origins = remember(store, setting::ORIGINS, origins)?.unwrap_or_default();
    // An earlier version remembered them as they were given.
    let written = |origin: &str| form::origin(origin).unwrap_or_else(|| origin.to_owned());
    let origins = origins.split_whitespace().filter(|origin| *origin != NOBODY).map(written).collect();
    Ok((home, origins))
}

/// Serves, and launches a package where one is given; `launched` hears the address that opens it.
pub(super) fn run(
    place: &Place,
    store: Store,
    settings: Settings,
    launch: Option<Launch>,
    launched: impl Fn(&str) + Send + Sync + 'static,
) -> Outcome {
    let ui = place.speech.ui();
    let address = settings.listen.to_string();
    let speaker = place.speech.ui();
    match serve(store, settings, launch, Box::new(move |event| tell(&speaker, event, &launched))) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            ui.message("record.listen", &[("address", &address), ("reason", &error.say(ui.locale))]);
            Outcome::Network
        }
    }
}

/// Says what happens.
fn tell(ui: &Ui, event: Event, launched: &impl Fn(&str)) {
    match event {
        Event::Listening(address) => {
            ui.say("record.listening", &[("endpoint", &format!("http://{address}{ENDPOINT}"))])
        }
        Event::Launched(url) => {
            ui.say("record.launched", &[("url", &url)]);
            launched(&url);
        }
        Event::Answered(line) => ui.result(&line),
        Event::Fault(reason) => ui.message("record.fault", &[("reason", &reason)]),
        Event::Stopping => ui.message("record.stopping", &[]),
    }
}
