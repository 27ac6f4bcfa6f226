//! What goes to the tutor and to the data protection officer with every package: a sheet and an inventory. Both say what is
//! tracked from the one table that the runtime takes its list from. Knows no format: it is told where a format writes what.

use super::html::{Html, Sheet};
use super::teaching::has_sheets;
use super::texts::Texts;
use super::{RenderError, SHARED, draw};
use crate::course::{JOURNAL, Module, NOTES, Split, written};
use crate::deck::Tracking;
use crate::platforms;
use crate::tree::Tree;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;

/// The name of the sheet in a package.
const SHEET: &str = "tutor.html";
/// The name of the inventory in a package.
pub const INVENTORY: &str = "donnees.json";

/// How a package reaches its learners, as far as its tutor has to know.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    /// The format's name.
    pub format: &'a str,
    /// The sections of the texts that speak of it, behind `advice_` and `look_`.
    pub advice: &'a [&'a str],
    /// In which elements each datum is written, by the datum's key; none where a format records nothing.
    pub elements: &'a [(&'a str, &'a [&'a str])],
    /// Whether the device keeps a journal of the attempt.
    pub journal: bool,
}

impl Delivery<'_> {
    fn is_recorded(&self) -> bool {
        !self.elements.is_empty()
    }

    /// Whether learners play its pages, with their scripts.
    fn plays(&self) -> bool {
        self.is_recorded() || self.format == "web"
    }
}

/// A file for a learning management system, as the sheet tells it.
#[derive(Serialize)]
struct Platform<'a> {
    line: String,
    remark: &'a str,
}

/// One datum that the module writes.
#[derive(Serialize)]
struct Row<'a> {
    datum: &'a str,
    level: &'a str,
    what: &'a str,
    #[serde(rename = "use")]
    purpose: &'a str,
    #[serde(rename = "where")]
    elements: &'a [&'a str],
    free_text: bool,
    consent: bool,
}

/// What the learner's device keeps.
#[derive(Serialize)]
struct Kept<'a> {
    what: &'a str,
    #[serde(rename = "where")]
    place: &'static str,
    /// For how many days; without, until the learner erases it.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u16>,
}

/// The inventory, for the record of processing activities (article 30 of Regulation (EU) 2016/679).
#[derive(Serialize)]
struct Inventory<'a> {
    form: &'static str,
    module: &'a str,
    version: &'a str,
    language: &'a str,
    format: &'a str,
    /// None where nothing is recorded.
    level: Option<&'a str>,
    data: &'a [Row<'a>],
    /// What stays on the learner's device.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_device: Option<Kept<'a>>,
    /// What stays there only where the learner asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_device_if_asked: Option<Kept<'a>>,
    seen_by: &'a str,
    never: &'a str,
}

/// The sheet, `tutor.html`, and the inventory, `donnees.json`.
///
/// # Errors
/// Where the template is at fault.
pub fn papers(module: &Module<'_>, delivery: Delivery<'_>) -> Result<Tree, RenderError> {
    let all = Texts::with(&SHARED.texts, module.deck);
    let texts = Texts::of(&all, module.language);
    let rows = rows(module, delivery, texts);
    let mut words = texts.section("tutor");
    if !delivery.is_recorded() {
        words.extend(texts.section("unrecorded"));
        // Some platforms record by themselves what the format only hands over.
        delivery.advice.iter().for_each(|name| words.extend(texts.section(&format!("unrecorded_{name}"))));
    }
    for (name, key) in [("lead", "tutor.lead"), ("never_list", "tutor.never_list")] {
        words.extend(own_text(delivery, texts, key).map(|text| (name, text)));
    }
    let inventory = Inventory {
        form: "cartable-data/1",
        module: &module.id,
        version: &module.deck.version,
        language: module.language,
        format: delivery.format,
        level: delivery.is_recorded().then_some(module.tracking.key()),
        data: &rows,
        on_device: delivery.journal.then(|| Kept {
            what: texts.get("page.never_journal"),
            place: JOURNAL.1,
            days: Some(JOURNAL.0),
        }),
        on_device_if_asked: (delivery.plays() && module.situations.len() > 1).then(|| Kept {
            what: texts.get("page.never_kept"),
            place: NOTES,
            days: None,
        }),
        seen_by: words.get("nobody").copied().unwrap_or_else(|| told(delivery, texts, "page.privacy_who_text")),
        never: words["never_list"],
    };
    let mut papers = Tree::default();
    papers.put(INVENTORY, serde_json::to_vec(&inventory).map_err(|error| RenderError(error.to_string()))?);
    let mut context = Context::new();
    context.insert("t", &words);
    context.insert("rows", &rows);
    // Files for a question bank come without pages of the deck.
    let has_teaching = has_sheets(module) && !delivery.advice.contains(&"questions");
    context.insert("teaching", &has_teaching.then(|| texts.get("teaching.title")));
    // Only SCORM 1.2 shows answers by the number of their column.
    context.insert("columns", &(delivery.advice.contains(&"scorm12") && !module.columns.is_empty()));
    for (name, value) in said(module, delivery, texts, &words) {
        context.insert(name, &value);
    }
    context.insert("language", Texts::spoken(&all, module.language));
    context.insert("situations", &situations(module, delivery));
    // A module of a single situation is small, and its advice names what matters most.
    if module.split != Split::Situation {
        context.insert("lms", &texts.section("lms"));
        context.insert("platforms", &platforms(texts));
    }
    for part in ["advice", "look"] {
        let told = delivery.advice.iter().filter(|name| part == "advice" || is_told(name, module.tracking));
        let sections = told.flat_map(|name| texts.section(&format!("{part}_{name}")));
        context.insert(part, &sections.map(|(_, text)| text).collect::<Vec<_>>());
    }
    let sheet = draw(SHEET, &context)?;
    papers.put(SHEET, super::tight(&sheet));
    Ok(papers)
}

