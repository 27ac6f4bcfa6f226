//! `cartable record serve --forward URL`: statements go on to the institute's own store.

use super::super::Outcome;
use super::super::keys::KeyArgs;
use super::super::lrs::{self, Real};
use super::Place;
use crate::record::{Forward, Progress, State, Way};
use crate::ui::Ui;
use crate::xapi::outbox::Outbox;
use crate::xapi::statement::Version;
use clap::Args;
use std::sync::Arc;

/// The other store.
#[derive(Debug, Args)]
pub struct ForwardArgs {
    /// Forwards every statement to this record store, such as https://lrs.example.org/xapi; the key is given as for `send`.
    #[arg(long, value_name = "URL")]
    forward: Option<String>,
    /// xAPI version used to forward.
    #[arg(long, value_name = "VERSION", default_value = Version::One.header(), value_parser = lrs::version, requires = "forward")]
    forward_xapi: Version,
    #[command(flatten)]
    keys: KeyArgs,
}

impl ForwardArgs {
    /// Begins to hand on, beside whatever else the process does. Gives how that goes, where it was asked for.
    ///
    /// # Errors
    /// What has been said: the address, the keys or the outbox are of no use.
    pub fn start(&self, place: &Place) -> Result<Option<Arc<Progress>>, Outcome> {
        let Some(url) = &self.forward else { return Ok(None) };
        let ui = place.speech.ui();
        let client = lrs::client(&ui, lrs::endpoint(&ui, url)?, &self.keys, self.forward_xapi)?;
        let store = place.open(&ui)?;
        let path = store.outbox();
        let outbox = Outbox::open(&path).map_err(|error| Outcome::file(&ui, &path, error))?;
        let progress = Arc::new(Progress::new(client.endpoint()));
        let told = Arc::clone(&progress);
        std::thread::spawn(move || {
            let tell = |state: &State| tell(&ui, state);
            let way = Way { store: &store, outbox, client, pace: &Real };
            // How it ends has been told.
            let _ = Forward { way, progress: &told, tell: &tell }.run();
        });
        Ok(Some(progress))
    }
}

fn tell(ui: &Ui, state: &State) {
    match state {
        State::Waits => ui.message("record.forward_waits", &[]),
        State::Works => ui.message("record.forward_works", &[]),
        State::Paused(reason) => ui.message("record.forward", &[("reason", reason)]),
        State::Ended(reason) => ui.message("record.forward_ended", &[("reason", reason)]),
    }
}
