//! `cartable studio`

use super::reason::Reason;
use super::{Outcome, Speech, browser, folder};
use crate::studio::{Event, Fault, Settings, serve};
use clap::Args;
use std::env;
use std::path::PathBuf;

/// Opens a deck in your browser, with its texts, findings and modules.
///
/// The module appears as learners get it, and follows each save.
#[derive(Debug, Args)]
pub struct Studio {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// Port of the page, on this machine only; 0 picks a free port.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Prints the address instead of opening a browser.
    #[arg(long)]
    no_open: bool,
    /// Changes no files.
    #[arg(long)]
    read_only: bool,
    #[command(flatten)]
    speech: Speech,
}

impl Studio {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let root = folder::deck(self.deck.as_deref());
        if root.is_dir() && root.join("deck.toml").symlink_metadata().is_err() {
            ui.message("studio.no_deck", &[("path", &root.display().to_string())]);
            return Outcome::File;
        }
        let settings = Settings {
            root: root.clone(),
            port: self.port,
            read_only: self.read_only,
            state: state(),
            locale: ui.locale.among("studio"),
        };
        let served = serve(settings, |event| match event {
            Event::Open(address) => {
                ui.say("studio.open", &[("address", &address)]);
                if let Some(Err(error)) = (!self.no_open).then(|| browser::open(&address)) {
                    ui.message("studio.no_browser", &[("reason", &error.say(ui.locale))]);
                }
            }
            Event::Left => ui.message("studio.left", &[]),
        });
        match served {
            Ok(()) => Outcome::Done,
            Err(Fault::Deck(error)) => Outcome::file(&ui, &root, error),
            Err(Fault::State(path, error)) => {
                let outcome = Outcome::file(&ui, &path, error);
                ui.message("studio.state", &[]);
                outcome
            }
            Err(Fault::Port(error)) => {
                let port = self.port.to_string();
                ui.message("studio.port", &[("port", &port), ("reason", &error.say(ui.locale))]);
                Outcome::Network
            }
        }
    }
}

/// Where programs keep what they have to remember. Source: XDG Base Directory Specification; Windows and macOS have their own places.
fn state() -> PathBuf {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = folder("XDG_STATE_HOME").filter(|folder| folder.is_absolute());
    own.or_else(|| folder("LOCALAPPDATA"))
        .or_else(|| folder("HOME").map(|home| home.join(".local/state")))
        .unwrap_or_else(env::temp_dir)
}
