//! What is wrong with the arguments, in the language of messages: clap finds it, and the words are ours.

use super::Outcome;
use super::nearest::nearest;
use crate::diagnostic::Locale;
use crate::ui::{Format, Ui};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::num::ParseIntError;

/// Prints help and version where they were asked for; else says what is wrong, what was meant, and where help is.
pub fn explain(error: &Error, locale: Locale) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            drop(error.print());
            return Outcome::Done;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            drop(error.print());
            return Outcome::Usage;
        }
        _ => {}
    }
    let ui = Ui { locale, format: Format::Human };
    said(&ui, error);
    if let Some(meant) = meant(error) {
        ui.message("build.nearest", &[("value", &meant)]);
    }
    let usage = text(error, ContextKind::Usage);
    if let Some(usage) = usage.strip_prefix("Usage: ") {
        ui.message("usage.usage", &[("usage", usage.trim())]);
    }
    Outcome::Usage
}

fn said(ui: &Ui, error: &Error) {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let argument = argument.as_str();
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            ui.message("usage.option", &[("argument", argument)])
        }
        ErrorKind::UnknownArgument => ui.message("usage.surplus", &[("argument", argument)]),
        ErrorKind::InvalidSubcommand => {
            ui.message("usage.command", &[("command", &text(error, ContextKind::InvalidSubcommand))]);
        }
        ErrorKind::InvalidValue if value.is_empty() => ui.message("usage.empty", &[("argument", argument)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            ui.message("usage.value", &[("argument", argument), ("value", &value)]);
            let known = text(error, ContextKind::ValidValue);
            if is_number(error) {
                ui.message("usage.number", &[]);
            } else if !known.is_empty() {
                ui.message("usage.known", &[("known", &known)]);
            } else if let Some(reason) = std::error::Error::source(error) {
                // The parsers of this program name what they take.
                ui.message("usage.known", &[("known", &reason.to_string())]);
            }
        }
        ErrorKind::MissingRequiredArgument => ui.message("usage.missing", &[("arguments", argument)]),
        ErrorKind::MissingSubcommand => {
            ui.message("usage.no_command", &[("known", &text(error, ContextKind::ValidSubcommand))]);
        }
        ErrorKind::ArgumentConflict => {
            let other = text(error, ContextKind::PriorArg);
            let key = if other == argument { "usage.twice" } else { "usage.conflict" };
            ui.message(key, &[("argument", argument), ("other", &other)]);
        }
        ErrorKind::TooManyValues => ui.message("usage.many", &[("argument", argument), ("value", &value)]),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            ui.message("usage.empty", &[("argument", argument)]);
        }
        ErrorKind::InvalidUtf8 => ui.message("usage.characters", &[]),
        _ => ui.message("usage.other", &[]),
    }
}

/// Whether a number was wanted: clap says so in English alone.
fn is_number(error: &Error) -> bool {
    let Some(source) = std::error::Error::source(error) else { return false };
    source.is::<ParseIntError>() || source.to_string().contains("..")
}

/// What was probably meant; clap puts the nearest last.
fn meant(error: &Error) -> Option<String> {
    let listed = || {
        let known = std::error::Error::source(error)?.to_string();
        nearest(&text(error, ContextKind::InvalidValue), known.split(", ")).map(str::to_owned)
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| match error.get(kind)? {
            ContextValue::String(one) => Some(one.clone()),
            ContextValue::Strings(all) => all.last().cloned(),
            _ => None,
        });
    suggested.or_else(listed)
}

fn text(error: &Error, kind: ContextKind) -> String {
    error.get(kind).map(ToString::to_string).unwrap_or_default()
}
