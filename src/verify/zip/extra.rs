//! The extra fields of a file in a zip archive, as far as they change what a reader sees (PKWARE APPNOTE 4.5).

use super::{u16_at, u32_at};
use flate2::Crc;

const ZIP64: u16 = 1;
/// Info-ZIP's field with the name in UTF-8 (APPNOTE 4.6.9).
const UNICODE_PATH: u16 = 0x7075;

/// Whether there is a field of zip64.
pub(super) fn is_zip64(extra: &[u8]) -> bool {
    field(extra, ZIP64).is_some()
}

/// The second name that the fields give to a file; none where they give none, or where it is for a name that the file no
/// longer has, and every program ignores it.
pub(super) fn other_name(extra: &[u8], name: &[u8]) -> Option<String> {
    let content = field(extra, UNICODE_PATH)?;
    let mut crc = Crc::new();
    crc.update(name);
    let meant = content.first() == Some(&1) && u32_at(content, 1) == Some(crc.sum());
    meant.then(|| String::from_utf8_lossy(&content[5..]).into_owned())
}

fn field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    while let (Some(found), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let rest = extra.get(4..)?;
        let length = (length as usize).min(rest.len());
        if found == id {
            return Some(&rest[..length]);
        }
        extra = &rest[length..];
    }
    None
}
