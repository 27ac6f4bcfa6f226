//! The page of a report: one HTML file with its style, without a script and without a request.

use super::Report;
use super::class::Stand;
use super::view::View;
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

const PAGES: [&str; 5] = ["page.html", "table.html", "marks.html", "list.html", "chart.html"];

static TERA: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    let pages = PAGES.map(|name| (name, templates::text(&format!("report/{name}"))));
    tera.add_raw_templates(pages).unwrap_or_else(|fault| panic!("templates/report: {fault}"));
    tera
});

pub(super) fn page(report: &Report) -> Result<String, String> {
    let mut context = context(report.words.language(), &report.title, &report.views);
    context.insert("t", &report.words.section("page"));
    context.insert("heading", &report.heading);
    context.insert("about", &report.about);
    context.insert("notes", &report.notes);
    let marks = Stand::ALL.map(|stand| (stand.key(), report.words.get(&format!("state.{}", stand.key()))));
    context.insert("marks", &marks);
    context.insert("forms", &false);
    let html = TERA.render("page.html", &context).map_err(|fault| fault.to_string())?;
    Ok(tight(&html))
}

fn context(language: &str, title: &str, views: &[View]) -> Context {
    let mut context = Context::new();
    context.insert("language", language);
    context.insert("title", title);
    context.insert("views", views);
    context.insert("style", &STYLE.map(templates::text).concat());
    context
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
