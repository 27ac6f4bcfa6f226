//! Addresses of files (RFC 8089) as paths, and back. Knows no file and asks no disk.

use std::path::{Component, Path, PathBuf};

/// The path of a `file:` address; none for other addresses, for other machines and for what is no text.
pub fn path(address: &str) -> Option<PathBuf> {
    let rest = address.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = decoded(rest)?;
    if !path.starts_with('/') || path.contains('\0') {
        return None;
    }
    // `/c:/deck` is a drive of Windows.
    let is_drive = cfg!(windows) && path.as_bytes().get(2) == Some(&b':');
    Some(plain(Path::new(if is_drive { &path[1..] } else { &path })))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        // A sign before the digit would be taken for a number too.
        let (digits, after) = rest.split_at_checked(2).filter(|(two, _)| two.iter().all(u8::is_ascii_hexdigit))?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// The address of a path from the root.
pub fn address(path: &Path) -> String {
    let path = plain(path).to_string_lossy().replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let mut address = String::from("file://");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                address.push(char::from(byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// A path without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            _ => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for (given, wanted, again) in [
            ("file:///a/b.md", Some("/a/b.md"), "file:///a/b.md"),
            ("file://localhost/a/b.md", Some("/a/b.md"), "file:///a/b.md"),
            ("file:///d%C3%A9/a%20b.md", Some("/dé/a b.md"), "file:///d%C3%A9/a%20b.md"),
            ("file:///a/../b/./c.md", Some("/b/c.md"), "file:///b/c.md"),
            ("file:///a%23b?", Some("/a#b?"), "file:///a%23b%3F"),
            ("file://elsewhere/a.md", None, ""),
            ("untitled:Untitled-1", None, ""),
            ("file:///a%ff", None, ""),
            ("file:///a%4", None, ""),
            ("file:///a%00b", None, ""),
            ("file:///a%+1", None, ""),
            ("", None, ""),
        ] {
            let found = path(given);
            assert_eq!(found.as_deref(), wanted.map(Path::new), "{given}");
            if let Some(found) = found {
                assert_eq!(address(&found), again, "{given}");
            }
        }
    }
}
