//! `cartable record serve --forward URL`: statements go on to the institute's own store.

use super::super::Outcome;
use super::super::keys::KeyArgs;
use super::super::lrs::{self, Real};
use super::Place;
use crate::record::Forward;
use crate::xapi::outbox::Outbox;
use crate::xapi::statement::Version;
use clap::Args;

/// The other store.
#[derive(Debug, Args)]
pub struct ForwardArgs {
    /// Hand every statement on to this record store, such as https://lrs.example.org/xapi; its key is asked for as by `send`.
    #[arg(long, value_name = "URL")]
    forward: Option<String>,
    /// The version of xAPI that it is spoken to in.
    #[arg(long, value_name = "VERSION", default_value = Version::One.header(), value_parser = lrs::version, requires = "forward")]
    forward_xapi: Version,
    #[command(flatten)]
    keys: KeyArgs,
}

impl ForwardArgs {
    /// Begins to hand on, beside whatever else the process does.
    ///
    /// # Errors
    /// What has been said: the address, the keys or the outbox are of no use.
    pub fn start(&self, place: &Place) -> Result<(), Outcome> {
        let Some(url) = &self.forward else { return Ok(()) };
        let ui = place.speech.ui();
        let client = lrs::client(&ui, lrs::endpoint(&ui, url)?, &self.keys, self.forward_xapi)?;
        let path = place.data.with_added_extension("outbox");
        let outbox = Outbox::open(&path).map_err(|error| Outcome::file(&ui, &path, error))?;
        let store = place.open(&ui)?;
        std::thread::spawn(move || {
            let tell = |words: &str| ui.message("record.forward", &[("reason", words)]);
            let ended = Forward { store: &store, outbox, client, pace: &Real, tell: &tell }.run();
            if let Err(refusal) = ended {
                ui.message("record.fault", &[("reason", &refusal.reason)]);
            }
        });
        Ok(())
    }
}
