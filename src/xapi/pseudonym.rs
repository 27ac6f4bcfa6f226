//! Learners under names that nobody but the holder of a key can undo. Whoever names people by the same key names them alike: what
//! is told from a file and what a module tells add up to one learner. Knows no file and no store.

use crate::checksum::hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// The homePage of accounts that are pseudonyms.
pub const HOME: &str = "https://cartable.invalid/pseudonym";

/// The key of pseudonyms: at least [`Key::LEAST`] bytes. It does not show itself.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl Key {
    /// The fewest bytes of a key. Fewer could be tried out, and with them every account of a school.
    pub const LEAST: usize = 32;

    /// The key in the content of a file, without line ends behind it; none where it is too short.
    pub fn read(content: &[u8]) -> Option<Self> {
        let key = content.trim_ascii_end();
        (key.len() >= Self::LEAST).then(|| Self(key.to_vec()))
    }

    /// What a key is known by, without saying anything of it: the name for a text that is no identity.
    pub fn fingerprint(&self) -> String {
        self.name("cartable: the fingerprint of this key")
    }

    /// The name for an identity: HMAC-SHA256 (RFC 2104), in hexadecimal digits. An identity is its kind and its value, as
    /// [`account`] writes one.
    pub fn name(&self, identity: &str) -> String {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(identity.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The identity of an account.
pub fn account(home_page: &str, name: &str) -> String {
    format!("account {home_page} {name}")
}

/// The identity of a group of learners: the same name is another one than a person's.
pub fn group(home_page: &str, name: &str) -> String {
    format!("group {home_page} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_hmac_of_the_identity() {
        let key = Key::read(&[b'k'; 32]).expect("long enough");
        // Computed with another implementation.
        assert_eq!(key.name("user01"), "b0ad5950ac9fa60aaec4e6b038d6ba65c33ff9faf16916507eae4760b7e6feba");
        assert_ne!(key.name("user01"), key.name("user02"));
        assert!(Key::read(&[b'k'; 31]).is_none());
        assert!(Key::read(b"short\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n").is_none());
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}
