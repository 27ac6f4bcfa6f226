//! Which terms of the glossary a module needs: those that occur in its texts, as the source has them, so that every language
//! explains the same. A word is met by its beginning and without its accents, because French, Romanian and Greek change the ends
//! of words; a term too many costs less than one that is missing.

use super::activity::Module;
use crate::deck::{Glossary, Inline, Term, plain};
use crate::slug::latin;
use std::collections::BTreeSet;

/// The letters that a word of a term has at least, so that articles and the like are not asked for.
const SHORTEST: usize = 4;
/// The letters at least by which a word is known.
const BEGINNING: usize = 3;

/// How one term is met in a text: by an acronym in its title alone, or by all its longer words, wherever they stand.
struct Wanted<'a> {
    term: &'a Term,
    acronyms: Vec<Beginning>,
    words: Vec<Beginning>,
}

/// The beginning of a word, in small letters without accents.
struct Beginning {
    letters: String,
    /// Whether it is the whole word.
    whole: bool,
    met: bool,
}

/// The ids of the terms of a glossary that occur in no title and no text of a module in the same language.
pub fn unmet<'a>(module: &Module<'_>, glossary: &'a Glossary) -> BTreeSet<&'a str> {
    let mut all: Vec<Wanted<'a>> = glossary.terms.iter().map(Wanted::of).collect();
    let mut word = String::new();
    let mut read = |text: &str| {
        for letters in words(text) {
            bare(letters, &mut word);
            all.iter_mut().for_each(|wanted| wanted.meet(&word));
        }
    };
    titles(module).for_each(&mut read);
    let mut run = |content: &[Inline], _: &_| read(&plain(content));
    module.themes.iter().for_each(|part| part.intro.paragraphs(&mut run));
    module.situations.iter().for_each(|activity| activity.situation.text.texts(&mut run));
    module.capsules.iter().for_each(|capsule| capsule.text.own_texts(&mut run));
    module.handouts().for_each(|handout| handout.texts(&mut run));
    module.game.iter().for_each(|game| game.text.texts(&mut run));
    module.board.iter().for_each(|board| board.text.texts(&mut run));
    all.into_iter().filter(|wanted| !wanted.is_met()).map(|wanted| wanted.term.id.as_str()).collect()
}

fn titles<'m>(module: &'m Module<'_>) -> impl Iterator<Item = &'m str> {
    let themes = module.themes.iter().map(|part| part.theme.text.title.as_str());
    let cards = module.situations.iter().map(|activity| activity.situation.text.title.as_str());
    themes.chain(cards).chain(module.capsules.iter().map(|capsule| capsule.text.title.as_str()))
}

impl<'a> Wanted<'a> {
    fn of(term: &'a Term) -> Self {
        let title = term.title.text();
        let acronyms: Vec<_> =
            words(&title).filter(|word| is_acronym(word)).map(|word| Beginning::of(word, true)).collect();
        // What stands in brackets is another name, or a remark.
        let name = title.split('(').next().unwrap_or_default();
        let plain = || words(name).filter(|word| !is_acronym(word));
        let longer: Vec<_> = plain().filter(|word| word.chars().count() >= SHORTEST).collect();
        let chosen = if longer.is_empty() { plain().collect() } else { longer };
        Self { term, acronyms, words: chosen.into_iter().map(|word| Beginning::of(word, false)).collect() }
    }

    fn meet(&mut self, word: &str) {
        self.acronyms.iter_mut().chain(&mut self.words).for_each(|beginning| beginning.meet(word));
    }

    /// A title without any word is never met, and so is always needed.
    fn is_met(&self) -> bool {
        let by_acronym = self.acronyms.iter().any(|acronym| acronym.met);
        let has_words = !self.words.is_empty() || self.acronyms.is_empty();
        by_acronym || has_words && self.words.iter().all(|word| word.met)
    }
}

impl Beginning {
    /// Half of a word, which no inflection changes.
    fn of(word: &str, whole: bool) -> Self {
        let mut letters = String::new();
        bare(word, &mut letters);
        if !whole {
            let half = letters.chars().count().div_ceil(2).max(BEGINNING);
            letters = letters.chars().take(half).collect();
        }
        Self { letters, whole, met: false }
    }

    fn meet(&mut self, word: &str) {
        self.met = self.met || word.starts_with(&self.letters) && (!self.whole || word.len() == self.letters.len());
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty())
}

/// Nearly all letters are told without a look into the tables of Unicode, which would take longer than all else here.
fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { latin(c).is_some() || c.is_alphanumeric() }
}

fn is_acronym(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Writes a word in small letters without accents.
fn bare(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars().flat_map(char::to_lowercase) {
        match latin(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{Line, Prose};
    use crate::source::{At, Source};

    /// Whether a term of this title is met in a text.
    fn is_met(title: &str, text: &str) -> bool {
        let place = Source::new("glossary.md", "").whole();
        let title = Line { content: vec![Inline::Text(title.to_owned())], place: place.clone() };
        let term = Term { id: At::new("a".to_owned(), place), title, body: Prose::default() };
        let mut wanted = Wanted::of(&term);
        let mut word = String::new();
        words(text).for_each(|letters| {
            bare(letters, &mut word);
            wanted.meet(&word);
        });
        wanted.is_met()
    }

    #[test]
    fn a_term_is_met_whatever_the_end_of_its_words() {
        for (title, text) in [
            ("Droit à la déconnexion", "Elle veut se déconnecter. Le droit est là."),
            ("Dată cu caracter personal", "date cu caracter personal"),
            ("Gardă la domiciliu", "Gărzile, și domiciliul lor"),
            ("Επαγγελματικό απόρρητο", "του επαγγελματικού απορρήτου"),
            ("Ψηφιακά ίχνη", "ψηφιακό ίχνος"),
            ("RGPD", "RGPD-ul"),
            ("Déléguée à la protection des données (DPO)", "Le DPO"),
            ("Déléguée à la protection des données (DPO)", "la déléguée protège les données"),
        ] {
            assert!(is_met(title, text), "{title}: {text}");
        }
    }

    #[test]
    fn a_term_that_does_not_occur_is_not_met() {
        assert!(!is_met("Secret professionnel", "le secret de la famille"));
        assert!(!is_met("RGPD", "Un texte sans rien"));
        assert!(!is_met("DPO", "Dpolice"));
        assert!(is_met("…", "what has no word cannot be looked for"));
    }
}
