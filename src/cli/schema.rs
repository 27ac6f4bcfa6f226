//! `cartable schema`

use super::{MESSAGES, Outcome, environment};
use crate::diagnostic::Locale;
use crate::read::{SCHEMAS, schema};
use crate::ui::{Format, Ui};
use clap::Args;

/// Prints the JSON Schema of `deck.toml` or of a front matter, for editors.
#[derive(Debug, Args)]
pub struct Schema {
    /// What the schema is of.
    #[arg(value_parser = SCHEMAS, default_value = "deck")]
    name: String,
    /// The language of the descriptions; by default that of the environment.
    #[arg(long = "lang", value_parser = super::locales())]
    locale: Option<Locale>,
}

impl Schema {
    pub fn run(self) -> Outcome {
        let ui =
            Ui { locale: MESSAGES.get().copied().or(self.locale).unwrap_or_else(environment), format: Format::Json };
        ui.result(&format!("{:#}", schema(&self.name, ui.locale)));
        Outcome::Done
    }
}
