//! Where the keys of a record store come from: a file, a command, or the environment, and never an argument, which everybody on
//! the machine can read.

use crate::xapi::client::Keys;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// The keys of a record store. Without these, the environment's CARTABLE_LRS_KEY and CARTABLE_LRS_SECRET are taken.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// File with the key and secret, separated by a colon or line break; only its owner may read it. Defaults to CARTABLE_LRS_KEY
    /// and CARTABLE_LRS_SECRET.
    #[arg(long, value_name = "FILE", conflicts_with = "key_command")]
    key_file: Option<PathBuf>,
    /// Command that prints the key and secret in the same form, such as a password manager's.
    #[arg(long, value_name = "COMMAND")]
    key_command: Option<String>,
}

/// Why there are no keys; the texts are in `templates/messages/`, `keys.KEY`.
pub enum NoKeys {
    /// The file cannot be read.
    File(PathBuf, io::Error),
    /// Others may read the file.
    Open(PathBuf),
    /// The command failed, with this exit status where it has one.
    Command(String),
    /// The command could not be started.
    NoCommand(io::Error),
    /// What was read is no key with a secret.
    Form,
}

impl KeyArgs {
    /// The keys; none where nobody gave any.
    ///
    /// # Errors
    /// Where they were given and cannot be had.
    pub fn read(&self) -> Result<Option<Keys>, NoKeys> {
        match (&self.key_file, &self.key_command) {
            (Some(path), _) => file(path).and_then(|text| parse(&text)).map(Some),
            (None, Some(command)) => run(command).and_then(|text| parse(&text)).map(Some),
            (None, None) => match (env::var("CARTABLE_LRS_KEY"), env::var("CARTABLE_LRS_SECRET")) {
                (Ok(key), Ok(secret)) => Ok(Some(Keys { key, secret })),
                (Err(_), Err(_)) => Ok(None),
                _ => Err(NoKeys::Form),
            },
        }
    }
}

fn parse(text: &str) -> Result<Keys, NoKeys> {
    let text = text.trim();
    let (key, secret) = text.split_once('\n').or_else(|| text.split_once(':')).ok_or(NoKeys::Form)?;
    let (key, secret) = (key.trim(), secret.trim());
    if key.is_empty() || secret.is_empty() || secret.contains('\n') {
        return Err(NoKeys::Form);
    }
    Ok(Keys { key: key.to_owned(), secret: secret.to_owned() })
}

fn file(path: &Path) -> Result<String, NoKeys> {
    let failed = |error| NoKeys::File(path.to_owned(), error);
    if is_open_to_others(path).map_err(failed)? {
        return Err(NoKeys::Open(path.to_owned()));
    }
    fs::read_to_string(path).map_err(failed)
}

/// Whether others than its owner may do anything with a file; unknown where the system has no such rights.
#[cfg(unix)]
pub(super) fn is_open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_open_to_others(_: &Path) -> io::Result<bool> {
    Ok(false)
}

fn run(command: &str) -> Result<String, NoKeys> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let output = Command::new(shell).args([option, command]).stdin(Stdio::inherit()).stderr(Stdio::inherit()).output();
    match output {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout).map_err(|_| NoKeys::Form),
        Ok(output) => Err(NoKeys::Command(output.status.to_string())),
        Err(error) => Err(NoKeys::NoCommand(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_and_secret_stand_in_one_line_or_in_two() {
        for (text, pair) in [
            ("key:secret\n", Some(("key", "secret"))),
            ("key:se:cret", Some(("key", "se:cret"))),
            ("key\r\nse:cret\r\n", Some(("key", "se:cret"))),
            ("key", None),
            ("key:", None),
            (":secret", None),
            ("a\nb\nc", None),
            ("", None),
        ] {
            let keys = parse(text).ok();
            assert_eq!(keys.as_ref().map(|keys| (keys.key.as_str(), keys.secret.as_str())), pair, "{text:?}");
        }
    }
}
