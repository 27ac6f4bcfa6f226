//! `multipart/mixed`: a statement with what is attached to it. Source: xAPI 1.0.3, part 3, 1.5.2; RFC 2046, 5.1.

use super::Refusal;
use std::collections::BTreeMap;

/// The most parts of one body.
const MOST_PARTS: usize = 256;
/// The most bytes of the headers of one part.
const MOST_HEADER: usize = 4096;
/// The greatest length of a boundary. Source: RFC 2046, 5.1.1.
const LONGEST_BOUNDARY: usize = 70;

/// One part.
#[derive(Debug)]
pub struct Part<'a> {
    /// Its headers, their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Its content.
    pub content: &'a [u8],
}

/// A parameter of a header's value such as `boundary`, without its quotes.
pub fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The parts of a body.
///
/// # Errors
/// A bad request, where the body is not what its content type says.
pub fn read<'a>(body: &'a [u8], content_type: &str) -> Result<Vec<Part<'a>>, Refusal> {
    let boundary = parameter(content_type, "boundary").filter(|b| !b.is_empty() && b.len() <= LONGEST_BOUNDARY);
    let boundary = boundary.ok_or_else(|| Refusal::bad("the content type has no boundary"))?;
    let opening = format!("--{boundary}");
    let cut = format!("\r\n--{boundary}");
    let mut rest = if body.starts_with(opening.as_bytes()) {
        &body[opening.len()..]
    } else {
        let at = find(body, cut.as_bytes()).ok_or_else(|| Refusal::bad("the boundary is nowhere in the body"))?;
        &body[at + cut.len()..]
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let start =
            rest[blanks..].strip_prefix(b"\r\n").ok_or_else(|| Refusal::bad("a boundary has no line of its own"))?;
        let end = find(start, cut.as_bytes()).ok_or_else(|| Refusal::bad("the last boundary is missing"))?;
        parts.push(part(&start[..end])?);
        if parts.len() > MOST_PARTS {
            return Err(Refusal::bad("too many parts"));
        }
        rest = &start[end + cut.len()..];
    }
    Ok(parts)
}

fn part(bytes: &[u8]) -> Result<Part<'_>, Refusal> {
    let (head, content) = match bytes.strip_prefix(b"\r\n") {
        Some(content) => (&[][..], content),
        None => {
            let end = find(bytes, b"\r\n\r\n").ok_or_else(|| Refusal::bad("a part has no end of its headers"))?;
            (&bytes[..end], &bytes[end + 4..])
        }
    };
    let head = std::str::from_utf8(head).ok().filter(|head| head.len() <= MOST_HEADER);
    let head = head.ok_or_else(|| Refusal::bad("the headers of a part cannot be read"))?;
    let mut headers = BTreeMap::new();
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or_else(|| Refusal::bad("a header of a part has no colon"))?;
        headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
    }
    Ok(Part { headers, content })
}

/// Where a few bytes first stand in many.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|b| *b == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// A body of a JSON part and attachments: content type, checksum, content.
pub fn write(boundary: &str, json: &[u8], attachments: &[(String, String, Vec<u8>)]) -> Vec<u8> {
    let mut body = format!("--{boundary}\r\nContent-Type: application/json\r\n\r\n").into_bytes();
    body.extend_from_slice(json);
    for (kind, sha2, content) in attachments {
        let head = format!(
            "\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {sha2}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
    }
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let binary = b"\r\n--x\r\n\0\xff--b".to_vec();
        let body = write("b", b"{}", &[("a/b".to_owned(), "00".to_owned(), binary.clone())]);
        let parts = read(&body, "multipart/mixed; boundary=\"b\"").expect("is multipart");
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].content, parts[0].headers["content-type"].as_str()), (&b"{}"[..], "application/json"));
        assert_eq!(parts[1].content, binary);
        assert_eq!(parts[1].headers["x-experience-api-hash"], "00");
    }

    #[test]
    fn a_body_that_is_cut_or_wrong_is_refused() {
        let whole = write("b", b"{}", &[]);
        let cases: [(&[u8], &str); 8] = [
            (&whole, "multipart/mixed"),
            (&whole, "multipart/mixed; boundary="),
            (&whole, "multipart/mixed; boundary=other"),
            (&whole[..whole.len() - 8], "multipart/mixed; boundary=b"),
            (b"--b", "multipart/mixed; boundary=b"),
            (b"--b\r\nno colon\r\n\r\n\r\n--b--", "multipart/mixed; boundary=b"),
            (b"--b\r\na: b\r\n--b--", "multipart/mixed; boundary=b"),
            (b"", "multipart/mixed; boundary=b"),
        ];
        for (body, kind) in cases {
            assert_eq!(read(body, kind).expect_err(kind).status, 400, "{kind} {}", String::from_utf8_lossy(body));
        }
    }
}
