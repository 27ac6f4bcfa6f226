//! The templates of records and pages, from `templates/deposit/`, and their words. Knows nothing of what they say.

use crate::templates::{STAND_IN, TEMPLATES, text};
use std::collections::BTreeMap;
use tera::{Context, Tera};

/// The words of a language, by key.
pub type Words = BTreeMap<String, String>;

/// Everything that records are written with.
pub struct Records(Tera);

impl Records {
    /// The templates, with the head and the style of the sheets that packages have.
    ///
    /// # Panics
    /// Where a template is at fault, which is a fault of the program.
    pub fn new() -> Self {
        let mut tera = Tera::new();
        let shared =
            ["sheet-head.html", "sheet-style.html"].map(|name| (name.to_owned(), text(&format!("module/{name}"))));
        let files = TEMPLATES.get_dir("deposit").into_iter().flat_map(|folder| folder.files());
        let own = files.filter_map(|file| {
            let name = file.path().file_name()?.to_str().filter(|name| !name.ends_with(".toml"))?;
            Some((name.to_owned(), file.contents_utf8()?))
        });
        tera.add_raw_templates(own.chain(shared).collect::<Vec<_>>())
            .unwrap_or_else(|fault| panic!("templates: {fault}"));
        Self(tera)
    }

    /// A template with its gaps filled, without the empty lines that it leaves.
    ///
    /// # Panics
    /// Where the template is at fault, which is a fault of the program.
    pub fn fill(&self, template: &str, context: &Context) -> String {
        let text = self.0.render(template, context).unwrap_or_else(|fault| panic!("{template}: {fault}"));
        text.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect()
    }
}

/// The words of a page in a language, or in English.
pub fn words(page: &str, language: &str) -> (&'static str, Words) {
    let primary = language.split('-').next().unwrap_or_default();
    let found = TONGUES.iter().find(|own| **own == primary).copied().unwrap_or(STAND_IN);
    (found, read(&format!("deposit/{page}.{found}.toml")))
}

/// The languages of the landing page.
pub const TONGUES: [&str; 6] = ["fr", "en", "ro", "el", "de", "nl"];

/// A text as HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn read(path: &str) -> Words {
    toml::from_str(text(path)).unwrap_or_else(|fault| panic!("templates/{path}: {fault}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::FORMATS;
    use crate::templates::languages;

    #[test]
    fn the_landing_page_has_all_words_in_all_languages() {
        let mut known: Vec<&str> = languages().collect();
        let mut own = TONGUES.to_vec();
        known.sort_unstable();
        own.sort_unstable();
        assert_eq!(own, known);
        let first = words("page", "en").1;
        for format in &FORMATS {
            assert!(first.contains_key(&format!("format_{}", format.key.replace('-', "_"))), "{}", format.key);
        }
        for language in TONGUES {
            let own = words("page", language).1;
            assert!(own.keys().eq(first.keys()), "{language}");
            assert!(own.iter().all(|(key, text)| text.contains('{') == first[key].contains('{')), "{language}");
        }
    }
}
