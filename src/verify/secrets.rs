//! Recognises keys and passwords by their form. A key inside a package is readable by every learner.

use super::script::{Kind, Token};

/// Any key with what marks it is at least so long.
const SHORTEST: usize = 10;
/// Beginnings of keys, how long such a key is at least, and whose it is.
const BEGINNINGS: [(&str, usize, &str); 8] = [
    ("Bearer ", 23, "Authorization: Bearer"),
    ("AKIA", 20, "AWS"),
    ("AIza", 39, "Google"),
    ("sk_live_", 20, "Stripe"),
    ("ghp_", 40, "GitHub"),
    ("xoxb-", 20, "Slack"),
    ("-----BEGIN PRIVATE KEY", 22, "PRIVATE KEY"),
    ("-----BEGIN RSA PRIVATE KEY", 26, "RSA PRIVATE KEY"),
];
/// Names under which keys are kept, without their separators.
const NAMES: [&str; 9] = [
    "apikey",
    "clientsecret",
    "secret",
    "secretkey",
    "accesskey",
    "accesstoken",
    "authtoken",
    "lrspassword",
    "lrssecret",
];

/// Whose key a text is, if it looks like one.
pub(super) fn secret(text: &str) -> Option<&'static str> {
    if text.len() < SHORTEST {
        return None;
    }
    if let Some(key) = text.strip_prefix("Basic ").or_else(|| text.split_once("auth=Basic%20").map(|(_, key)| key)) {
        return is_basic(key.split(['&', '"', ' ']).next().unwrap_or_default()).then_some("Authorization: Basic");
    }
    for (beginning, length, whose) in BEGINNINGS {
        if text.len() >= length && text.starts_with(beginning) {
            let key = &text.as_bytes()[beginning.len()..];
            let form = |b: &u8| b.is_ascii_alphanumeric() || b"+/=_-.".contains(b);
            if beginning.starts_with('-') || (key.iter().all(form) && key.iter().any(u8::is_ascii_digit)) {
                return Some(whose);
            }
        }
    }
    in_address(text).then_some("https://user:password@")
}

/// Whether this is base64 for `user:password`, so that "Basic knowledge" is none.
fn is_basic(key: &str) -> bool {
    let (mut bits, mut count, mut plain) = (0u32, 0, Vec::new());
    for byte in key.trim_end_matches("%3D").trim_end_matches('=').bytes().take(400) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return false,
        };
        bits = (bits << 6 | u32::from(value)) & 0x3fff;
        count += 6;
        if count >= 8 {
            count -= 8;
            plain.push((bits >> count) as u8);
        }
    }
    plain.len() > 2 && plain.contains(&b':') && plain.iter().all(|b| (b' '..0x7f).contains(b))
}

/// Whose key a literal is by the name it is given: `clientSecret: "…"`.
pub(super) fn named(text: &str, before: &[Token]) -> Option<&'static str> {
    let [.., name, mark] = before else { return None };
    if !(mark.is_mark(":") || mark.is_mark("=")) || name.kind == Kind::Mark || text.len() < 16 || name.text.len() > 40 {
        return None;
    }
    let plain: String = name.text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let both = text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_alphabetic());
    let form = text.bytes().all(|b| b.is_ascii_graphic()) && !text.contains("://");
    (both && form).then(|| NAMES.iter().find(|n| **n == plain).copied()).flatten()
}

/// Whether an address carries a name and a password.
fn in_address(text: &str) -> bool {
    if !text.starts_with("http") {
        return false;
    }
    let authority = text.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    user.split_once(':').is_some_and(|(name, password)| !name.is_empty() && !password.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_form_and_sentences_are_not() {
        for key in ["Basic dXNlcjpwYXNz", "AKIAABCDEFGHIJ234567", "?endpoint=x&auth=Basic%20dXNlcjpwYXNz"] {
            assert!(secret(key).is_some(), "{key}");
        }
        assert!(secret("https://user:pass@lrs.example.net/").is_some());
        for text in [
            "Basic knowledge of law",
            "Basic Instructions",
            "Basic ",
            "AKIA",
            "https://a.example.net/@user:x",
            "Bearer of the letter",
        ] {
            assert_eq!(secret(text), None, "{text}");
        }
    }
}
