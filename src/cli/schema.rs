//! `cartable schema`

use super::{Outcome, language};
use crate::read::{SCHEMAS, schema};
use crate::ui::{Format, Ui};
use clap::Args;

/// Prints the JSON Schema of deck.toml or of a front matter, for editors.
#[derive(Debug, Args)]
pub struct Schema {
    /// What the schema describes.
    #[arg(value_parser = SCHEMAS, default_value = "deck")]
    name: String,
}

impl Schema {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: Format::Json };
        ui.result(&format!("{:#}", schema(&self.name, ui.locale)));
        Outcome::Done
    }
}
