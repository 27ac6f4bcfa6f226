//! `cartable lsp`

use super::{Outcome, chosen, language};
use crate::lsp;
use crate::ui::{self, Format, Ui};
use clap::Args;
use std::io;
use std::path::Path;

/// Starts a language server (LSP) for an editor, over standard input and output.
///
/// Provides findings, quick fixes and completion.
#[derive(Debug, Args)]
pub struct Lsp {
    /// What editors add to say which way they speak. There is no other way.
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    pub fn run(self) -> Outcome {
        let named = chosen();
        let served = lsp::serve(io::BufReader::new(io::stdin()), &mut ui::stream(), named, language());
        match served {
            Ok(true) => Outcome::Done,
            // An editor that goes without `shutdown` gets exit code 1 (LSP 3.17, "Exit Notification").
            Ok(false) => Outcome::Findings,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Findings,
            Err(error) => {
                let ui = Ui { locale: language(), format: Format::Human };
                Outcome::file(&ui, Path::new("stdout"), error)
            }
        }
    }
}
