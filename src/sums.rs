//! A folder to be published, against its list of checksums and the signature of that list: what has changed, what is missing, what was
//! added. Works on bytes and digests; knows no package and no disk.
//! Sources: GNU coreutils, `sha256sum`; the file formats of minisign 0.11.

use crate::checksum::SUMS;
use crate::diagnostic::{Findings, Rule, rules};
use crate::source::{Place, Source};
use minisign_verify::{Error, PublicKey, Signature};
use std::collections::BTreeMap;

rules! {
    /// A file whose content is not the one that was listed.
    CHANGED_FILE = error "H001";
    /// A listed file that is not there.
    MISSING_FILE = error "H002";
    /// A file that the list does not have.
    EXTRA_FILE = error "H003";
    /// A line of the list that names no file and checksum.
    BAD_LINE = error "H004";
    /// A signature that this key did not give to this list.
    BAD_SIGNATURE = error "H005";
    /// A signature by another key.
    OTHER_KEY = error "H006";
    /// A list without a signature, although a key was given.
    NO_SIGNATURE = error "H007";
    /// A key that is none.
    BAD_KEY = error "H008";
    /// A signature that nobody asked to check.
    UNCHECKED_SIGNATURE = note "H009";
    /// A key for something that has no list of checksums.
    NO_LIST = error "H010";
}

/// The signature of the list.
pub const SIGNATURE: &str = "SHA256SUMS.minisig";

/// A folder as it was found.
pub struct Found<'a> {
    /// Its name, for places.
    pub folder: &'a str,
    /// The list.
    pub sums: &'a [u8],
    /// The signature of the list, where there is one.
    pub signature: Option<&'a [u8]>,
    /// The public key to check it with: the file of minisign, or its second line.
    pub key: Option<&'a str>,
    /// Every other file by its path below the folder: the SHA-256 in hexadecimal digits, or nothing for a link or a device.
    pub files: &'a BTreeMap<String, Option<String>>,
}

impl Found<'_> {
    /// What is wrong with the folder. Without findings, all files are as listed; whether the list is signed is only known where a key was given.
    pub fn check(&self) -> Findings {
        let mut findings = Findings::default();
        self.signed(&mut findings);
        let Ok(text) = str::from_utf8(self.sums) else {
            findings.add(&BAD_LINE, &self.place(SUMS)).with("line", "UTF-8");
            return findings;
        };
        let source = Source::new(format!("{}/{SUMS}", self.folder), text);
        let mut listed: BTreeMap<&str, String> = BTreeMap::new();
        let mut start = 0;
        for whole in text.split_inclusive('\n') {
            let place = source.place(start..start + whole.trim_end().len());
            start += whole.len();
            let line = whole.trim_end_matches(['\n', '\r']);
            let Some((sum, path)) = entry(line).filter(|(_, path)| !listed.contains_key(path)) else {
                findings.add(&BAD_LINE, &place).with("line", line.chars().take(100).collect::<String>());
                continue;
            };
            match self.files.get(path) {
                None => {
                    findings.add(&MISSING_FILE, &place).with("file", path);
                }
                Some(found) if found.as_ref() != Some(&sum) => {
                    findings.add(&CHANGED_FILE, &self.place(path));
                }
                Some(_) => {}
            }
            listed.insert(path, sum);
        }
        for path in self.files.keys().filter(|path| !listed.contains_key(path.as_str())) {
            findings.add(&EXTRA_FILE, &self.place(path));
        }
        findings
    }

    fn signed(&self, findings: &mut Findings) {
        let place = self.place(SIGNATURE);
        let (rule, place) = match (self.key, self.signature) {
            (None, None) => return,
            (None, Some(_)) => (&UNCHECKED_SIGNATURE, place),
            (Some(_), None) => (&NO_SIGNATURE, self.place(SUMS)),
            (Some(key), Some(signature)) => match self.refused(key.trim(), signature) {
                None => return,
                Some(rule) => (rule, place),
            },
        };
        findings.add(rule, &place);
    }

    /// Why a signature does not hold; nothing where it does.
    fn refused(&self, key: &str, signature: &[u8]) -> Option<&'static Rule> {
        let Ok(key) = PublicKey::from_base64(key).or_else(|_| PublicKey::decode(key)) else { return Some(&BAD_KEY) };
        let text = String::from_utf8_lossy(signature);
        // Earlier versions of minisign sign the file itself and not its digest, which is as good.
        match Signature::decode(&text).and_then(|signature| key.verify(self.sums, &signature, true)) {
            Ok(()) => None,
            Err(Error::UnexpectedKeyId) => Some(&OTHER_KEY),
            Err(_) => Some(&BAD_SIGNATURE),
        }
    }

    fn place(&self, path: &str) -> Place {
        Place::file(format!("{}/{path}", self.folder))
    }
}

/// The checksum and the path of a line, as `sha256sum` writes it for text or binary files. A path that leaves the folder is none.
fn entry(line: &str) -> Option<(String, &str)> {
    let (sum, rest) = line.split_at_checked(64)?;
    let path = rest.strip_prefix("  ").or_else(|| rest.strip_prefix(" *"))?;
    let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\');
    let is_sum = sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_sum && is_inside).then(|| (sum.to_ascii_lowercase(), path))
}
