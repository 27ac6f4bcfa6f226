//! The adapter in front of the runtime: the one part of the script that knows an LMS.

use crate::script::shrink;
use crate::templates;
use crate::tree::{File, Tree};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

const SCRIPT: &str = "module.js";
/// Stands in the code for the table, which differs from module to module.
const TABLE: &str = "TABLE";

/// An adapter: its files in `templates/runtime/`, the code made of them, and the last script that it was put in front of, for
/// most modules of a deck have the same one.
pub struct Adapter {
    table: Option<&'static str>,
    files: &'static [&'static str],
    code: OnceLock<String>,
    last: Mutex<Option<Last>>,
}

struct Last {
    plain: Arc<File>,
    table: String,
    adapted: Arc<File>,
}

/// Puts the files of an adapter together, of which the page sees one function: the one that the runtime asks for. They find what
/// they need to know of a module under the name `table`, where there is one.
pub const fn adapter(table: Option<&'static str>, files: &'static [&'static str]) -> Adapter {
    Adapter { table, files, code: OnceLock::new(), last: Mutex::new(None) }
}

impl Adapter {
    /// Puts the adapter in front of the script of these pages, with what it needs to know of them as JSON.
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
                // The table stands first, so that nothing in it can be taken for its place.
                let code = self.code().replacen(TABLE, &table, 1);
                let adapted = File::new([code.as_bytes(), script.content()].concat());
                *last = Some(Last { plain: script, table, adapted: Arc::clone(&adapted) });
                adapted
            }
        }
    }

    fn code(&self) -> &str {
        self.code.get_or_init(|| {
            let table = self.table.map(|name| format!("const {name}={TABLE};")).unwrap_or_default();
            let files = self.files.iter().map(|file| templates::text(&format!("runtime/{file}")));
            let all: String = std::iter::once(table.as_str()).chain(files).collect();
            format!("var createAdapter=(function(){{'use strict';{}return createAdapter}}());\n", shrink(&all))
        })
    }
}
