//! Addresses: which lead out of the package, and to whom.

/// Hosts whose addresses are names of vocabularies and licences; nobody asks them for anything.
const VOCABULARIES: [&str; 20] = [
    "www.w3.org",
    "w3.org",
    "purl.org",
    "w3id.org",
    "schema.org",
    "adlnet.gov",
    "www.adlnet.gov",
    "www.adlnet.org",
    "www.imsglobal.org",
    "www.imsproject.org",
    "ltsc.ieee.org",
    "creativecommons.org",
    "ns.adobe.com",
    "id.tincanapi.com",
    "activitystrea.ms",
    "xapi.com",
    "spdx.org",
    "json-schema.org",
    "localhost",
    "127.0.0.1",
];

/// The host of an address that leads out of the package.
pub(super) fn outside(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = match address.strip_prefix("//") {
        Some(rest) => rest,
        None => {
            let (scheme, rest) = address
                .get(..address.len().min(12))?
                .split_once("://")
                .map(|(scheme, _)| (scheme, &address[scheme.len() + 3..]))?;
            let known = ["http", "https", "ws", "wss", "ftp"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
            known.then_some(rest)?
        }
    };
    let authority = rest.split(['/', '?', '#', '\\', '"', '\'', ' ', ')', '>']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let real = host.contains('.') || host == "localhost";
    let letters = host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    (real && letters && !host.starts_with('.')).then_some(host)
}

/// Whether the host's addresses are mere names.
pub(super) fn is_vocabulary(host: &str) -> bool {
    VOCABULARIES.contains(&host) || ["example.org", "example.com", "example"].iter().any(|e| host.ends_with(e))
}

/// What an `href` of a manifest means: its path in the archive, with percent codes read and `.`/`..` resolved; none where
/// it leaves the archive. Query and fragment are cut off.
pub(super) fn path(base: &str, href: &str) -> Option<String> {
    let href = href.split(['?', '#']).next().unwrap_or_default();
    let whole = format!("{base}{}", percent(href));
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A text with its percent codes read; as it stands where they give no UTF-8.
pub(super) fn percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let code = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_out_has_a_host() {
        assert_eq!(outside("https://Fonts.Example.net/a.css").as_deref(), Some("fonts.example.net"));
        assert_eq!(outside("//cdn.example.net").as_deref(), Some("cdn.example.net"));
        assert_eq!(outside("wss://u:p@x.example.net:8080/").as_deref(), Some("x.example.net"));
        for inside in ["a/b.css", "data:image/png;base64,//a.b", "#x", "/x", "é://a.b", "http://", "// a comment."] {
            assert_eq!(outside(inside), None, "{inside}");
        }
    }

    #[test]
    fn paths_stay_inside() {
        assert_eq!(path("a/", "./b/../c%C3%A9.html?x#y").as_deref(), Some("a/cé.html"));
        assert_eq!(path("", "../x"), None);
        assert_eq!(path("", "a%zz").as_deref(), Some("a%zz"));
    }
}
