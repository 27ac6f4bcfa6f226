//! Bytes to text, as spreadsheets and Moodle write them: UTF-8 with a byte order mark or without, UTF-16 with one,
//! Windows-1252.

/// How a file was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// It says so, or can be nothing else.
    Certain,
    /// It is no UTF-8 and was taken for Windows-1252, which any other code page of a byte a letter looks like.
    Windows1252,
}

/// The letters of 0x80 to 0x9F, which differ from Latin-1; a blank where there is none. Source: the Encoding Standard
/// of WHATWG.
const UPPER: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The text; none where the bytes are no text.
pub fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Certain),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Certain),
        _ => {
            let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match std::str::from_utf8(rest) {
                Ok(text) => (text.to_owned(), Encoding::Certain),
                Err(_) => (windows1252(rest)?, Encoding::Windows1252),
            }
        }
    };
    (!text.contains('\0')).then_some((text, encoding))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
}

fn windows1252(bytes: &[u8]) -> Option<String> {
    let upper: Vec<char> = UPPER.chars().collect();
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => upper.get(usize::from(byte - 0x80)).copied().filter(|c| *c != ' '),
        _ => Some(char::from(*byte)),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_gives_the_same_text() {
        let wide = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain("œuvre é".encode_utf16().flat_map(bytes)).collect()
        };
        assert_eq!(UPPER.chars().count(), 32);
        for bytes in [
            "œuvre é".as_bytes().to_vec(),
            "\u{feff}œuvre é".as_bytes().to_vec(),
            wide([0xff, 0xfe], u16::to_le_bytes),
            wide([0xfe, 0xff], u16::to_be_bytes),
            b"\x9cuvre \xe9".to_vec(),
        ] {
            assert_eq!(decode(&bytes).expect("text").0, "œuvre é", "{bytes:?}");
        }
        for bytes in [&b"a\0b"[..], b"\xff\xfea", b"\xff\xfe\x00\xd8", b"caf\x81"] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
