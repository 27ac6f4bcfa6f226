//! The types of text that manifests use, as XML Schema (part 2) defines them. A white space around a value is no part of it,
//! except in a text and in a list of fixed words. Knows no standard.

/// Whether a text is of the type; `false` for a type that nobody knows.
pub(super) fn is(kind: &str, text: &str) -> bool {
    TYPES.iter().any(|(name, _, test)| *name == kind && test(text))
}

/// What values of the type look like, in signs that every language knows.
pub(super) fn looks(kind: &str) -> &'static str {
    TYPES.iter().find(|(name, ..)| *name == kind).map_or("", |(_, looks, _)| looks)
}

/// Whether there is such a type.
#[cfg(test)]
pub(super) fn knows(kind: &str) -> bool {
    let numbered = kind.strip_prefix("text").is_some_and(|most| most.parse::<usize>().is_ok());
    numbered || TYPES.iter().any(|(name, ..)| *name == kind)
}

type Test = fn(&str) -> bool;

/// Each type: its name, what its values look like, and its test.
const TYPES: [(&str, &str, Test); 16] = [
    ("text", "…", |_| true),
    // What has a rule of its own, which says more than a type can.
    ("ruled", "…", |_| true),
    ("filled", "…", |text| !text.trim().is_empty()),
    ("boolean", "true | false", |text| ["true", "false", "1", "0"].contains(&text.trim())),
    ("unit", "0 … 1", |text| decimal(text).is_some_and(|n| (0.0..=1.0).contains(&n))),
    ("measure", "-1 … 1", |text| decimal(text).is_some_and(|n| (-1.0..=1.0).contains(&n))),
    ("count", "0, 1, 2 …", |text| digits(text.trim().trim_start_matches('+'), 1..=18)),
    ("integer", "-1, 0, 1 …", |text| digits(text.trim().trim_start_matches(['+', '-']), 1..=9)),
    ("uri", "a/b.html, https://…/, urn:…", is_uri),
    ("address", "a/b.html, https://…/, urn:…", |text| !text.trim().is_empty() && is_uri(text)),
    ("language", "fr, en-GB", |text| is_language(text.trim())),
    ("languageOrNone", "none, fr, en-GB", |text| text == "none" || is_language(text.trim())),
    ("id", "a1, a-1, a_1", |text| is_ncname(text.trim())),
    ("duration", "PT1H30M", |text| is_duration(text.trim())),
    ("time", "2026-11-22T17:30:00Z", |text| is_time(text.trim())),
    ("date", "2026-11-22", is_date),
];

/// A decimal number without exponent.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.trim_start_matches(['+', '-']);
    let (whole, part) = plain.split_once('.').unwrap_or((plain, "0"));
    let all = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let form = text.len() <= plain.len() + 1 && all(whole) && all(part) && !(whole.is_empty() && part.is_empty());
    form.then(|| text.parse().ok()).flatten()
}

pub(super) fn digits(text: &str, range: std::ops::RangeInclusive<usize>) -> bool {
    range.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A name without colon (Namespaces in XML), roughly: letters beyond ASCII all count.
pub(super) fn is_ncname(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && letters.all(|c| c.is_alphanumeric() || "-._\u{b7}".contains(c))
}

/// The scheme of an address, without its colon; none where the address is relative.
pub(super) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let first = scheme.bytes().next()?.is_ascii_alphabetic();
    (first && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))).then_some(scheme)
}

/// An IRI with its scheme (RFC 3987): what standards call fully qualified.
pub(super) fn is_iri(text: &str) -> bool {
    let Some(scheme) = scheme(text) else { return false };
    let rest = &text[scheme.len() + 1..];
    let host = ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str());
    let named = rest.strip_prefix("//").is_some_and(|rest| !rest.starts_with(['/', '?', '#']) && !rest.is_empty());
    !rest.is_empty() && (!host || named) && is_uri(text)
}

/// An address, relative or not (RFC 3986, with letters beyond ASCII).
fn is_uri(text: &str) -> bool {
    let text = text.trim();
    let letters = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c));
    let codes = text.match_indices('%').all(|(at, _)| {
        let hex = text.as_bytes().get(at + 1..at + 3);
        hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
    });
    let rest = scheme(text).map_or(text, |scheme| &text[scheme.len() + 1..]);
    let first = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let colon = scheme(text).is_some() || !first.contains(':');
    let authority = rest.strip_prefix("//").map_or("", |rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let host = authority.rsplit('@').next().unwrap_or_default();
    let port = host.rsplit_once(':').is_none_or(|(_, port)| host.starts_with('[') || digits(port, 0..=5));
    let path = rest.strip_prefix("//").map_or(rest, |rest| &rest[authority.len()..]);
    letters && codes && colon && port && !path.contains(['[', ']']) && text.matches('#').count() <= 1
}

/// A language tag by its form (BCP 47).
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let private = ["i", "x", "I", "X"].contains(&first) && text.contains('-');
    let known = first.len() >= 2 && letters(first) && first.bytes().all(|b| b.is_ascii_alphabetic());
    (private || known) && parts.all(letters)
}

