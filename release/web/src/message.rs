//! A message: what is asked or told, as JSON, and files. In bytes: the length of the JSON (four bytes, the lowest first), the JSON, then
//! what is in the files. The JSON's `files` has a name and a length for each of them.

use cartable::tree::Tree;
use serde_json::{Value, json};

/// What is asked or told, with files.
pub struct Message {
    /// An object.
    pub head: Value,
    /// Names and contents, in the order in which they were given.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Why there is no answer: a key of `why` in the texts of the page.
pub type Why = &'static str;

impl Message {
    /// An answer.
    pub fn new(head: Value, files: Vec<(String, Vec<u8>)>) -> Self {
        Self { head, files }
    }

    /// An answer that says why there is none, and what about.
    pub fn refused(why: Why, about: &str) -> Self {
        Self::new(json!({ "why": why, "about": about }), Vec::new())
    }

    /// Reads a message.
    ///
    /// # Errors
    /// Where the bytes are none.
    pub fn read(bytes: &[u8]) -> Result<Self, Why> {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or("message")?;
        let length = u32::from_le_bytes(*length) as usize;
        let (head, mut rest) = rest.split_at_checked(length).ok_or("message")?;
        let head: Value = serde_json::from_slice(head).map_err(|_| "message")?;
        let mut files = Vec::new();
        for row in head["files"].as_array().into_iter().flatten() {
            let (Some(name), Some(length)) = (row[0].as_str(), row[1].as_u64()) else { return Err("message") };
            let (content, after) = rest.split_at_checked(length as usize).ok_or("message")?;
            files.push((name.to_owned(), content.to_vec()));
            rest = after;
        }
        Ok(Self { head, files })
    }

    /// The bytes of a message.
    pub fn write(mut self) -> Vec<u8> {
        self.head["files"] = self.files.iter().map(|(name, content)| json!([name, content.len()])).collect();
        let head = self.head.to_string();
        let mut bytes = (head.len() as u32).to_le_bytes().to_vec();
        bytes.extend(head.as_bytes());
        self.files.iter().for_each(|(_, content)| bytes.extend(content));
        bytes
    }

    /// The files, one by one.
    pub fn each(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// The files by name.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::default();
        self.each().for_each(|(name, content)| tree.put(name, content));
        tree
    }

    /// The only file, with its name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn file(&self) -> Result<(&str, &[u8]), Why> {
        self.files.first().map(|(name, content)| (name.as_str(), content.as_slice())).ok_or("message")
    }
}

/// The files of a tree, for an answer.
pub fn files(tree: &Tree) -> Vec<(String, Vec<u8>)> {
    tree.files().map(|(name, content)| (name.to_owned(), content.to_vec())).collect()
}
