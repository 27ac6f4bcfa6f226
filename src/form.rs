//! The forms of names: ids, language tags, versions, addresses. Knows nothing of what they name.

/// The longest id, in characters. It keeps the learner's state small and the names in an LMS readable.
pub const LONGEST_ID: usize = 24;

/// Whether a text is an id: `a-z`, `0-9` and `-`, beginning with a letter, at most [`LONGEST_ID`] characters.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= LONGEST_ID
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Whether a text is a language tag of two or three letters with a script, a region or both (BCP 47, the part that decks use).
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether a text is a semantic version of three numbers.
pub fn is_version(text: &str) -> bool {
    version(text).is_some()
}

/// The three numbers of a semantic version, which are compared as numbers: 1.10.0 comes after 1.9.0.
pub fn version(text: &str) -> Option<[u32; 3]> {
    let number = |part: &str| {
        let is_plain = (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let is_number = is_plain && (part == "0" || !part.starts_with('0'));
        is_number.then(|| part.parse().ok()).flatten()
    };
    let numbers: Option<Vec<u32>> = text.split('.').map(number).collect();
    numbers?.try_into().ok()
}

/// Whether a text is a month of the calendar: `2026-11` (ISO 8601).
pub fn is_month(text: &str) -> bool {
    month(text).is_some()
}

/// The year and the month of `2026-11`; the month is 1 to 12.
pub fn month(text: &str) -> Option<(u16, u8)> {
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((year.parse().ok()?, month))
}

/// Whether a text is an ORCID iD: sixteen digits in fours, of which the last is the check digit (ISO/IEC 7064, MOD 11-2) and may be `X`.
pub fn is_orcid(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| if at % 5 == 4 { byte == b'-' } else { byte.is_ascii_digit() || at == 18 };
    if text.len() != 19 || !text.bytes().enumerate().all(fits) {
        return false;
    }
    let digits = text[..18].chars().filter_map(|c| c.to_digit(10));
    let total = digits.fold(0, |total, digit| (total + digit) * 2);
    let last = match (12 - total % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or_default(),
    };
    text.ends_with(last)
}

/// Whether a text is the code of a country in small letters (ISO 3166-1 alpha-2), or `other` for everywhere else.
pub fn is_country(text: &str) -> bool {
    text == "other" || text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether a text is an absolute `http` address without a slash, a query or a fragment at its end.
pub fn is_base_iri(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let clean = !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "?#<>\"{}|\\^`".contains(c));
        clean && !rest.ends_with('/') && !rest.starts_with(['/', '.']) && rest.contains('.')
    })
}

/// Whether a text is an address on the web.
pub fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"')
    })
}

/// The origin that an address is, as browsers write it: scheme, host and port without a slash behind them, and without the port that
/// the scheme has anyway. None where there is more, such as a path. Source: WHATWG HTML, 7.1.1; RFC 6454, 6.2.
pub fn origin(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let (scheme, rest) = text.split_once("://")?;
    let own_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let place = rest.strip_suffix('/').unwrap_or(rest);
    let place = place.strip_suffix(own_port).unwrap_or(place);
    let (host, port) = place.rsplit_once(':').filter(|_| !place.ends_with(']')).unwrap_or((place, "0"));
    let is_name = |host: &str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = address.map_or_else(|| is_name(host), |address| address.parse::<std::net::Ipv6Addr>().is_ok());
    (!host.is_empty() && is_host && port.parse::<u16>().is_ok()).then(|| format!("{scheme}://{place}"))
}

/// Whether a character has no place in a text: XML, and with it every package, refuses it even when it is escaped.
pub fn is_invisible(c: char) -> bool {
    c < ' ' || matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (text, expected) in [
            ("https://moodle.example.org", Some("https://moodle.example.org")),
            ("https://Moodle.example.org/", Some("https://moodle.example.org")),
            ("https://moodle.example.org:443", Some("https://moodle.example.org")),
            ("http://localhost:8000/", Some("http://localhost:8000")),
            ("http://[::1]:8000", Some("http://[::1]:8000")),
            ("http://[::1]", Some("http://[::1]")),
            ("https://moodle.example.org/moodle", None),
            ("https://moodle.example.org?a", None),
            ("https://ana@moodle.example.org", None),
            ("https://moodle.example.org:x", None),
            ("moodle.example.org", None),
            ("ftp://moodle.example.org", None),
            ("https://", None),
            ("https://a b", None),
        ] {
            assert_eq!(origin(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("1.10.0") > version("1.9.9") && version("10.0.0") > version("9.9.9"));
    }

    #[test]
    fn forms_of_names() {
        for (test, good, bad) in [
            (
                is_id as fn(&str) -> bool,
                &["t1-s01", "a"][..],
                &["", "1a", "T1", "a_b", "é", "aaaaaaaaaaaaaaaaaaaaaaaaa"][..],
            ),
            (is_language, &["fr", "pt-BR", "sr-Latn-RS"], &["", "F", "french", "fr_FR", "fr-"]),
            (
                is_month,
                &["2026-11", "1999-01"],
                &["", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "+026-11", "2026-+1"],
            ),
            (
                is_orcid,
                &["0000-0002-1825-0097", "0000-0002-1694-233X"],
                &[
                    "",
                    "0000-0002-1825-0098",
                    "0000-0002-1694-233x",
                    "0000000218250097",
                    "000X-0002-1825-0097",
                    "0000-0002-1825-009é",
                ],
            ),
            (is_country, &["fr", "other"], &["", "FR", "fra", "elsewhere", "f1"]),
            (is_version, &["0.1.0", "10.0.3"], &["1", "1.0", "1.0.0-a", "01.0.0", "1..0"]),
            (
                is_base_iri,
                &["https://example.org/a"],
                &["", "example.org", "https://a.org/", "https://a.org/b#c", "urn:a"],
            ),
        ] {
            assert!(good.iter().all(|text| test(text)), "{good:?}");
            assert!(!bad.iter().any(|text| test(text)), "{bad:?}");
        }
    }
}
