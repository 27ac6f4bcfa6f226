//! A value in a statement and the way to it, which is only written down where something is wrong.

use serde_json::Value;

/// A value and the way to it.
#[derive(Clone, Copy)]
pub struct Node<'a, 'p> {
    /// The value.
    pub value: &'a Value,
    way: Way<'p>,
}

#[derive(Clone, Copy)]
enum Way<'p> {
    Root,
    Key(&'p Way<'p>, &'p str),
    Index(&'p Way<'p>, usize),
}

impl<'a> Node<'a, '_> {
    /// The statement itself.
    pub fn root(value: &'a Value) -> Self {
        Self { value, way: Way::Root }
    }

    /// The value of a key; none where this is no object or has no such key.
    pub fn get<'q>(&'q self, key: &'q str) -> Option<Node<'a, 'q>> {
        let value = self.value.as_object()?.get(key)?;
        Some(Node { value, way: Way::Key(&self.way, key) })
    }

    /// A member of a list.
    pub fn member<'q>(&'q self, at: usize, value: &'a Value) -> Node<'a, 'q> {
        Node { value, way: Way::Index(&self.way, at) }
    }

    /// The way as a JSON pointer (RFC 6901); the whole is the empty text.
    pub fn pointer(&self) -> String {
        let mut parts = Vec::new();
        let mut way = &self.way;
        loop {
            way = match way {
                Way::Root => break,
                Way::Key(up, key) => {
                    parts.push(key.replace('~', "~0").replace('/', "~1"));
                    up
                }
                Way::Index(up, at) => {
                    parts.push(at.to_string());
                    up
                }
            };
        }
        parts.iter().rev().flat_map(|part| ["/", part]).collect()
    }
}