fn platforms(texts: &Texts) -> Vec<Platform<'_>> {
    let word = |key: &str| texts.find(&format!("lms.{key}")).unwrap_or_default();
    let told = platforms::TABLE.iter().map(|row| Platform {
        line: texts
            .fill("lms.line", &[("name", &row.name()), ("file", word(row.format)), ("state", word(row.state.key()))]),
        remark: word(row.remark),
    });
    told.collect()
}

fn rows<'a>(module: &Module<'_>, delivery: Delivery<'a>, texts: &'a Texts) -> Vec<Row<'a>> {
    let elements = |key| delivery.elements.iter().find(|(own, _)| *own == key).map(|(_, elements)| *elements);
    let written = written(module.tracking, true).filter_map(|datum| Some((datum, elements(datum.key)?)));
    let row = |(datum, elements): (&'static crate::course::Datum, &'a [&'a str])| Row {
        datum: datum.key,
        level: datum.level.key(),
        what: told(delivery, texts, &format!("tracked.{}_what", datum.key)),
        purpose: told(delivery, texts, &format!("tracked.{}_who", datum.key)),
        elements,
        free_text: false,
        consent: datum.key == "reflections",
    };
    written.map(row).collect()
}

/// What a format says in the place of a text, where it has its own.
fn own_text<'a>(delivery: Delivery<'_>, texts: &'a Texts, key: &str) -> Option<&'a str> {
    delivery.advice.iter().find_map(|name| texts.find(&format!("{key}_{name}")))
}

fn told<'a>(delivery: Delivery<'_>, texts: &'a Texts, key: &str) -> &'a str {
    own_text(delivery, texts, key).unwrap_or_else(|| texts.get(key))
}

/// Whether a section of what to look at says something at a level: some speak of answers, which are not always recorded.
fn is_told(section: &str, level: Tracking) -> bool {
    match section {
        "scorm12" | "scorm2004" => level >= Tracking::Standard,
        "launched" => level >= Tracking::Reflective,
        _ => true,
    }
}

/// The ids that reports show, with their titles, as HTML. A module of one situation is known by its own id.
fn situations(module: &Module<'_>, delivery: Delivery<'_>) -> Vec<(String, String)> {
    let html = plain_html(module);
    let is_listed = delivery.is_recorded() && module.situations.len() > 1;
    let all = module.situations.iter().filter(|_| is_listed);
    all.map(|activity| (html.bare(activity.id), html.bare(&activity.situation.title))).collect()
}

fn plain_html<'a>(module: &'a Module<'_>) -> Html<'a> {
    Html { language: module.language, foreign: false, new_window: "", media: &module.deck.media, sheet: Sheet::Here }
}

/// What the sheet says of this module, as HTML.
fn said(
    module: &Module<'_>,
    delivery: Delivery<'_>,
    texts: &Texts,
    words: &BTreeMap<&str, &str>,
) -> [(&'static str, String); 8] {
    let html = plain_html(module);
    let (total, required) = (module.situations.len().to_string(), module.required.to_string());
    let unit = match module.units.first().map(|unit| unit.split) {
        None => "",
        Some(Split::Situation) => "_card",
        Some(_) => "_unit",
    };
    let complete = match module.situations.len() {
        _ if unit == "_card" => "all",
        all if module.required < all => "some",
        1 if unit.is_empty() => "one",
        _ => "all",
    };
    let noted = module.situations.iter().filter(|activity| !activity.situation.content_note.is_empty()).count();
    let noted = match noted {
        0 => String::new(),
        count => words["noted"].replace("{n}", &count.to_string()).replace("{total}", &total),
    };
    let about = [("module", html.bare(&module.id)), ("version", html.bare(&module.deck.version))];
    let about = about.each_ref().map(|(name, value)| (*name, value.as_str()));
    let level = texts.get(&format!("tutor.level_{}", module.tracking.key()));
    // Some formats tell of a visit that ends below the threshold, and others never do.
    let some = own_text(delivery, texts, "tutor.success").unwrap_or_else(|| texts.get("tutor.success_some"));
    let success = match module.success {
        Some(threshold) => some.replace("{threshold}", &threshold.to_string()),
        None => texts.get("tutor.success_none").to_owned(),
    };
    let title = html.bare(&module.title);
    let licence = html.bare(&module.deck.terms(module.language));
    let (complete, success, terms) = if delivery.is_recorded() {
        let complete =
            texts.fill(&format!("tutor.complete{unit}_{complete}"), &[("total", &total), ("required", &required)]);
        let terms = own_text(delivery, texts, "tutor.terms").unwrap_or_else(|| texts.get("tutor.terms_text"));
        (complete, success, terms.replace("{licence}", &licence))
    } else {
        let terms = words["terms_text"].replace("{licence}", &licence);
        (words["complete_text"].to_owned(), String::new(), terms)
    };
    [
        ("language", module.language.to_owned()),
        ("title", texts.fill("tutor.title", &[("title", &title)])),
        ("about", texts.fill("tutor.about", &about)),
        ("level", texts.fill("tutor.level", &[("level", level)])),
        ("complete", complete),
        ("success", success),
        ("terms", terms),
        ("noted", noted),
    ]
}
