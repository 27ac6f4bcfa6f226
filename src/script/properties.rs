//! The properties that only the runtime's own objects have, and the letter that each is sent as. Both scripts of a page, the adapter
//! and the page's own, take them from here, so they understand each other. A name that the browser, the course (JSON), an LMS, a
//! record store or the journal on the device knows must not be in the list, nor one that the runtime builds from a text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// In the order of their letters.
const OWN: &str = "held plan writable points mask memory tracker resumed best connected touched unkept opened frame failing \
knocks adapter world listeners joined setAside onShow handOver article dead watch greeted pending tracks foreign torn extra \
weights picked continued onTrouble queue condition clashes failures writing flying mastery openNext told began until elapsed tries timer";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwz";

/// The letter of a property, where it is one of the runtime's own.
pub fn short(name: &str) -> Option<&'static str> {
    SHORT.get(name).copied()
}

static SHORT: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| OWN.split(' ').enumerate().filter_map(|(at, own)| Some((own, LETTERS.get(at..=at)?))).collect());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;

    #[test]
    fn no_text_of_the_runtime_names_one_of_them() {
        let mut folders = vec![TEMPLATES.get_dir("runtime").expect("the runtime")];
        while let Some(folder) = folders.pop() {
            for file in folder.files() {
                let text = file.contents_utf8().expect("UTF-8");
                for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                    let quoted = line.split('\'').skip(1).step_by(2);
                    let words = quoted.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
                    words.for_each(|word| assert_eq!(short(word), None, "{word} in {}", file.path().display()));
                }
            }
            folders.extend(folder.dirs());
        }
    }

    #[test]
    fn each_has_a_letter_of_its_own() {
        assert_eq!(
            (OWN.split(' ').count(), short("held"), short("timer"), short("length")),
            (LETTERS.len(), Some("A"), Some("z"), None)
        );
    }
}
