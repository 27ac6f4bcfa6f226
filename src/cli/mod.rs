//! The commands: one file each, one row here for each. A command takes its arguments, makes one call, and says what came out.

mod bounded;
mod browser;
mod build;
mod check;
mod choice;
mod compare;
mod completions;
mod deposit;
mod explain;
mod folder;
mod help;
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
mod signed;
mod speech;
mod statements;
mod studio;
mod translate;
mod usage;
mod verify;

pub use outcome::Outcome;

use crate::diagnostic::Locale;
use crate::ui;
use clap::{CommandFactory, Parser, Subcommand};
use speech::{Speech, chosen, language, locales};
use std::process::ExitCode;

/// The version, and in a release build the commit and its date.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CARTABLE_COMMIT"), ")");

/// Turns a deck of discussion cards into e-learning modules, packages them and verifies packages.
#[derive(Debug, Parser)]
#[command(version = VERSION, arg_required_else_help = true)]
pub struct Cli {
    /// Language of messages and help; defaults to CARTABLE_MESSAGES, then to your locale.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = locales(), display_order = 100)]
    messages: Option<Locale>,
    /// Colors findings; `auto` does so on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto", display_order = 101)]
    color: ui::Color,
    /// Hides notes, progress and counts.
    #[arg(long, short, global = true, display_order = 102)]
    quiet: bool,
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
    Deposit(deposit::Deposit),
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

/// The command with its help in a language.
fn command(locale: Locale) -> clap::Command {
    help::translated(Cli::command(), locale.among("help"))
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help in the reader's language is made only now that somebody reads it.
        Err(plain) => {
            let error = command(language()).try_get_matches().err().unwrap_or(plain);
            return ExitCode::from(usage::explain(&error, language()).code());
        }
    };
    ui::choose(cli.color, cli.quiet);
    let outcome = match cli.command {
        Command::New(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Studio(command) => command.run(),
        Command::Build(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Deposit(command) => command.run(),
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
