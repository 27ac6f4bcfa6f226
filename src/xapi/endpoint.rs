//! Where a record store is. Keys and what learners did go nowhere by a line that others can read.

use reqwest::Url;

/// The address of a record store, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    url: String,
    /// Whether the store is on this machine.
    pub(super) is_local: bool,
}

/// Why an address is none for a record store; the texts are in `templates/messages/`, `send.KEY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadEndpoint {
    /// It is no address.
    NoUrl,
    /// It is not https, and the host is another machine.
    NotHttps,
    /// It holds keys, a query or a fragment.
    TooMuch,
}

impl Endpoint {
    /// Reads an address such as `https://lrs.example.org/xapi`; `/statements` at its end is taken away.
    ///
    /// # Errors
    /// Where it is no address, would send keys in the clear to another machine, or holds more than an address.
    pub fn read(text: &str) -> Result<Self, BadEndpoint> {
        let url = Url::parse(text).map_err(|_| BadEndpoint::NoUrl)?;
        let host = url.host_str().ok_or(BadEndpoint::NoUrl)?;
        let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        let is_local = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if is_local => {}
            "http" => return Err(BadEndpoint::NotHttps),
            _ => return Err(BadEndpoint::NoUrl),
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(BadEndpoint::TooMuch);
        }
        let url = url.as_str().trim_end_matches('/');
        Ok(Self { url: url.strip_suffix("/statements").unwrap_or(url).to_owned(), is_local })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_keys_from_strangers() {
        for (text, read) in [
            ("https://lrs.example.org/xapi/", Ok("https://lrs.example.org/xapi")),
            ("https://lrs.example.org/xapi/statements", Ok("https://lrs.example.org/xapi")),
            ("http://127.0.0.1:8080", Ok("http://127.0.0.1:8080")),
            ("http://localhost/xapi", Ok("http://localhost/xapi")),
            ("http://[::1]:80/", Ok("http://[::1]")),
            ("http://lrs.example.org", Err(BadEndpoint::NotHttps)),
            ("http://localhost.example.org", Err(BadEndpoint::NotHttps)),
            ("https://key:secret@lrs.example.org", Err(BadEndpoint::TooMuch)),
            ("https://lrs.example.org/?key=1", Err(BadEndpoint::TooMuch)),
            ("ftp://lrs.example.org", Err(BadEndpoint::NoUrl)),
            ("lrs.example.org", Err(BadEndpoint::NoUrl)),
            ("", Err(BadEndpoint::NoUrl)),
        ] {
            let got = Endpoint::read(text);
            assert_eq!(got.as_ref().map(Endpoint::as_str).map_err(|error| *error), read, "{text}");
        }
    }
}
