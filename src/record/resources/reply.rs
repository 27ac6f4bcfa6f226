//! What a resource answers.

use serde_json::Value;

/// A status, headers and a body.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Headers by their names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How many statements it stored.
    pub stored: usize,
}

impl Reply {
    /// 204: done, and there is nothing to say.
    pub fn done() -> Self {
        Self { status: 204, headers: Vec::new(), body: Vec::new(), stored: 0 }
    }

    /// 200 with a body.
    pub fn body(kind: &str, body: Vec<u8>) -> Self {
        Self { status: 200, headers: vec![("content-type", kind.to_owned())], body, stored: 0 }
    }

    /// 200 with JSON.
    pub fn json(value: &Value) -> Self {
        Self::body("application/json", value.to_string().into_bytes())
    }

    /// With a header more.
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With the moment of the last change, in microseconds since 1970. Source: RFC 9110, 8.8.2.
    pub fn modified(self, micros: i64) -> Self {
        self.with("last-modified", http_date(micros))
    }
}

/// A moment as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(micros: i64) -> String {
    let moment = jiff::Timestamp::from_microsecond(micros).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_http_has_it() {
        assert_eq!(http_date(784_111_777_000_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
