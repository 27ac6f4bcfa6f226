//! Messages of the Language Server Protocol as bytes (LSP 3.17, "Base Protocol"): a header with a length, an empty line, JSON. Knows
//! no method. Nothing that a stranger sends takes more memory than a message may have, or ends the session.

use serde_json::Value;
use std::io::{self, BufRead, Read, Write};

/// The largest message, in bytes: all open texts of a large deck are far below.
pub const LARGEST: u64 = 16_000_000;
/// The longest line of a header, in bytes.
const LONGEST_LINE: u64 = 4_096;

/// What came in.
#[derive(Debug, PartialEq)]
pub enum Incoming {
    /// JSON of any kind.
    Message(Value),
    /// A header without a length, or a text that is not JSON, or too large.
    Broken,
}

/// The next message; none at the end of the input, even in the middle of a message.
///
/// # Errors
/// Where the input cannot be read.
pub fn receive(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<u64>().ok();
            }
            None if line.is_empty() => break,
            _ => {}
        }
    }
    let Some(length) = length else { return Ok(Some(Incoming::Broken)) };
    if length > LARGEST {
        io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        return Ok(Some(Incoming::Broken));
    }
    let mut bytes = Vec::new();
    input.by_ref().take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&bytes).map_or(Incoming::Broken, Incoming::Message)))
}

/// Writes a message and sends it off.
///
/// # Errors
/// Where the output cannot be written.
pub fn send(output: &mut impl Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn all(mut input: &[u8]) -> Vec<Incoming> {
        let mut found = Vec::new();
        while let Some(next) = receive(&mut input).expect("memory can be read") {
            found.push(next);
        }
        found
    }

    #[test]
    fn a_broken_message_does_not_end_the_session() {
        let good = "content-LENGTH: 8\r\nContent-Type: x\r\n\r\n{\"a\":1}\n";
        let message = Incoming::Message(json!({"a": 1}));
        let deep = format!("Content-Length: 400\r\n\r\n{}", "[".repeat(400));
        let long = format!("{}\r\n\r\n", "x".repeat(10_000));
        for broken in [
            "Content-Length: 3\r\n\r\n{a}",
            "Content-Length: 2\r\n\r\n\u{e9}",
            "Content-Length: 0\r\n\r\n",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999999999999\r\n\r\n",
            "hello\r\n\r\n",
            "\r\n",
            &deep,
            &long,
        ] {
            let input = format!("{good}{broken}{good}");
            let found = all(input.as_bytes());
            assert_eq!(found.first(), Some(&message), "{broken}");
            assert_eq!(found.last(), Some(&message), "{broken}");
            assert!(found.contains(&Incoming::Broken), "{broken}");
        }
        assert_eq!(all(b"Content-Length: 20\r\n\r\n{\"a\":1}"), []);
        assert_eq!(all(b"Content-Le"), []);
    }

    #[test]
    fn a_message_that_is_too_large_is_skipped_and_not_kept() {
        let head = format!("Content-Length: {}\r\n\r\n", LARGEST + 1);
        let rest = "Content-Length: 1\r\n\r\n1";
        let body = io::repeat(b'x').take(LARGEST + 1);
        let mut input = io::BufReader::new(head.as_bytes().chain(body).chain(rest.as_bytes()));
        assert_eq!(receive(&mut input).expect("memory"), Some(Incoming::Broken));
        assert_eq!(receive(&mut input).expect("memory"), Some(Incoming::Message(json!(1))));
    }

    #[test]
    fn the_length_is_in_bytes() {
        let mut out = Vec::new();
        send(&mut out, &json!("é")).expect("memory");
        assert_eq!(String::from_utf8_lossy(&out), "Content-Length: 4\r\n\r\n\"é\"");
    }
}
