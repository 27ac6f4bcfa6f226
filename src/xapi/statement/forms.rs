//! The forms of texts in statements: IRIs, UUIDs, times, durations, language tags, mailboxes.

use super::Version;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// Whether a text is an IRI with a scheme (RFC 3987, checked as far as a mistake is likely: xAPI 1.0.3, Data 2.2 allows it).
pub fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let has_host = !matches!(scheme, "http" | "https")
        || rest.strip_prefix("//").is_some_and(|host| !host.starts_with('/') && !host.is_empty());
    is_scheme
        && has_host
        && !rest.is_empty()
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

/// A UUID in standard form, in either case (RFC 4122).
pub fn uuid(text: &str) -> Option<Uuid> {
    if text.len() == 36 { Uuid::try_parse(text).ok() } else { None }
}

/// The moment that a timestamp means. xAPI 2.0.0 wants RFC 3339; 1.0.3 also takes the shorter zones of ISO 8601 and no zone at
/// all, which is read as UTC. The offset -00:00 is no time zone.
pub fn timestamp(text: &str, version: Version) -> Option<Timestamp> {
    let (date, clock) = text.split_once(['T', 't'])?;
    let at = clock.find(['Z', 'z', '+', '-']);
    let (time, zone) = clock.split_at(at.unwrap_or(clock.len()));
    let digits = |text: &str, form: &str| {
        text.len() == form.len()
            && text.bytes().zip(form.bytes()).all(|(b, f)| if f == b'0' { b.is_ascii_digit() } else { b == f })
    };
    let (seconds, fraction) =
        time.split_once('.').map_or((time, None), |(seconds, fraction)| (seconds, Some(fraction)));
    let has_fraction = fraction.is_none_or(|f| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()));
    if !digits(date, "0000-00-00") || !digits(seconds, "00:00:00") || !has_fraction {
        return None;
    }
    let number = zone.trim_start_matches(['+', '-']);
    let zone = match version {
        _ if matches!(zone, "Z" | "z") => "Z".to_owned(),
        _ if zone.starts_with('-') && number.bytes().all(|b| matches!(b, b'0' | b':')) => return None,
        _ if digits(number, "00:00") => zone.to_owned(),
        Version::One if zone.is_empty() => "Z".to_owned(),
        Version::One if digits(number, "0000") || digits(number, "00") => zone.to_owned(),
        _ => return None,
    };
    let kept: String = fraction.unwrap_or("0").chars().take(9).collect();
    let clock = format!("T{seconds}.{kept}{zone}");
    let moment = format!("{date}{clock}").parse().ok();
    // The last day of 9999 is one to RFC 3339, and beyond what can be calculated with.
    let is_last = || {
        date.starts_with("9999-12-3")
            && date.parse::<Date>().is_ok()
            && format!("2000-01-01{clock}").parse::<Timestamp>().is_ok()
    };
    moment.or_else(|| is_last().then_some(Timestamp::MAX))
}

/// Whether a text is a duration of ISO 8601:2004, 4.4.3.2: weeks alone, or the other units in their order; only the last may
/// have a fraction.
pub fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, clock) = rest.split_once('T').map_or((rest, None), |(days, clock)| (days, Some(clock)));
    if clock.is_none() && units(days, "W").is_some_and(|count| count > 0) {
        return true;
    }
    let has_fraction = |text: &str| text.contains(['.', ',']);
    match (units(days, "YMD"), clock.map(|clock| units(clock, "HMS"))) {
        (Some(count), None) => count > 0,
        (Some(_), Some(Some(count))) => count > 0 && !has_fraction(days),
        _ => false,
    }
}

/// How many units a part of a duration has; none where it has another form.
fn units(mut text: &str, mut names: &str) -> Option<usize> {
    let mut count = 0;
    while !text.is_empty() {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let (number, unit) = (&text[..end], text[end..].chars().next()?);
        let mut parts = number.split(['.', ',']);
        let is_number = parts.clone().count() <= 2 && parts.all(|part| !part.is_empty());
        names = &names[names.find(unit)? + 1..];
        text = &text[end + 1..];
        let is_last = text.is_empty();
        if !is_number || (number.contains(['.', ',']) && !is_last) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// Whether a text is a well-formed language tag (RFC 5646, 2.1), none of whose variants and extensions stands twice.
pub fn is_language(text: &str) -> bool {
    if GRANDFATHERED.iter().any(|tag| tag.eq_ignore_ascii_case(text)) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let mut parts = lower.split('-').peekable();
    let letters = |part: &str, from: usize, to: usize| {
        (from..=to).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    let signs = |part: &str, from: usize, to: usize| {
        (from..=to).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let Some(first) = parts.next() else { return false };
    if first != "x" {
        if !letters(first, 2, 8) {
            return false;
        }
        let mut extended = 0;
        while first.len() <= 3 && extended < 3 && parts.next_if(|part| letters(part, 3, 3)).is_some() {
            extended += 1;
        }
        parts.next_if(|part| letters(part, 4, 4));
        parts.next_if(|part| letters(part, 2, 2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())));
        let is_variant = |part: &str| signs(part, 5, 8) || (signs(part, 4, 4) && part.as_bytes()[0].is_ascii_digit());
        let mut seen: Vec<&str> = Vec::new();
        while let Some(part) = parts.next_if(|part| is_variant(part) || (signs(part, 1, 1) && *part != "x")) {
            if seen.contains(&part) || (seen.iter().any(|one| one.len() == 1) && part.len() > 1) {
                return false;
            }
            seen.push(part);
            if part.len() == 1 {
                let mut count = 0;
                while parts.next_if(|part| signs(part, 2, 8)).is_some() {
                    count += 1;
                }
                if count == 0 {
                    return false;
                }
            }
        }
        match parts.next() {
            None => return true,
            Some("x") => {}
            Some(_) => return false,
        }
    }
    parts.peek().is_some() && parts.all(|part| signs(part, 1, 8))
}

/// Tags of RFC 5646 that its grammar does not give.
const GRANDFATHERED: &[&str] = &[
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

/// Whether a text is `mailto:` and an address.
pub fn is_mailbox(text: &str) -> bool {
    let address = text.strip_prefix("mailto:").and_then(|address| address.rsplit_once('@'));
    address
        .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && is_iri(text) && !text.contains(['?', ',']))
}

/// Whether a text is so many bytes in hexadecimal.
pub fn is_hex(text: &str, bytes: usize) -> bool {
    text.len() == 2 * bytes && text.bytes().all(|b| b.is_ascii_hexdigit())
}
