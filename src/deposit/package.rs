//! A package that is published.

use crate::checksum::sha256;

/// An archive with what is known of it.
pub struct Package {
    /// Its file name.
    pub name: String,
    /// The format's name.
    pub format: String,
    /// The languages that it holds, BCP 47.
    pub languages: Vec<String>,
    /// The archive.
    pub bytes: Vec<u8>,
}

impl Package {
    /// The SHA-256 of the archive, in hexadecimal digits.
    pub fn sha256(&self) -> String {
        sha256(&self.bytes)
    }

    /// The media type, as IANA registers it. Backups of Moodle are gzip, cartridges are zip.
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit_once('.').map_or("", |(_, end)| end) {
            "epub" => "application/epub+zip",
            "mbz" => "application/gzip",
            _ => "application/zip",
        }
    }
}
