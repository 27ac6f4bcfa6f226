//! What a deck remembers of its publications, in its register: one version is one deck and one set of packages, for ever. Knows how
//! a release is held against it and how it is added; when it is written is for who builds.

use super::Made;
use super::release::{OLD_VERSION, OTHER_BYTES, SAME_VERSION};
use crate::checksum::hex;
use crate::deck::{Deck, Published};
use crate::diagnostic::Findings;
use sha2::{Digest, Sha256};

/// The checksum of a deck's texts and media, whatever its register holds and whichever part of it is built.
pub fn digest(deck: &Deck) -> String {
    let mut hash = Sha256::new();
    let mut feed = |part: &[u8]| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    };
    for source in deck.sources() {
        feed(source.path().as_bytes());
        feed(source.text().as_bytes());
    }
    for (path, content) in &deck.media {
        feed(path.as_bytes());
        feed(content);
    }
    hex(&hash.finalize())
}

/// The last version that was published, if any.
pub fn last(deck: &Deck) -> Option<&str> {
    deck.register.published.iter().map(|own| own.version.as_str()).max_by_key(|version| number(version))
}

/// The last version that was published before the deck's own, with what was published of it; empty where there is none.
pub fn before(deck: &Deck) -> Vec<&Published> {
    let older = |own: &&Published| number(&own.version) < number(&deck.version);
    let version = deck.register.published.iter().filter(older).map(|own| number(&own.version)).max();
    deck.register.published.iter().filter(|own| Some(number(&own.version)) == version).collect()
}

/// Whether the deck may be published under its version: a new one, or the last one with the same texts.
pub fn version(deck: &Deck, findings: &mut Findings) {
    let Some(last) = last(deck) else { return };
    if number(last) > number(&deck.version) {
        let finding = findings.add(&OLD_VERSION, &deck.version.place);
        finding.with("version", &deck.version.value).with("last", last);
        return;
    }
    let own = own(deck).find(|own| own.name == Published::DECK);
    if let Some(own) = own.filter(|own| own.sha256 != digest(deck)) {
        let finding = findings.add(&SAME_VERSION, &deck.version.place);
        finding.with("version", &own.version).with("month", &own.month);
    }
}

/// Packages of a version that was published with other bytes under the same name.
pub fn packages(deck: &Deck, made: &[Made], findings: &mut Findings) {
    for one in made {
        let is_it = |own: &&Published| own.name == one.name && own.sha256 != one.sha256;
        if let Some(own) = own(deck).find(is_it) {
            let finding = findings.add(&OTHER_BYTES, &deck.version.place);
            finding.with("name", &own.name).with("version", &own.version).with("month", &own.month);
        }
    }
}

/// Adds a publication to the deck's register. `digest` is that of the whole deck, `month` the present one, `YYYY-MM`. What is there
/// already keeps its month.
pub fn publish(deck: &mut Deck, digest: &str, made: &[Made], month: &str) {
    let version = deck.version.value.clone();
    let whole = std::iter::once((Published::DECK, digest));
    for (name, sha256) in whole.chain(made.iter().map(|one| (one.name.as_str(), one.sha256.as_str()))) {
        let (name, sha256) = (name.to_owned(), sha256.to_owned());
        let entry = Published { version: version.clone(), month: month.to_owned(), name, sha256 };
        if !deck.register.published.iter().any(|own| (&own.version, &own.name) == (&entry.version, &entry.name)) {
            deck.register.published.push(entry);
        }
    }
}

fn own(deck: &Deck) -> impl Iterator<Item = &Published> {
    deck.register.published.iter().filter(|own| own.version == deck.version.value)
}

/// The three numbers of a version, which reading has held to its form.
fn number(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}
