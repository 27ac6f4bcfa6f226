//! The commands: one file each, one row here for each. A command takes its arguments, makes one call, and says what came out.

mod bounded;
mod browser;
mod build;
mod check;
mod compare;
mod completions;
mod explain;
mod folder;
mod import;
mod interface;
mod keys;
mod lrs;
mod lsp;
mod man;
mod nearest;
mod new;
mod open;
mod outcome;
mod overlay;
mod pseudonyms;
mod reason;
mod record;
mod report;
mod reporting;
mod schema;
mod send;
mod statements;
mod studio;
mod translate;
mod verify;

pub use outcome::Outcome;

use crate::diagnostic::Locale;
use crate::ui::{self, Format, Ui};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;
use std::sync::OnceLock;

/// The version, and in a release build the commit and its date.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CARTABLE_COMMIT"), ")");

/// Turns a deck of discussion cards into e-learning modules, packages them and verifies packages.
#[derive(Debug, Parser)]
#[command(version = VERSION, arg_required_else_help = true)]
pub struct Cli {
    /// The language of messages, whatever `--lang` means for the command; defaults to CARTABLE_MESSAGES, then to your locale.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = locales())]
    messages: Option<Locale>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Import(import::Import),
    Check(check::Check),
    Studio(studio::Studio),
    Build(build::Build),
    Verify(verify::Verify),
    Compare(compare::Compare),
    Open(open::Open),
    Overlay(overlay::Overlay),
    Translate(translate::Translate),
    Record(record::Record),
    Send(send::Send),
    Statements(statements::Statements),
    Report(report::ReportCommand),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Lsp(lsp::Lsp),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command speaks.
#[derive(Debug, Args)]
struct Speech {
    /// For people, or for machines.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The language of messages; by default that of the environment.
    #[arg(long = "lang", value_parser = locales())]
    locale: Option<Locale>,
}

impl Speech {
    fn ui(&self) -> Ui {
        Ui { locale: language(self.locale), format: self.format }
    }
}

/// The language of messages: that of `--messages`, else that of the command's `--lang`, else that of the environment.
fn language(named: Option<Locale>) -> Locale {
    MESSAGES.get().copied().or(named).unwrap_or_else(environment)
}

/// What `--messages` says.
static MESSAGES: OnceLock<Locale> = OnceLock::new();

/// The languages of messages by name.
fn locales() -> impl TypedValueParser<Value = Locale> {
    PossibleValuesParser::new(Locale::ALL.map(Locale::key)).map(|key| named(&key).unwrap_or(Locale::En))
}

fn named(key: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|locale| locale.key() == key)
}

/// The language of messages where no argument names one: that of CARTABLE_MESSAGES, else the locale that the environment
/// names, as POSIX orders its variables.
fn environment() -> Locale {
    let own = || named(&std::env::var("CARTABLE_MESSAGES").ok()?);
    if let Some(locale) = MESSAGES.get().copied().or_else(own) {
        return locale;
    }
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let first = named.into_iter().find(|value| !value.is_empty());
    Locale::from_environment(&first.unwrap_or_default())
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Some(locale) = cli.messages {
        let _ = MESSAGES.set(locale);
    }
    let outcome = match cli.command {
        Command::New(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Studio(command) => command.run(),
        Command::Build(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Compare(command) => command.run(),
        Command::Open(command) => command.run(),
        Command::Overlay(command) => command.run(),
        Command::Translate(command) => command.run(),
        Command::Record(command) => command.run(),
        Command::Send(command) => command.run(),
        Command::Statements(command) => command.run(),
        Command::Report(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Lsp(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    };
    // What stands in a half-written result is not to be taken for all there is.
    let outcome = if ui::is_cut() { Outcome::File } else { outcome };
    ExitCode::from(outcome.code())
}
