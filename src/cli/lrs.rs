//! A record store that a command sends to: its address, its keys, the version of xAPI that it is spoken to in.

use super::Outcome;
use super::keys::{KeyArgs, NoKeys};
use super::reason::Reason;
use crate::clock;
use crate::ui::Ui;
use crate::xapi::client::Client;
use crate::xapi::endpoint::{BadEndpoint, Endpoint};
use crate::xapi::sender::Pace;
use crate::xapi::statement::Version;
use std::thread;
use std::time::Duration;

/// The version of xAPI that an argument names.
///
/// # Errors
/// The versions that there are.
pub fn version(text: &str) -> Result<Version, String> {
    Version::named(text).ok_or_else(|| [Version::One, Version::Two].map(Version::header).join(", "))
}

/// The address that an argument names.
///
/// # Errors
/// Wrong use, which has been said, where it is none that keys may be sent to.
pub fn endpoint(ui: &Ui, url: &str) -> Result<Endpoint, Outcome> {
    Endpoint::read(url).map_err(|bad| {
        let key = match bad {
            BadEndpoint::NoUrl => "send.no_url",
            BadEndpoint::NotHttps => "send.not_https",
            BadEndpoint::TooMuch => "send.url_too_much",
        };
        ui.message(key, &[]);
        Outcome::Usage
    })
}

/// A client of the store, with its keys.
///
/// # Errors
/// What has been said: the keys cannot be had, or this machine cannot speak https.
pub fn client(ui: &Ui, endpoint: Endpoint, keys: &KeyArgs, version: Version) -> Result<Client, Outcome> {
    let keys = keys.read().map_err(|no_keys| without_keys(ui, no_keys))?;
    Client::new(endpoint, keys, version).map_err(|words| {
        ui.message("send.no_https", &[("words", &words)]);
        Outcome::Network
    })
}

fn without_keys(ui: &Ui, no_keys: NoKeys) -> Outcome {
    match no_keys {
        NoKeys::File(path, error) => return Outcome::file(ui, &path, error),
        NoKeys::Open(path) => ui.message("keys.open", &[("path", &path.display().to_string())]),
        NoKeys::Command(reason) => ui.message("keys.command", &[("reason", &reason)]),
        NoKeys::NoCommand(error) => ui.message("keys.command", &[("reason", &error.say(ui.locale))]),
        NoKeys::Form => ui.message("keys.form", &[]),
    }
    Outcome::Usage
}

/// Real time.
pub struct Real;

impl Pace for Real {
    fn now(&self) -> i64 {
        clock::now()
    }

    fn wait(&self, micros: i64) {
        thread::sleep(Duration::from_micros(micros.unsigned_abs()));
    }

    fn chance(&self) -> f64 {
        f64::from(u32::from_le_bytes(clock::random())) / f64::from(u32::MAX)
    }
}
