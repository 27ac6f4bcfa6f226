//! The files of a folder, read from disk with every limit that a stranger's folder needs. Knows nothing of what they mean.

use super::rules;
use crate::diagnostic::Findings;
use crate::source::{Place, Source};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The largest text, in bytes.
const LARGEST_TEXT: u64 = 1_000_000;
/// The largest medium, in bytes.
const LARGEST_MEDIUM: u64 = 20_000_000;
/// How many folders deep a deck may be.
const DEEPEST: usize = 8;
/// Endings of the pictures that a module can show.
const MEDIA: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "svg"];
/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The files of a folder by path.
#[derive(Debug, Default)]
pub struct Folder {
    /// `.md` and `.toml`, decoded, with `\n` at the end of lines.
    pub texts: BTreeMap<String, Source>,
    /// Pictures.
    pub media: BTreeMap<String, Arc<[u8]>>,
}

impl Folder {
    /// Reads all files below a folder. Hidden files are passed over, links are not followed.
    ///
    /// # Errors
    /// Where the folder itself cannot be listed.
    pub fn read(root: &Path, findings: &mut Findings) -> io::Result<Self> {
        let mut folder = Self::default();
        let mut paths = BTreeMap::new();
        list(root, "", 1, &mut paths, findings)?;
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (path, size) in paths {
            if let Some(first) = seen.insert(path.to_lowercase(), path.clone()) {
                findings.add(&rules::SAME_NAME, &Place::file(&path)).with("other", first);
            }
            folder.take(root, path, size, findings);
        }
        Ok(folder)
    }

    /// The same from files in memory, for decks that come out of a package.
    pub fn from_texts<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let texts = files.map(|(path, text)| (path.to_owned(), Source::new(path, text))).collect();
        Self { texts, media: BTreeMap::new() }
    }

    fn take(&mut self, root: &Path, path: String, size: u64, findings: &mut Findings) {
        let place = Place::file(&path);
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let is_text = matches!(ending.as_str(), "md" | "toml");
        if !is_text && !MEDIA.contains(&ending.as_str()) {
            findings.add(&rules::UNKNOWN_FILE, &place);
            return;
        }
        check_name(&path, &place, findings);
        let most = if is_text { LARGEST_TEXT } else { LARGEST_MEDIUM };
        if size > most {
            findings.add(&rules::TOO_LARGE, &place).with("size", size / 1_000_000).with("most", most / 1_000_000);
            return;
        }
        let mut bytes = Vec::new();
        let opened = fs::File::open(root.join(&path)).and_then(|file| file.take(most).read_to_end(&mut bytes));
        match opened {
            Err(error) => {
                findings.add(&rules::UNREADABLE, &place).with("reason", error);
            }
            Ok(_) if is_text => {
                if let Some(source) = decode(&path, bytes, findings) {
                    self.texts.insert(path, source);
                }
            }
            Ok(_) => {
                self.media.insert(path, bytes.into());
            }
        }
    }
}

fn list(
    root: &Path,
    below: &str,
    depth: usize,
    paths: &mut BTreeMap<String, u64>,
    findings: &mut Findings,
) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let place = Place::file(&path);
        match entry.metadata() {
            Err(error) => {
                findings.add(&rules::UNREADABLE, &place).with("reason", error);
            }
            Ok(meta) if meta.is_symlink() => {
                findings.add(&rules::SYMLINK, &place);
            }
            Ok(meta) if meta.is_dir() && depth >= DEEPEST => {
                findings.add(&rules::TOO_DEEP, &place).with("most", DEEPEST);
            }
            Ok(meta) if meta.is_dir() => {
                if let Err(error) = list(root, &path, depth + 1, paths, findings) {
                    findings.add(&rules::UNREADABLE, &place).with("reason", error);
                }
            }
            Ok(meta) => {
                paths.insert(path, meta.len());
            }
        }
    }
    Ok(())
}

fn check_name(path: &str, place: &Place, findings: &mut Findings) {
    for name in path.split('/') {
        let stem = name.split('.').next().unwrap_or(name).to_lowercase();
        let device = DEVICES.iter().any(|d| stem.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(&stem) == *d);
        if device || name.ends_with('.') || name.ends_with(' ') {
            findings.add(&rules::WINDOWS_NAME, place).with("name", name);
        } else if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b)) {
            // A language folder such as `pt-BR` is the only one that may carry capitals.
            if crate::form::is_language(name) && !path.starts_with("media/") {
                continue;
            }
            findings.add(&rules::BAD_NAME, place).with("name", name);
        }
    }
}

fn decode(path: &str, bytes: Vec<u8>, findings: &mut Findings) -> Option<Source> {
    let text = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => text,
        Ok(text) => {
            let line = text.split('\0').next().map_or(0, |before| before.matches('\n').count()) + 1;
            findings.add(&rules::NOT_UTF8, &Place::file(path)).with("line", line);
            return None;
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() + 1;
            findings.add(&rules::NOT_UTF8, &Place::file(path)).with("line", line);
            return None;
        }
    };
    let bare = text.strip_prefix('\u{feff}');
    let source = Source::new(path, bare.unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n"));
    if bare.is_some() {
        findings.add(&rules::BYTE_ORDER_MARK, &source.whole());
    }
    Some(source)
}
