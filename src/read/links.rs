//! Where a link may lead: to the web, to a mailbox, to a telephone, to an entry on the sheets of countries, or to a file of the deck. A link to another text of the deck is let through:
//! `check` knows them all, and says what to do instead.

use crate::form;
use pulldown_cmark::LinkType;

/// What may stand before the address; a list of what is allowed, since what is dangerous has no end.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The address that a link leads to; none where a deck may not lead there.
pub fn target(url: &str, kind: LinkType) -> Option<String> {
    // `<name@example.org>` is written without its scheme.
    let url = if kind == LinkType::Email { format!("mailto:{url}") } else { url.to_owned() };
    let lower = url.to_ascii_lowercase();
    let has_scheme = lower.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    let is_clean = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    let leads_out = SCHEMES.iter().any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    let is_allowed = if has_scheme { leads_out || is_telephone(&lower) || is_entry(&url) } else { is_inside(&url) };
    (is_clean && is_allowed).then_some(url)
}

/// Whether it is `tel:` and a number of digits alone, as every telephone understands it (RFC 3966, without its parameters).
fn is_telephone(url: &str) -> bool {
    let Some(number) = url.strip_prefix("tel:") else { return false };
    let digits = number.strip_prefix('+').unwrap_or(number);
    (2..=15).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
}

/// Whether it is `country:` and the id of an entry.
fn is_entry(url: &str) -> bool {
    url.strip_prefix("country:").is_some_and(form::is_id)
}

/// Whether a relative path stays in the deck.
fn is_inside(path: &str) -> bool {
    path != "#"
        && !path.is_empty()
        && !path.starts_with(['/', '\\', '?'])
        && !path.split(['/', '\\']).any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_a_mailbox_and_the_deck() {
        let leads = |url| target(url, LinkType::Inline).is_some();
        assert!(
            [
                "https://a.org",
                "HTTP://a.org/b?c:d",
                "mailto:a@b.org",
                "tel:3114",
                "country:child",
                "tel:+33800235236",
                "media/a.png",
                "a",
                "#a"
            ]
            .into_iter()
            .all(leads)
        );
        let refused = [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "\u{1}javascript:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.org",
            "\\\\evil.org",
            "/etc",
            "../a",
            "a/../../b",
            "a\\..\\b",
            "https:",
            "https:evil",
            "country:",
            "country:Child",
            "country:a/b",
            "tel:",
            "tel:+",
            "tel:3114;ext=1",
            "tel:31-14",
            "tel:1",
            "tel:1234567890123456",
            "#",
            " https://a.org",
        ];
        assert_eq!(refused.into_iter().filter(|url| leads(url)).collect::<Vec<_>>(), Vec::<&str>::new());
        assert_eq!(target("a@b.org", LinkType::Email).as_deref(), Some("mailto:a@b.org"));
    }
}
