//! The scripts of a site beside the learner's runtime: what pages share with it, the search, and the way to keep pages offline.

use crate::script::{enclosed, shrink};
use crate::templates;
use crate::tree::File;
use std::sync::{Arc, LazyLock};

/// What every page runs that is no theme.
pub static PAGES: LazyLock<Arc<File>> = LazyLock::new(|| {
    let files = ["runtime/few.js", "runtime/dom.js", "runtime/display.js", "site/search.js", "site/main.js"]
        .map(templates::text);
    File::new(enclosed(&files.concat()).into_bytes())
});

/// What asks the browser to keep the pages.
pub static OFFLINE: LazyLock<Arc<File>> =
    LazyLock::new(|| File::new(shrink(templates::text("site/offline.js")).into_bytes()));

/// What keeps them, without the list of files in front of it.
pub static WORKER: LazyLock<String> = LazyLock::new(|| shrink(templates::text("site/sw.js")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_worker_asks_for_anything() {
        for script in [PAGES.content(), OFFLINE.content()] {
            let script = std::str::from_utf8(script).expect("UTF-8");
            for word in ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(", "cookie", "sessionStorage"] {
                assert!(!script.contains(word), "{word}");
            }
        }
        assert!(WORKER.contains("FILES"), "the list in front keeps its name");
    }
}
