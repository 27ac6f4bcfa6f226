//! The words that an adapter says on the page, in the languages of a module. They are part of the interface's texts
//! (`templates/texts/`), and only packages with that adapter bring them.

use crate::course::Module;
use crate::templates;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The language whose words are used where a language has none.
const STAND_IN: &str = "en";

/// The texts of a section, by language of the module and by key.
pub fn words(module: &Module<'_>, section: &str) -> Map<String, Value> {
    module.languages().map(|own| (own.language.to_owned(), of(own.language)[section].clone())).collect()
}

fn of(language: &str) -> &'static Value {
    let primary = language.split('-').next().unwrap_or(language);
    TEXTS.get(primary).unwrap_or_else(|| &TEXTS[STAND_IN])
}

/// All texts of every language that has some, by language.
static TEXTS: LazyLock<BTreeMap<&str, Value>> = LazyLock::new(|| {
    let texts = templates::languages().map(|language| {
        let text = templates::text(&format!("texts/{language}.toml"));
        let table: toml::Table =
            text.parse().unwrap_or_else(|fault| panic!("templates/texts/{language}.toml: {fault}"));
        (language, json!(table))
    });
    texts.collect()
});
