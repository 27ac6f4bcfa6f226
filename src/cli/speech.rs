//! How a command speaks: the language of messages, and for whom. The language is known before the arguments are read, so that help and
//! usage errors have it too.

use super::choice::choice;
use crate::diagnostic::Locale;
use crate::ui::{Format, Ui};
use clap::Args;
use clap::builder::TypedValueParser;
use std::env;

/// How a command speaks.
#[derive(Debug, Args)]
pub struct Speech {
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

impl Speech {
    pub fn ui(&self) -> Ui {
        Ui { locale: language(), format: self.format }
    }
}

/// The languages of messages by name.
pub fn locales() -> impl TypedValueParser<Value = Locale> {
    choice(Locale::ALL, Locale::key)
}

/// The language of messages: that of `--messages`, else that of CARTABLE_MESSAGES, else the locale that the environment names, as POSIX
/// orders its variables, else on Windows the user's language.
pub fn language() -> Locale {
    let own = || Locale::from_key(&env::var("CARTABLE_MESSAGES").ok()?);
    chosen().or_else(own).unwrap_or_else(|| {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
        let first = named.into_iter().find(|value| !value.is_empty());
        Locale::from_environment(&first.or_else(of_user).unwrap_or_default())
    })
}

/// The language that the user has chosen for the system, where no variable says it.
#[cfg(windows)]
fn of_user() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(windows))]
fn of_user() -> Option<String> {
    None
}

/// What `--messages` says.
pub fn chosen() -> Option<Locale> {
    asked(env::args_os().filter_map(|argument| argument.into_string().ok()))
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Option<Locale> {
    while let Some(argument) = arguments.next().filter(|argument| argument != "--") {
        let Some(rest) = argument.strip_prefix("--messages") else { continue };
        return match rest.strip_prefix('=') {
            Some(value) => Locale::from_key(value),
            None if rest.is_empty() => Locale::from_key(&arguments.next()?),
            None => continue,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_among_the_arguments() {
        let cases = [
            ("cartable check --messages fr", Some(Locale::Fr)),
            ("cartable --messages=en check", Some(Locale::En)),
            ("cartable check --messages el", Some(Locale::El)),
            ("cartable check --messages", None),
            ("cartable check --messages xx", None),
            ("cartable check --messagesfr fr", None),
            ("cartable verify -- --messages fr", None),
            ("cartable", None),
        ];
        for (line, wanted) in cases {
            assert_eq!(asked(line.split(' ').map(str::to_owned)), wanted, "{line}");
        }
    }
}
