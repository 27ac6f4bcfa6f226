//! The version of xAPI that a request speaks. Source: xAPI 1.0.3, part 3, 3.3; xAPI 2.0, 4.2.4.3.

/// A version that this store speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 1.0.x, answered as 1.0.3.
    V1,
    /// 2.0.x, answered as 2.0.0.
    V2,
}

impl Version {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::V1, Self::V2];

    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1 => "1.0.3",
            Self::V2 => "2.0.0",
        }
    }

    /// The version that a header's value asks for, where it is spoken here: `1.0`, `1.0.x`, `2.0` and `2.0.x`.
    pub fn from_header(value: &str) -> Option<Self> {
        let mut parts = value.split('.');
        let version = match (parts.next()?, parts.next()?) {
            ("1", "0") => Self::V1,
            ("2", "0") => Self::V2,
            _ => return None,
        };
        let patch = parts.next().unwrap_or("0");
        let is_number = !patch.is_empty() && patch.bytes().all(|b| b.is_ascii_digit());
        (is_number && parts.next().is_none()).then_some(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_strictly() {
        for (text, version) in
            [("1.0", Some(Version::V1)), ("1.0.9", Some(Version::V1)), ("2.0.0", Some(Version::V2)), ("2.0", Some(Version::V2))]
        {
            assert_eq!(Version::from_header(text), version, "{text}");
        }
        for text in ["", "1", "0.95", "1.1.0", "3.0", "1.0.", "1.0.x", "1.0.3.1", " 1.0", "1.0.-1"] {
            assert_eq!(Version::from_header(text), None, "{text}");
        }
    }
}
