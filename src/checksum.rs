//! Checksums as people and `sha256sum` write them. Knows no file and no deck.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The name of the file that lists the checksums of its folder, a line each: the digits, two spaces, the path.
pub const SUMS: &str = "SHA256SUMS";

/// The SHA-256 of bytes, in 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits, two each, in lower case.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
