//! Archives onto the disk: beside, then renamed, so that nobody ever sees half of one.

use super::unchanged::{MEMORY, Made, leftovers, remember};
use super::{Artefact, Options};
use crate::deck::Deck;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// The list of checksums, in the form that `sha256sum --check` reads.
const SUMS: &str = "SHA256SUMS";

/// Writes the archives into a folder, their checksums into `SHA256SUMS` there, and what they were made from into its memory.
/// Lines of archives that other builds put there stay; those of archives that are gone go, and those of archives that the deck
/// gives no more: these are named in the second list, and such a build is not remembered. An archive that is there already, byte by
/// byte, is not touched. The first list is what is known of each archive, in their order.
///
/// # Errors
/// Where a file cannot be written; then no archive has been replaced.
pub fn write(
    folder: &Path,
    (deck, options): (&Deck, &Options),
    artefacts: &[Artefact],
    inputs: Option<&String>,
) -> io::Result<(Vec<Made>, Vec<String>)> {
    replace(folder, artefacts)?;
    let made: Vec<Made> = artefacts.iter().map(Made::from).collect();
    let left = leftovers(folder, deck, options, &made);
    let inputs = inputs.filter(|_| left.is_empty());
    let (sums, memory) = (sums(folder, &made, &left), remember(folder, (deck, options), inputs, &made));
    for (name, content) in [(SUMS, sums.as_bytes()), (MEMORY, memory.as_slice())] {
        fs::rename(beside(folder, name, content)?, folder.join(name))?;
    }
    Ok((made, left))
}

/// Writes archives that come from no single deck, and adds their checksums. Returns whether any of them changed.
///
/// # Errors
/// Where a file cannot be written; then no archive has been replaced.
pub fn add(folder: &Path, artefacts: &[Artefact]) -> io::Result<bool> {
    let changed = replace(folder, artefacts)?;
    let made: Vec<Made> = artefacts.iter().map(Made::from).collect();
    fs::rename(beside(folder, SUMS, sums(folder, &made, &[]).as_bytes())?, folder.join(SUMS))?;
    Ok(changed)
}

/// Puts archives into a folder: all beside, then each renamed. Those that are there already, byte by byte, are not touched.
/// Returns whether any was new.
fn replace(folder: &Path, artefacts: &[Artefact]) -> io::Result<bool> {
    fs::create_dir_all(folder)?;
    let is_new = |artefact: &&Artefact| fs::read(folder.join(&artefact.name)).ok().as_ref() != Some(&artefact.bytes);
    let new: Vec<&Artefact> = artefacts.iter().filter(is_new).collect();
    let written: io::Result<Vec<_>> = new.iter().map(|a| beside(folder, &a.name, &a.bytes)).collect();
    let written = match written {
        Ok(written) => written,
        Err(error) => {
            new.iter().for_each(|a| drop(fs::remove_file(folder.join(part(&a.name)))));
            return Err(error);
        }
    };
    for (from, artefact) in written.iter().zip(&new) {
        fs::rename(from, folder.join(&artefact.name))?;
    }
    Ok(!new.is_empty())
}

fn part(name: &str) -> String {
    format!(".{name}.part")
}

fn beside(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<std::path::PathBuf> {
    let path = folder.join(part(name));
    fs::write(&path, bytes)?;
    Ok(path)
}

fn sums(folder: &Path, made: &[Made], left: &[String]) -> String {
    let old = fs::read_to_string(folder.join(SUMS)).unwrap_or_default();
    let kept = old.lines().filter_map(|line| line.split_once("  "));
    let mut sums: BTreeMap<String, String> = kept
        .filter(|(_, name)| folder.join(name).is_file() && !left.iter().any(|own| own == name))
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect();
    sums.extend(made.iter().map(|one| (one.name.clone(), one.sha256.clone())));
    sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
}

/// The digits of a checksum.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
