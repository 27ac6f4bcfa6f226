//! `cartable verify`

use super::{Outcome, Speech};
use crate::diagnostic::Findings;
use crate::verify;
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Says what is wrong with packages, whoever made them, and what an LMS will do with them.
#[derive(Debug, Args)]
pub struct Verify {
    /// The archives.
    #[arg(required = true)]
    packages: Vec<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

impl Verify {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let mut findings = Findings::default();
        for path in &self.packages {
            match fs::read(path) {
                Ok(bytes) => findings.extend(verify::verify(&path.display().to_string(), &bytes)),
                Err(error) => return Outcome::file(&ui, path, error),
            }
        }
        ui.findings(&findings);
        Outcome::of(&findings)
    }
}
