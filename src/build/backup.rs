//! What goes into the backup of a course: excerpts of the deck, and the package of each module, unpacked and whole.

use super::common::Common;
use super::{BuildError, Options, delivery, packing};
use crate::course::{Module, in_units};
use crate::diagnostic::Findings;
use crate::package::{Format, MODULE_ARCHIVE};
use crate::render::{excerpts, papers};
use crate::tree::{Tree, zip};

/// What a course plays in Moodle and in its app.
const MODULE: &str = "scorm12";

/// The whole deck with the modules that a course of it has.
pub fn with_modules<'a>(module: Module<'a>, options: &Options) -> Module<'a> {
    let joined = !module.translations.is_empty();
    let spoken = module.spoken.clone();
    let mut course = in_units(module, options.split);
    for unit in course.units.iter_mut().filter(|_| joined) {
        unit.speak(&spoken);
    }
    course
}

/// The files that the format asks for, and what there is to say of the pages of the modules.
pub fn backup(module: &Module<'_>, options: &Options, common: &Common) -> Result<(Tree, Findings), BuildError> {
    let mut files = excerpts(module, options.forums).map_err(BuildError::Render)?;
    let mut findings = Findings::default();
    for unit in module.launched() {
        let package = unpacked(unit, common, &mut findings)?;
        let archive = zip(&package, packing(unit)).map_err(BuildError::Archive)?;
        files.put(format!("{}{MODULE_ARCHIVE}", unit.name), archive);
        files.add(&package.below(&unit.name));
    }
    Ok((files, findings))
}

/// A module's package without the deck's source, which the course holds once.
fn unpacked(unit: &Module<'_>, common: &Common, findings: &mut Findings) -> Result<Tree, BuildError> {
    let Some(format) = Format::from_key(MODULE) else { return Ok(Tree::default()) };
    let mut pages = common.pages(unit, false, findings)?;
    pages.add(&papers(unit, delivery(format, unit)).map_err(BuildError::Render)?);
    Ok(format.package(unit, pages))
}
