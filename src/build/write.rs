//! Archives onto the disk: beside, then renamed, so that nobody ever sees half of one.

use super::unchanged::{MEMORY, Made, leftovers, remember};
use super::{Artefact, Options};
use crate::checksum::{SUMS, sha256};
use crate::deck::Deck;
use crate::replace::{rename, write_beside};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Writes the archives into a folder, their checksums into `SHA256SUMS` there, and what they were made from into its memory.
/// Lines of archives that other builds put there stay; those of archives that are gone go, and those of archives that the deck
/// gives no more: these are named in the second list, and such a build is not remembered. An archive that is there already, byte by
/// byte, is not touched. The first list is what is known of each archive, in their order.
///
/// # Errors
/// The file that cannot be written, and why. If it is one of the archives that are written beside, none has been replaced. If it cannot
/// be replaced, as on Windows where another program has it open, those before it have been, with their checksums.
pub fn write(
    folder: &Path,
    (deck, options): (&Deck, &Options),
    artefacts: &[Artefact],
    inputs: Option<&String>,
) -> Result<(Vec<Made>, Vec<String>), (PathBuf, io::Error)> {
    replace(folder, artefacts)?;
    let made: Vec<Made> = artefacts.iter().map(Made::from).collect();
    let left = leftovers(folder, deck, options, &made);
    let inputs = inputs.filter(|_| left.is_empty());
    let (sums, memory) = (sums(folder, checksums(&made), &left), remember(folder, (deck, options), inputs, &made));
    for (name, content) in [(SUMS, sums.as_bytes()), (MEMORY, memory.as_slice())] {
        beside(folder, name, content).and_then(|()| put(folder, name))?;
    }
    Ok((made, left))
}

/// Writes archives that come from no single deck, and adds their checksums. Returns whether any of them changed.
///
/// # Errors
/// As [`write`].
pub fn add(folder: &Path, artefacts: &[Artefact]) -> Result<bool, (PathBuf, io::Error)> {
    let changed = replace(folder, artefacts)?;
    let made: Vec<Made> = artefacts.iter().map(Made::from).collect();
    beside(folder, SUMS, sums(folder, checksums(&made), &[]).as_bytes()).and_then(|()| put(folder, SUMS))?;
    Ok(changed)
}

/// Writes a text that comes with archives, and adds its checksum.
///
/// # Errors
/// As [`write`].
pub fn add_text(folder: &Path, name: &str, text: &str) -> Result<(), (PathBuf, io::Error)> {
    beside(folder, name, text.as_bytes()).and_then(|()| put(folder, name))?;
    let sum = std::iter::once((name.to_owned(), sha256(text.as_bytes())));
    beside(folder, SUMS, sums(folder, sum, &[]).as_bytes()).and_then(|()| put(folder, SUMS))
}

/// Puts archives into a folder: all beside, then each renamed. Those that are there already, byte by byte, are not touched.
/// Returns whether any was new.
fn replace(folder: &Path, artefacts: &[Artefact]) -> Result<bool, (PathBuf, io::Error)> {
    fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    let is_new = |artefact: &&Artefact| fs::read(folder.join(&artefact.name)).ok().as_ref() != Some(&artefact.bytes);
    let new: Vec<&Artefact> = artefacts.iter().filter(is_new).collect();
    let mut replaced = 0;
    let written = new
        .iter()
        .try_for_each(|a| beside(folder, &a.name, &a.bytes))
        .and_then(|()| new.iter().try_for_each(|a| put(folder, &a.name).map(|()| replaced += 1)));
    if let Err(failed) = written {
        new.iter().for_each(|a| drop(fs::remove_file(folder.join(part(&a.name)))));
        if replaced > 0 {
            let made: Vec<Made> = new[..replaced].iter().map(|a| Made::from(*a)).collect();
            beside(folder, SUMS, sums(folder, checksums(&made), &[]).as_bytes()).and_then(|()| put(folder, SUMS))?;
        }
        return Err(failed);
    }
    Ok(!new.is_empty())
}

fn part(name: &str) -> String {
    format!(".{name}.part")
}

fn beside(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), (PathBuf, io::Error)> {
    write_beside(&folder.join(part(name)), bytes).map_err(|error| (folder.join(name), error))
}

fn put(folder: &Path, name: &str) -> Result<(), (PathBuf, io::Error)> {
    rename(&folder.join(part(name)), &folder.join(name)).map_err(|error| (folder.join(name), error))
}

fn checksums(made: &[Made]) -> impl Iterator<Item = (String, String)> {
    made.iter().map(|one| (one.name.clone(), one.sha256.clone()))
}

/// The list of checksums in a folder with some more, by file name.
fn sums(folder: &Path, more: impl Iterator<Item = (String, String)>, left: &[String]) -> String {
    let old = fs::read_to_string(folder.join(SUMS)).unwrap_or_default();
    let kept = old.lines().filter_map(|line| line.split_once("  "));
    let mut sums: BTreeMap<String, String> = kept
        .filter(|(_, name)| folder.join(name).is_file() && !left.iter().any(|own| own == name))
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect();
    sums.extend(more);
    sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
}
