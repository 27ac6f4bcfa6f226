//! A Moodle course as a backup that any Moodle from 4.1 on restores: a section for each theme with its modules, forums and capsules,
//! and a page for tutors that learners do not see. Knows what `restore_*_stepslib.php` reads (Moodle 4.1, 4.5 and 5.0); renders
//! nothing and packages no module: it finds both among its files, under the names that [`package`] lists.

mod activity;
mod course;
mod outline;
mod store;

use crate::course::Module;
use crate::tree::Tree;
use course::Course;

/// The file of the page for tutors.
const SHEET: &str = "tutor.html";
/// The file of the teaching sheets.
const TEACHING: &str = "teaching.html";
/// The fragments of the sheets of countries, to which texts lead, and of the credits.
const COUNTRY: &str = "country";
const CREDITS: &str = "credits";
/// What the name of a module's archive adds to the module's.
pub const ARCHIVE: &str = "-scorm12.zip";

/// The backup of a whole deck. `files` holds, for each unit of the module, its package unpacked below `UNIT/` and whole as `UNIT-scorm12.zip`,
/// where `UNIT` is the unit's name; fragments of HTML as `section/THEME.html`, `capsule/CAPSULE.html` and, where there are forums,
/// `forum/SITUATION.html` or `forum/THEME.html`; `credits.html`; `country.html`, where there are sheets of countries; `tutor.html`; `teaching.html`,
/// where there are teaching sheets; and whatever else goes with that sheet.
pub fn package(module: &Module<'_>, files: Tree) -> Tree {
    let course = Course::of(module, &files);
    let mut backup = Tree::default();
    let mut store = store::Store::new(module);
    for activity in course.activities() {
        let own = activity.files(module, &files).into_iter().map(|file| store.add(activity, file)).collect::<Vec<_>>();
        activity::put(&mut backup, &course, activity, &own);
    }
    outline::put(&mut backup, &course);
    store.put(&mut backup);
    backup
}
