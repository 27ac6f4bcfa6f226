//! Bytes to text, as spreadsheets and Moodle write them: UTF-8 with a byte order mark or without, UTF-16 with one, or a code page of
//! Windows: western, central European or Greek.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_2, ISO_8859_7, WINDOWS_1250, WINDOWS_1252, WINDOWS_1253};

/// What is believed of a guess; anything else is read as the first.
const PAGES: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1253, ISO_8859_2, ISO_8859_7];

/// The text, and the encoding it was taken for where neither a mark nor UTF-8 says it; none where the bytes are no text.
pub fn decode(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
    let (text, guessed) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, None),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, None),
        _ => {
            let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match std::str::from_utf8(rest) {
                Ok(text) => (text.to_owned(), None),
                Err(_) => guess(rest),
            }
        }
    };
    // What no letter stands for in a code page becomes a control character.
    (!text.contains(|c: char| c == '\0' || ('\u{80}'..='\u{9f}').contains(&c))).then_some((text, guessed))
}

/// The code pages of our languages; by their letters, as Excel says nothing of the one that it writes in.
fn guess(bytes: &[u8]) -> (String, Option<&'static str>) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let page = PAGES.into_iter().find(|page| *page == guessed).unwrap_or(WINDOWS_1252);
    (page.decode_without_bom_handling(bytes).0.into_owned(), Some(page.name()))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_gives_the_same_text() {
        let wide = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain("œuvre é".encode_utf16().flat_map(bytes)).collect()
        };
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

    #[test]
    fn a_code_page_is_known_by_its_letters() {
        for (page, text) in [
            (WINDOWS_1252, "compte;situation;date;fait\nandré;t1-s01;20/11/2026;oui\n"),
            (WINDOWS_1252, "compte;groupe;prénom;nom\n1;Lundi;Zoé;Noël\n"),
            (WINDOWS_1252, "titre;récit\nQui a vu ça ?;« Où est-il ? » demande l’éducatrice. n° 12, 1º\n"),
            (WINDOWS_1252, "Konto;Gruppe\nMüller;Größe\n"),
            (WINDOWS_1250, "cont;grup;nume\n1;Luni;Ştefan Pătraşcu\n"),
            (WINDOWS_1250, "cont;situaţie;data;făcut\nana;t1-s01;20.11.2026;da\n"),
            (WINDOWS_1250, "cont;grup;nume\n1;Marţi;Ion Pop\n"),
            (WINDOWS_1253, "λογαριασμός;περιστατικό;ημερομηνία;έγινε\nanna;t1-s01;20/11/2026;ναι\n"),
            (WINDOWS_1253, "account;name\n1;Άννα\n"),
        ] {
            let (bytes, _, is_missing) = page.encode(text);
            assert!(!is_missing, "{text}");
            assert_eq!(decode(&bytes), Some((text.to_owned(), Some(page.name()))), "{}", page.name());
        }
    }
}
