//! The only one who prints: results to standard output, everything else to standard error.

use crate::diagnostic::{Findings, Locale, Severity, disk, github, human_below, json, sarif, say};
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Findings beyond this many are counted and not shown: nobody reads a thousand.
const MOST_SHOWN: usize = 100;

/// Up to this many pieces of work are done before anybody has read how far it has come.
const FEW: usize = 20;

/// Whether some result could not be written.
static CUT: AtomicBool = AtomicBool::new(false);

/// Whether what was printed is not the whole result.
pub fn is_cut() -> bool {
    CUT.load(Ordering::Relaxed)
}

/// Standard output as a stream of bytes, for a protocol that is spoken over it.
pub fn stream() -> impl Write {
    io::BufWriter::new(io::stdout())
}

/// How the tool speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For machines.
    Json,
}

/// When findings have colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Into files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

/// The colors, and whether notes, progress and counts are left out.
static CHOSEN: OnceLock<(Color, bool)> = OnceLock::new();

/// Chooses for the whole run. Until then findings are as on any terminal.
pub fn choose(color: Color, quiet: bool) {
    let _ = CHOSEN.set((color, quiet));
}

fn is_quiet() -> bool {
    CHOSEN.get().is_some_and(|(_, quiet)| *quiet)
}

fn is_colored(out: &impl IsTerminal) -> bool {
    match CHOSEN.get().map_or(Color::Auto, |(color, _)| *color) {
        Color::Always => true,
        Color::Never => false,
        // Source: no-color.org; an empty value does not count.
        Color::Auto => {
            out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && knows_colors()
        }
    }
}

/// Whether the terminal understands the sequences for colors. An older console of Windows does so only when asked to.
#[cfg(windows)]
fn knows_colors() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(false)
}

#[cfg(not(windows))]
fn knows_colors() -> bool {
    true
}

/// Where words go, and in which language.
pub struct Ui {
    /// The language.
    pub locale: Locale,
    /// For whom.
    pub format: Format,
}

impl Ui {
    /// One result line, to standard output. A reader who has gone away is no fault of ours; a disk that is full is told, once.
    pub fn result(&self, line: &str) {
        let Err(error) = writeln!(io::stdout().lock(), "{line}") else { return };
        if error.kind() != io::ErrorKind::BrokenPipe && !CUT.swap(true, Ordering::Relaxed) {
            self.message("outcome.cut", &[("reason", disk(&error))]);
        }
    }

    /// One message, to standard error.
    pub fn message(&self, key: &str, args: &[(&str, &str)]) {
        let _ = writeln!(io::stderr().lock(), "{}", say(self.locale, key, args));
    }

    /// A result in the language of the reader, to standard output.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) {
        self.result(&say(self.locale, key, args));
    }

    /// How far a long piece of work has come: one line that is written over, and only where somebody is watching.
    pub fn progress(&self, done: usize, all: usize) {
        let mut out = io::stderr().lock();
        if all > FEW && out.is_terminal() && !is_quiet() {
            let end = if done == all { "\r\x1b[K" } else { "" };
            let _ = write!(out, "\r{done}/{all}{end}");
            let _ = out.flush();
        }
    }

    /// Findings: as JSON they are the result, for people they are messages.
    pub fn findings(&self, findings: &Findings) {
        self.findings_below(Path::new(""), findings);
    }

    /// The same for findings whose files are in a folder. People get places relative to where they are, which a terminal can
    /// open; JSON names files as the deck does.
    pub fn findings_below(&self, folder: &Path, findings: &Findings) {
        match self.format {
            Format::Json => self.result(&format!("{:#}", json(findings, self.locale))),
            Format::Human => self.human(&prefix(folder), findings),
        }
    }

    /// The same as a SARIF log, whose paths begin where the command ran.
    pub fn sarif(&self, folder: &Path, findings: &Findings) {
        self.result(&format!("{:#}", sarif(findings, &prefix(folder), self.locale)));
    }

    /// The same as commands of GitHub Actions.
    pub fn github(&self, folder: &Path, findings: &Findings) {
        github(findings, &prefix(folder), self.locale).iter().for_each(|line| self.result(line));
    }

    fn human(&self, folder: &str, findings: &Findings) {
        let mut out = io::stderr().lock();
        let color = is_colored(&out);
        let mut all = findings.sorted();
        if is_quiet() {
            all.retain(|finding| finding.severity != Severity::Note);
        }
        // Where not all can be shown, what stops the build comes first.
        if all.len() > MOST_SHOWN {
            all.sort_by_key(|finding| finding.severity);
        }
        for finding in all.iter().take(MOST_SHOWN) {
            let _ = writeln!(out, "{}\n", human_below(folder, finding, self.locale, color));
        }
        let count = |severity| findings.count(severity).to_string();
        let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        let hidden = all.len().saturating_sub(MOST_SHOWN).to_string();
        if hidden != "0" {
            let _ = writeln!(out, "{}", say(self.locale, "findings.hidden", &[("count", &hidden)]));
        }
        if is_quiet() {
            return;
        }
        let args = [("errors", errors.as_str()), ("warnings", &warnings), ("notes", &notes)];
        let _ = writeln!(out, "{}", say(self.locale, "findings.summary", &args));
    }
}

/// What to write in front of the path of a file in a folder.
fn prefix(folder: &Path) -> String {
    let path: std::path::PathBuf = folder.components().filter(|part| *part != Component::CurDir).collect();
    if path.as_os_str().is_empty() { String::new() } else { format!("{}/", path.display()) }
}

/// A path as it is pasted into a shell: quoted where a space or another sign would take it apart.
pub fn pasted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%,=~".contains(c);
    if !path.is_empty() && !path.starts_with(['~', '-']) && path.chars().all(is_plain) {
        return path;
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_when_it_is_pasted() {
        for (path, pasted_path) in [
            ("my-deck/en", "my-deck/en"),
            ("été", "été"),
            ("Mon jeu", "'Mon jeu'"),
            ("Mon jeu d'été", r"'Mon jeu d'\''été'"),
            ("a$b", "'a$b'"),
            ("", "''"),
        ] {
            assert_eq!(pasted(Path::new(path)), pasted_path);
        }
    }

    #[test]
    fn the_folder_here_is_not_named() {
        for (folder, wanted) in
            [("", ""), (".", ""), ("./a", "a/"), ("..", "../"), ("/a/b/", "/a/b/"), ("../a", "../a/")]
        {
            assert_eq!(prefix(Path::new(folder)), wanted);
        }
    }
}
