//! The help in a language. English is written beside the arguments; the other languages, and the examples of all, are in
//! `templates/help/`. Knows nothing of what the commands do.

use crate::diagnostic::Locale;
use crate::templates::text;
use clap::{Arg, ArgAction, Command};
use std::collections::BTreeMap;

/// The texts of a language by command: `build`, `record serve`. The first one, `cartable`, has the words of all pages.
type Pages = BTreeMap<String, Page>;

/// What the help of one command says. Where something is left out, it is as it is beside the arguments.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Page {
    about: Option<String>,
    /// By the argument's id.
    arguments: BTreeMap<String, String>,
    /// What to type, and what that is for.
    examples: Vec<[String; 2]>,
    /// In the first page, what stands above the examples of all.
    examples_title: String,
    words: Option<Words>,
}

/// The words that clap writes by itself.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    usage: String,
    commands: String,
    arguments: String,
    options: String,
    command: String,
    default: String,
    values: String,
    help: String,
    version: String,
    help_of: String,
}

const ROOT: &str = "cartable";

/// The help of every command in a language, with its examples.
///
/// # Panics
/// Where a file in `templates/help/` is at fault, which is a fault of the program.
pub fn translated(command: Command, locale: Locale) -> Command {
    let pages = pages(locale);
    let words = pages.get(ROOT).and_then(|page| page.words.clone());
    let mut command = page(command, &pages, words.as_ref(), "");
    let Some(words) = words else { return command };
    // The commands `help` are made by clap, and only now.
    command.build();
    helped(command, &words)
}

fn helped(command: Command, words: &Words) -> Command {
    command.mut_subcommands(|below| match below.get_name() {
        "help" => below.about(words.help_of.clone()),
        _ => helped(below, words),
    })
}

fn pages(locale: Locale) -> Pages {
    let path = format!("help/{}.toml", locale.key());
    toml::from_str(text(&path)).unwrap_or_else(|fault| panic!("templates/{path}: {fault}"))
}

/// One command and those below it; `above` are the names before its own.
fn page(command: Command, pages: &Pages, words: Option<&Words>, above: &str) -> Command {
    let name = format!("{above} {}", command.get_name()).trim().to_owned();
    let inside = if name == ROOT { "" } else { name.as_str() };
    let none = Page::default();
    let own = pages.get(&name).unwrap_or(&none);
    let mut command = command.mut_subcommands(|below| page(below, pages, words, inside));
    if let Some(about) = &own.about {
        command = command.about(about.clone()).long_about(None::<&str>);
    }
    if !own.examples.is_empty() {
        command = command.after_long_help(examples(own, pages));
    }
    let Some(words) = words else { return command };
    let command = command.mut_args(|argument| explained(argument, own, words));
    framed(command, words)
}

