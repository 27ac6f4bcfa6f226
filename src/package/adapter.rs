//! The adapter in front of the runtime: the one part of the script that knows an LMS.

use crate::script::shrink;
use crate::templates;
use crate::tree::{File, Tree};
use std::sync::{Arc, Mutex, PoisonError};

const SCRIPT: &str = "module.js";

/// An adapter: its files in `templates/runtime/`, and the last script that it was put in front of, for most modules of a deck
/// have the same one.
pub struct Adapter {
    files: &'static [&'static str],
    last: Mutex<Option<Last>>,
}

struct Last {
    plain: Arc<File>,
    table: String,
    adapted: Arc<File>,
}

/// Puts the files of an adapter together, of which the page sees one function: the one that the runtime asks for.
pub const fn adapter(files: &'static [&'static str]) -> Adapter {
    Adapter { files, last: Mutex::new(None) }
}

impl Adapter {
    /// Puts the adapter in front of the script of these pages, and before it a statement of what it needs to know of them; none
    /// where `table` is empty.
    pub fn put(&self, pages: &mut Tree, table: String) {
        if let Some(script) = pages.file(SCRIPT).cloned() {
            pages.share(SCRIPT, self.before(script, table));
        }
    }

    fn before(&self, script: Arc<File>, table: String) -> Arc<File> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(last) if Arc::ptr_eq(&last.plain, &script) && last.table == table => Arc::clone(&last.adapted),
            _ => {
                let adapted = File::new([self.code(&table).as_bytes(), script.content()].concat());
                *last = Some(Last { plain: script, table, adapted: Arc::clone(&adapted) });
                adapted
            }
        }
    }

    fn code(&self, table: &str) -> String {
        let files = self.files.iter().map(|file| templates::text(&format!("runtime/{file}")));
        let all: String = std::iter::once(table).chain(files).collect();
        format!("var createAdapter=(function(){{'use strict';{}return createAdapter}}());\n", shrink(&all))
    }
}
