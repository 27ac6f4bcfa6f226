//! What is built into the program from `templates/`: pages, the runtime, styles, texts. Knows nothing of their use.

use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// The folder `templates/`, as it was when the program was compiled, or as much of it as the features need (`build.rs`).
pub static TEMPLATES: Dir<'_> = include_dir!("$CARTABLE_TEMPLATES");

/// Texts that are not built in, by their paths below `templates/`.
static GIVEN: OnceLock<BTreeMap<String, String>> = OnceLock::new();

/// Takes texts that are not built in: what a page says in the language of its reader. The first ones stay, because whoever read them keeps them.
pub fn give(texts: impl IntoIterator<Item = (String, String)>) {
    let _ = GIVEN.set(texts.into_iter().collect());
}

/// The language whose interface texts are used where a language has none.
pub const STAND_IN: &str = "en";

/// The languages that have interface texts: one file each in `texts/`.
pub fn languages() -> impl Iterator<Item = &'static str> {
    TEXTS.keys().filter_map(|path| path.strip_prefix("texts/")?.strip_suffix(".toml"))
}

/// The interface texts of a language, by section and key.
pub type Sections = BTreeMap<String, BTreeMap<String, String>>;

/// Those of the languages that were asked for.
static INTERFACES: LazyLock<BTreeMap<&str, OnceLock<Sections>>> =
    LazyLock::new(|| languages().map(|language| (language, OnceLock::new())).collect());

/// The interface texts of a language of [`languages`], read once.
///
/// # Panics
/// Where there is no such file or it is at fault, which is a fault of the program.
pub fn interface(language: &str) -> &'static Sections {
    let read = || {
        let text = keyed(text(&format!("texts/{language}.toml")));
        toml::from_str(&text).unwrap_or_else(|fault| panic!("templates/texts/{language}.toml: {fault}"))
    };
    INTERFACES.get(language).unwrap_or_else(|| panic!("no templates/texts/{language}.toml")).get_or_init(read)
}

/// The interface texts of a language with their keys. Where only the English ones have them (`build.rs`), these are the values, one a line.
fn keyed(own: &str) -> Cow<'_, str> {
    if !own.starts_with('"') {
        return own.into();
    }
    let mut values = own.lines();
    let line = |line: &str| match line.split_once(" = ") {
        Some((key, _)) if !line.starts_with('#') => format!("{key} = {}\n", values.next().unwrap_or_default()),
        _ => format!("{line}\n"),
    };
    text("texts/en.toml").lines().map(line).collect()
}

/// The names of the gaps `{name}` in an interface text, sorted.
pub fn gaps(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
    found.sort_unstable();
    found
}

/// A text by its path below `templates/`.
///
/// # Panics
/// Where there is none, which is a fault of the program and not of its input.
pub fn text(path: &str) -> &'static str {
    find(path).unwrap_or_else(|| panic!("no text templates/{path}"))
}

/// A text by its path below `templates/`, where it is built in or was given.
pub fn find(path: &str) -> Option<&'static str> {
    TEXTS.get(path).copied().or_else(|| GIVEN.get()?.get(path).map(String::as_str))
}

/// The texts of a folder by their paths below `templates/`, without those of folders in it.
pub fn below(folder: &str) -> BTreeMap<&'static str, &'static str> {
    let given = GIVEN.get().into_iter().flatten().map(|(path, text)| (path.as_str(), text.as_str()));
    let is_below = |path: &str| path.rsplit_once('/').is_some_and(|(above, _)| above == folder);
    TEXTS.iter().map(|(path, text)| (*path, *text)).chain(given).filter(|(path, _)| is_below(path)).collect()
}

/// All texts by path: to look for one in [`TEMPLATES`] is to compare paths part by part.
static TEXTS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let (mut texts, mut folders) = (BTreeMap::new(), vec![&TEMPLATES]);
    while let Some(folder) = folders.pop() {
        let text = |content| simdutf8::basic::from_utf8(content).ok();
        texts.extend(folder.files().filter_map(|file| Some((file.path().to_str()?, text(file.contents())?))));
        folders.extend(folder.dirs());
    }
    texts
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_interface_texts_are_the_same_in_each_language_in_the_same_order_and_can_be_left_out() {
        let lines =
            |text: &'static str| text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_once(" = "));
        let pairs = |text| lines(text).flatten().collect::<Vec<_>>();
        let keys = |text| pairs(text).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        for language in languages() {
            let whole = text(&format!("texts/{language}.toml"));
            assert_eq!(keys(whole), keys(text("texts/en.toml")), "{language}");
            let values: String = pairs(whole).into_iter().map(|(_, value)| format!("{value}\n")).collect();
            let read: Sections = toml::from_str(&keyed(&values)).expect("keys and values");
            assert_eq!(&read, interface(language), "{language}");
        }
    }
}
