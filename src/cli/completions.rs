//! `cartable completions`

use super::{Outcome, language};
use crate::ui::{Format, Ui};
use clap::Args;
use clap_complete::Shell;

/// Prints a shell completion script.
#[derive(Debug, Args)]
pub struct Completions {
    /// Shell to complete in.
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(language()), "cartable", &mut script);
        let ui = Ui { locale: language(), format: Format::Human };
        ui.result(&String::from_utf8_lossy(&script));
        Outcome::Done
    }
}
