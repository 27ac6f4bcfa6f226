//! The adapter in front of the runtime: the one part of the script that knows an LMS.

use crate::script::shrink;
use crate::templates;
use crate::tree::{File, Tree};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

const SCRIPT: &str = "module.js";

/// An adapter made small, and the last script that it was put in front of: every module of a deck has the same one.
pub struct Adapter {
    code: LazyLock<String>,
    last: Mutex<Option<(Arc<File>, Arc<File>)>>,
}

/// Puts the files of an adapter together, of which the page sees one function: the one that the runtime asks for.
pub const fn adapter(code: fn() -> String) -> Adapter {
    Adapter { code: LazyLock::new(code), last: Mutex::new(None) }
}

/// The code of an adapter from its files in `templates/runtime/`.
pub fn code(files: &[&str]) -> String {
    let all: Vec<&str> = files.iter().map(|file| templates::text(&format!("runtime/{file}"))).collect();
    format!("var createAdapter=(function(){{'use strict';{}return createAdapter}}());\n", shrink(&all.concat()))
}

impl Adapter {
    /// Puts the adapter in front of the script of these pages.
    pub fn put(&self, pages: &mut Tree) {
        if let Some(script) = pages.file(SCRIPT).cloned() {
            pages.share(SCRIPT, self.before(script));
        }
    }

    fn before(&self, script: Arc<File>) -> Arc<File> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((plain, adapted)) if Arc::ptr_eq(plain, &script) => Arc::clone(adapted),
            _ => {
                let adapted = File::new([self.code.as_bytes(), script.content()].concat());
                *last = Some((script, Arc::clone(&adapted)));
                adapted
            }
        }
    }
}