/// `P1DT2H3.5S`: at least one part, the parts in their order.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-').unwrap_or(text).strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let parts = |mut text: &str, units: &str| {
        let mut units = units.chars();
        while !text.is_empty() {
            let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            let (number, rest) = text.split_at(end);
            let Some(unit) = rest.chars().next() else { return false };
            if !units.any(|u| u == unit) || decimal(number).is_none() || (number.contains('.') && unit != 'S') {
                return false;
            }
            text = &rest[unit.len_utf8()..];
        }
        true
    };
    let some = !date.is_empty() || time.is_some();
    some && time != Some("") && parts(date, "YMD") && time.is_none_or(|time| parts(time, "HMS"))
}

/// `2026-11-22T17:30:00Z`, with or without decimals and time zone.
fn is_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let date: Vec<&str> = date.split('-').collect();
    let [year, month, day] = date[..] else { return false };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let clock: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = clock[..] else { return false };
    let (second, part) = second.split_once('.').unwrap_or((second, "0"));
    let days = match (month, year.parse::<u32>().unwrap_or(0)) {
        ("02", year) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        ("02", _) => 28,
        ("04" | "06" | "09" | "11", _) => 30,
        _ => 31,
    };
    let date = digits(year, 4..=4) && year != "0000" && within(month, 1, 12) && within(day, 1, days);
    date && within(hour, 0, 23)
        && within(minute, 0, 59)
        && within(second, 0, 59)
        && digits(part, 1..=18)
        && is_zone(zone, 14)
}

/// A date as learning object metadata have it: as exact as is known, and a time zone only behind decimals.
fn is_date(text: &str) -> bool {
    let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
    let parts: Vec<&str> = day.split('-').collect();
    let month = parts.get(1).is_none_or(|month| within(month, 1, 12));
    let date = month && parts.get(2).is_none_or(|day| within(day, 1, 31)) && parts.len() <= 3;
    let Some(clock) = clock else { return date && digits(parts[0], 4..=4) };
    let (clock, rest) = clock.split_once('.').map_or((clock, None), |(clock, rest)| (clock, Some(rest)));
    let clock: Vec<&str> = clock.split(':').collect();
    let hours = within(clock[0], 0, 23) && clock[1..].iter().all(|part| within(part, 0, 59)) && clock.len() <= 3;
    let decimals = rest.is_none_or(|rest| {
        let zone = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        clock.len() == 3 && zone > 0 && is_zone(&rest[zone..], 23)
    });
    date && parts.len() == 3 && digits(parts[0], 4..=4) && hours && decimals
}

/// Two digits that say a number of this range.
fn within(text: &str, least: u32, most: u32) -> bool {
    digits(text, 2..=2) && text.parse::<u32>().is_ok_and(|n| (least..=most).contains(&n))
}

/// Nothing, `Z`, or `+01:00`.
fn is_zone(zone: &str, most: u32) -> bool {
    let offset = zone.strip_prefix(['+', '-']).and_then(|rest| rest.split_once(':'));
    ["", "Z"].contains(&zone) || offset.is_some_and(|(h, m)| within(h, 0, most) && within(m, 0, 59))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_held_to_their_types() {
        let rows: [(&str, &[&str], &[&str]); 10] = [
            ("boolean", &["true", "0", " false "], &["", "True", "yes", "2"]),
            ("unit", &["0", "1.0", ".5", "+0.30"], &["1.1", "-0.1", "1e-1", "", ".", "+-1", "0,5", "½"]),
            ("measure", &["-1", "0.25"], &["-1.01", "a"]),
            ("count", &["0", "12", "+3"], &["-1", "1.0", ""]),
            (
                "uri",
                &["", "a/b.html?x=%C3%A9#y", "http://é.example/ü", "urn:x:y"],
                &["a b", "%zz", ":a", "1:a", "a#b#c"],
            ),
            ("language", &["fr", "en-GB", "x-klingon"], &["", "f", "frenchlanguage", "fr_FR", "12"]),
            ("id", &["a", "_1.b-c"], &["", "1a", "a b", "a:b"]),
            ("duration", &["PT1H", "P1Y2M3DT4.5S", "-P1D"], &["", "P", "PT", "1H", "P1H", "PT1M1H", "P1.5D"]),
            (
                "time",
                &["2026-11-22T17:30:00Z", "2024-02-29T00:00:00.5+01:00"],
                &["2026-02-29T00:00:00", "2026-11-22", "é"],
            ),
            (
                "date",
                &["2026", "2026-11-22", "2026-11-22T17:30:00.0Z"],
                &["", "26", "2026-13", "2026-11-22T17:30:00Z", "T", "-"],
            ),
        ];
        for (kind, good, bad) in rows {
            assert!(knows(kind));
            good.iter().for_each(|text| assert!(is(kind, text), "{kind}: {text}"));
            bad.iter().for_each(|text| assert!(!is(kind, text), "{kind}: {text}"));
        }
    }

    #[test]
    fn an_iri_has_its_scheme_and_host() {
        for good in ["https://a.example/é", "urn:uuid:1", "tag:a.example,2026:x"] {
            assert!(is_iri(good), "{good}");
        }
        for bad in
            ["", "a", "/a", "//a.example/", "http:", "http://", "https:///a", "a b:c", "é:x", "http://a.example/a b"]
        {
            assert!(!is_iri(bad), "{bad}");
        }
    }
}
