//! One site over several decks, from the sites that were built of each: every one as it is, in a folder named after its deck, and a
//! first page that leads to them.

use super::{Artefact, BuildError, Made};
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::package::{Format, Holds};
use crate::render::front;
use crate::tree::{Packing, Tree, unzip, zip};
use crate::verify::verify;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How the name of such a site begins. No deck has this id, because ids have no underscore.
const NAME: &str = "all_decks";

/// The sites over the archives of several decks in `folder`: one for each set of languages in which at least two decks have a site.
/// Also returns what verifying them found.
///
/// # Errors
/// Where an archive in the folder cannot be read, or the sites are too large for one. See [`BuildError`].
pub fn joint(folder: &Path, made: &[(&Deck, &Made)]) -> Result<(Vec<Artefact>, Findings), BuildError> {
    let mut sets: BTreeMap<&str, Vec<(&Deck, &Made)>> = BTreeMap::new();
    let is_site = |made: &Made| Format::from_key(&made.format).is_some_and(|format| format.holds == Holds::Site);
    for (deck, made) in made.iter().filter(|(_, made)| is_site(made)) {
        sets.entry(&made.spoken).or_default().push((deck, made));
    }
    let mut artefacts = Vec::new();
    let mut findings = Findings::default();
    for (spoken, sites) in sets.into_iter().filter(|(_, sites)| sites.len() > 1) {
        let artefact = join(folder, spoken, &sites)?;
        findings.extend(verify(&artefact.name, &artefact.bytes));
        artefacts.push(artefact);
    }
    Ok((artefacts, findings))
}

fn join(folder: &Path, spoken: &str, sites: &[(&Deck, &Made)]) -> Result<Artefact, BuildError> {
    let mut tree = Tree::default();
    for (deck, made) in sites {
        let bytes = fs::read(folder.join(&made.name)).map_err(|error| BuildError::Archive(error.into()))?;
        tree.add(&unzip(&bytes).map_err(BuildError::Archive)?.below(&deck.id));
    }
    let languages: Vec<(&Deck, Vec<&str>)> =
        sites.iter().map(|(deck, made)| (*deck, made.languages.iter().map(String::as_str).collect())).collect();
    tree.put("index.html", front(&languages).map_err(BuildError::Render)?);
    let first = &sites[0].1;
    Ok(Artefact {
        name: format!("{NAME}-{spoken}-{}.zip", first.format),
        module: NAME.to_owned(),
        languages: first.languages.clone(),
        spoken: spoken.to_owned(),
        format: "web",
        bytes: zip(&tree, Packing::Quick).map_err(BuildError::Archive)?,
    })
}
