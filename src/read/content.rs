//! What the bytes of a file are, whatever its name says. Knows only the first bytes of common formats.

/// The formats that are known by the bytes at their start; `content.NAME` in the messages is what people call them.
const STARTS: [(&[u8], &str); 11] = [
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
];

/// What a file holds: a word of `content` in the messages.
pub fn content(bytes: &[u8]) -> &'static str {
    if bytes.is_empty() {
        return "empty";
    }
    if let Some((_, name)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return name;
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => "webp",
        (_, Some(b"ftyp"), Some(b"avif")) => "avif",
        (_, Some(b"ftyp"), Some(b"heic" | b"heix" | b"mif1" | b"msf1")) => "heic",
        (_, Some(b"ftyp"), _) => "film",
        _ => text(bytes),
    }
}

fn text(bytes: &[u8]) -> &'static str {
    let Ok(text) = std::str::from_utf8(bytes) else { return "other" };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') && text.contains("<svg") {
        "svg"
    } else if text.contains('\0') {
        "other"
    } else if start.to_ascii_lowercase().starts_with("<!doctype html") || start.starts_with("<html") {
        "html"
    } else {
        "text"
    }
}

/// Whether the ending of a name goes with what the file holds.
pub fn fits(ending: &str, content: &str) -> bool {
    ending == content || (content == "jpeg" && ending == "jpg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        for (bytes, wanted) in [
            (&b""[..], "empty"),
            (b"\x89PNG\r\n\x1a\n\0", "png"),
            (b"\xff\xd8\xff\xe0", "jpeg"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
            (b"\0\0\0\x18ftypavif\0\0\0\0", "avif"),
            (b"\0\0\0\x18ftypisom\0\0\0\0", "film"),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a --><svg xmlns=\"\">", "svg"),
            (b"<!DOCTYPE html><html><svg/></html>", "svg"),
            (b"<!doctype HTML><p>", "html"),
            (b"a picture", "text"),
            (b"\xfe\xed\xfa", "other"),
        ] {
            assert_eq!(content(bytes), wanted, "{bytes:?}");
        }
    }
}
