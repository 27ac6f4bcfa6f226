//! The page of the studio: its files from `templates/studio/`, and its texts in the reader's language.

use super::Studio;
use super::answer;
use crate::diagnostic::Locale;
use crate::templates::{TEMPLATES, text};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page itself. It holds no words: its script puts them in from the texts.
pub(super) async fn index(State(studio): State<Arc<Studio>>) -> Response {
    let html = text("studio/index.html").replace("{language}", studio.settings.locale.key());
    answer::file("index.html", html)
}

/// A script or a style of the page.
pub(super) async fn file(State(studio): State<Arc<Studio>>, Path(name): Path<String>) -> Response {
    let is_own = name.ends_with(".js") || name.ends_with(".css");
    let found = TEMPLATES.get_file(format!("studio/{name}")).filter(|_| is_own);
    match found {
        Some(file) => answer::file(&name, file.contents()),
        None => answer::refused(&studio, StatusCode::NOT_FOUND, "missing"),
    }
}

/// The texts of the page by section and key.
///
/// # Panics
/// Where the built-in file is at fault, which is a fault of the program.
pub(super) fn texts(locale: Locale) -> Value {
    let text = text(&format!("studio/{}.toml", locale.key()));
    toml::from_str(text).unwrap_or_else(|fault| panic!("templates/studio/{}.toml: {fault}", locale.key()))
}

/// The pairs of a query; of two with one name the last.
pub(super) fn query(uri: &Uri) -> BTreeMap<String, String> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::FORMATS;
    use crate::read::read;
    use crate::translate::sides;
    use std::collections::BTreeSet;

    fn keys(value: &Value, before: &str, all: &mut BTreeSet<String>) {
        match value.as_object() {
            Some(table) => table.iter().for_each(|(key, value)| keys(value, &format!("{before}/{key}"), all)),
            None => all.extend([before.to_owned()]),
        }
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        let [french, english] = [Locale::Fr, Locale::En].map(|locale| {
            let mut all = BTreeSet::new();
            keys(&texts(locale), "", &mut all);
            all
        });
        let unlike: Vec<_> = french.symmetric_difference(&english).collect();
        assert!(unlike.is_empty(), "{unlike:?}");
    }

    #[test]
    fn every_format_and_every_kind_of_text_has_a_name() {
        let texts = texts(Locale::En);
        for format in &FORMATS {
            assert!(texts["publish"]["format"][format.key].is_string(), "{}", format.key);
            assert!(texts["publish"]["about"][format.key].is_string(), "{}", format.key);
        }
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let (deck, _) = read(&root).expect("the deck that ships");
        for side in sides(&deck, "en") {
            assert!(texts["languages"]["word"][side.word].is_string(), "{}", side.word);
        }
    }
}
