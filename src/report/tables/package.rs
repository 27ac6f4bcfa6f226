//! The archive of a workbook: its members in their order, the first one as it is, every date 1980-01-01, so that the same
//! sheets give the same bytes.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The bytes of an archive. OpenDocument wants its first member stored and not compressed (ODF 1.3, part 2, 3.3).
pub(super) fn package(members: &[(&str, String)]) -> Result<Vec<u8>, String> {
    let whole = || {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (number, (name, content)) in members.iter().enumerate() {
            let method = if number == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            let options = SimpleFileOptions::default()
                .last_modified_time(DateTime::DEFAULT)
                .unix_permissions(0o644)
                .system(zip::System::Unix)
                .compression_method(method);
            archive.start_file(*name, options)?;
            archive.write_all(content.as_bytes())?;
        }
        Ok::<_, zip::result::ZipError>(archive.finish()?.into_inner())
    };
    whole().map_err(|error| error.to_string())
}

/// A text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
