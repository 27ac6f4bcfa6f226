//! A folder with a list of checksums, read for [`sums`](crate::sums).

use super::bounded;
use crate::build::MEMORY;
use crate::checksum::{SUMS, hex};
use crate::diagnostic::Findings;
use crate::source::Place;
use crate::sums::{Found, NO_LIST, SIGNATURE};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// More than any list, signature or key has.
const MOST_TEXT: usize = 16 << 20;
/// How many folders deep a publication goes.
const DEEPEST: usize = 32;

/// Whether a folder has a list of checksums.
pub fn is_listed(path: &Path) -> bool {
    path.join(SUMS).is_file()
}

/// The key that an argument gives: what is in the file of that name, or else itself.
///
/// # Errors
/// Where there is such a file and it cannot be read.
pub fn key(argument: &str) -> io::Result<String> {
    let path = Path::new(argument);
    if !path.is_file() {
        return Ok(argument.to_owned());
    }
    Ok(String::from_utf8_lossy(&bounded::read(path, MOST_TEXT)?).into_owned())
}

/// A finding for a package without a list, for which a key says nothing.
pub fn unlisted(name: &str) -> Findings {
    let mut findings = Findings::default();
    findings.add(&NO_LIST, &Place::file(name));
    findings
}

/// What is wrong with the files of a folder, and how many it has.
///
/// # Errors
/// Where one cannot be read.
pub fn check(folder: &Path, key: Option<&str>) -> io::Result<(Findings, usize)> {
    let sums = bounded::read(&folder.join(SUMS), MOST_TEXT)?;
    let signature = folder.join(SIGNATURE);
    let signature = signature.exists().then(|| bounded::read(&signature, MOST_TEXT)).transpose()?;
    let mut files = BTreeMap::new();
    walk(folder, "", 0, &mut files)?;
    // What `build` remembers in the folder of its packages is no part of them.
    for own in [SUMS, SIGNATURE, MEMORY] {
        files.remove(own);
    }
    let folder = folder.display().to_string();
    let folder = folder.trim_end_matches('/');
    let found = Found { folder, sums: &sums, signature: signature.as_deref(), key, files: &files };
    Ok((found.check(), files.len()))
}

/// Takes in every file below a folder. What is neither a file nor a folder has no checksum.
fn walk(folder: &Path, above: &str, depth: usize, files: &mut BTreeMap<String, Option<String>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEEPEST {
            walk(&entry.path(), &format!("{name}/"), depth + 1, files)?;
        } else {
            let sum = kind.is_file().then(|| sha256(&entry.path())).transpose()?;
            files.insert(name, sum);
        }
    }
    Ok(())
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            length => hash.update(&piece[..length]),
        }
    }
    Ok(hex(&hash.finalize()))
}