fn examples(page: &Page, pages: &Pages) -> String {
    let title = pages.get(ROOT).map_or("", |root| root.examples_title.as_str());
    let lines = page.examples.iter().map(|[line, says]| format!("  {says}\n    {line}"));
    format!("{title}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// An argument with its text, and with its values and default in the words of the language.
fn explained(argument: Arg, page: &Page, words: &Words) -> Arg {
    let heading = if argument.is_positional() { &words.arguments } else { &words.options };
    let mut help = page.arguments.get(argument.get_id().as_str()).cloned().unwrap_or_default();
    let takes_values = argument.get_action().takes_values();
    let possible = argument.get_possible_values();
    let names: Vec<_> = possible.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name()).collect();
    if takes_values && !names.is_empty() {
        help.push_str(&format!(" [{}]", words.values.replace("{values}", &names.join(", "))));
    }
    let default: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_values && !default.is_empty() {
        help.push_str(&format!(" [{}]", words.default.replace("{value}", &default.join(","))));
    }
    let argument = argument.help(help).long_help(None::<&str>).help_heading(heading.clone());
    if !takes_values {
        return argument;
    }
    argument.hide_possible_values(true).hide_env(true).hide_default_value(true)
}

/// The page's own titles, and the options that clap adds.
fn framed(command: Command, words: &Words) -> Command {
    let is_root = command.get_name() == ROOT;
    let flag = |name: &'static str, short, action, help: &str| {
        Arg::new(name)
            .long(name)
            .short(short)
            .action(action)
            .help(help.to_owned())
            .help_heading(words.options.clone())
            .display_order(103)
    };
    let template =
        format!("{{before-help}}{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", words.usage);
    let command = command
        .disable_help_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, &words.help))
        .subcommand_help_heading(words.commands.clone())
        .subcommand_value_name(words.command.clone())
        .help_template(template);
    if !is_root {
        return command;
    }
    command.disable_version_flag(true).arg(flag("version", 'V', ArgAction::Version, &words.version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    /// Each command by its name, without `help`.
    fn every(command: &Command, above: &str, found: &mut Vec<(String, Command)>) {
        let name = format!("{above} {}", command.get_name()).trim().to_owned();
        found.push((name.clone(), command.clone()));
        let inside = if name == ROOT { String::new() } else { name };
        command.get_subcommands().for_each(|below| every(below, &inside, found));
    }

    fn commands() -> Vec<(String, Command)> {
        let mut found = Vec::new();
        every(&Cli::command(), "", &mut found);
        found
    }

    fn shown(command: &Command) -> impl Iterator<Item = &Arg> {
        command.get_arguments().filter(|argument| !argument.is_hide_set())
    }

    #[test]
    fn each_command_and_argument_is_explained_in_french_and_no_other_one_is() {
        let pages = pages(Locale::Fr);
        let commands = commands();
        let mut wrong = Vec::new();
        for (name, command) in &commands {
            let Some(page) = pages.get(name) else {
                wrong.push(format!("[{name:?}] is missing: {:?}", command.get_about().map(ToString::to_string)));
                continue;
            };
            if page.about.is_none() {
                wrong.push(format!("[{name:?}] about"));
            }
            for argument in shown(command) {
                if !page.arguments.contains_key(argument.get_id().as_str()) {
                    wrong.push(format!("[{name:?}] arguments.{} is missing", argument.get_id()));
                }
            }
            for id in page.arguments.keys() {
                let is_there = command.get_arguments().any(|argument| argument.get_id() == id.as_str());
                if !is_there {
                    wrong.push(format!("[{name:?}] arguments.{id} explains nothing"));
                }
            }
        }
        for locale in [Locale::Fr, Locale::En] {
            for name in super::pages(locale).keys() {
                if !commands.iter().any(|(known, _)| known == name) {
                    wrong.push(format!("{}: [{name:?}] is no command", locale.key()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn the_examples_are_the_same_in_each_language_and_can_be_typed() {
        let typed = |locale| -> Vec<(String, Vec<String>)> {
            let lines = |page: Page| page.examples.into_iter().map(|[line, _]| line).collect();
            pages(locale)
                .into_iter()
                .map(|(name, page)| (name, lines(page)))
                .filter(|(_, lines): &(_, Vec<_>)| !lines.is_empty())
                .collect()
        };
        let english = typed(Locale::En);
        assert_eq!(english, typed(Locale::Fr));
        assert!(english.len() > 10, "{english:?}");
        for line in english.into_iter().flat_map(|(_, lines)| lines) {
            let words: Vec<_> = line.split(['|', '<', '>']).next().unwrap_or_default().split_whitespace().collect();
            let read = Cli::command().try_get_matches_from(&words);
            assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
        }
    }

    #[test]
    fn french_help_has_no_english_words_of_clap() {
        for (name, _) in commands() {
            let line: Vec<_> =
                [ROOT].into_iter().chain(name.split(' ').filter(|word| *word != ROOT)).chain(["--help"]).collect();
            let help = translated(Cli::command(), Locale::Fr).try_get_matches_from(line).unwrap_err().to_string();
            for english in
                ["Usage:", "Options:", "Arguments:", "Commands:", "possible values", "default:", "Print ", "[env"]
            {
                // The French titles are the same words with a space before the colon.
                assert!(!help.contains(english), "{name}: {english}\n{help}");
            }
        }
    }
}
