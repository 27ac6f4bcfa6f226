//! The page of a report: one HTML file with its style, without a script and without a request.

use super::Report;
use super::class::Stand;
use super::live::Ways;
use super::words::Words;
use crate::templates;
use std::sync::LazyLock;
use tera::{Context, Tera};

/// The style: the face of the modules, and what only reports have.
const STYLE: [&str; 8] = [
    "module/style/colours.css",
    "module/style/suit-2.css",
    "module/style/ground.css",
    "module/style/flap.css",
    "module/style/page.css",
    "module/style/foot.css",
    "report/report.css",
    "report/paper.css",
];

const PAGES: [&str; 8] =
    ["head.html", "ways.html", "page.html", "sign-in.html", "table.html", "marks.html", "list.html", "chart.html"];

static TERA: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    let pages = PAGES.map(|name| (name, templates::text(&format!("report/{name}"))));
    tera.add_raw_templates(pages).unwrap_or_else(|fault| panic!("templates/report: {fault}"));
    tera
});

/// The page of a report; one that is served has ways to others.
pub(super) fn page(report: &Report, ways: Option<&Ways>) -> Result<String, String> {
    let mut context = context(report.words, &report.heading, &report.title);
    context.insert("views", &report.views);
    context.insert("about", &report.about);
    context.insert("notes", &report.notes);
    let marks = Stand::ALL.map(|stand| (stand.key(), report.words.get(&format!("state.{}", stand.key()))));
    context.insert("marks", &marks);
    if let Some(ways) = ways {
        serve(&mut context, report.words, ways);
    }
    render("page.html", &context)
}

/// The form to sign in, with what kept somebody from being signed in.
pub(super) fn sign_in(words: &'static Words, ways: &Ways, refused: Option<&str>) -> Result<String, String> {
    let mut context = context(words, words.get("live.sign_in"), words.get("page.title"));
    context.insert("refused", &refused);
    serve(&mut context, words, ways);
    render("sign-in.html", &context)
}

fn context(words: &'static Words, heading: &str, title: &str) -> Context {
    let mut context = Context::new();
    context.insert("language", words.language());
    context.insert("heading", heading);
    context.insert("title", title);
    context.insert("t", &words.section("page"));
    context.insert("style", &STYLE.map(templates::text).concat());
    context.insert("forms", &false);
    context
}

/// What only a page has that is served.
fn serve(context: &mut Context, words: &'static Words, ways: &Ways) {
    context.insert("forms", &true);
    context.insert("ways", ways);
    context
        .insert("style", &[STYLE.map(templates::text).concat().as_str(), templates::text("report/live.css")].concat());
    context.insert("live", &words.section("live"));
}

fn render(name: &str, context: &Context) -> Result<String, String> {
    TERA.render(name, context).map(|html| tight(&html)).map_err(|fault| fault.to_string())
}

/// Without the indentation and the empty lines that the templates leave.
fn tight(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for line in html.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out
}
