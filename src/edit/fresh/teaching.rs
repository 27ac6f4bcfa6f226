//! A blank teaching sheet: the part about a card stands once in the form, and once for each card of the theme in the sheet.

use crate::deck::Theme;

/// Characters that mean something in a heading of Markdown.
const SIGNS: &str = "\\`*_{}[]<>~#";

/// The form with its part about a card for each card of a theme.
pub fn filled(form: &str, theme: &Theme) -> String {
    let begin = form.find("### ").unwrap_or(form.len());
    let end = form[begin..].find("\n## ").map_or(form.len(), |at| begin + at + 1);
    let block = &form[begin..end];
    let cards =
        theme.situations.iter().map(|card| block.replace("{title}", &heading(&card.title)).replace("{id}", &card.id));
    format!("{}{}{}", &form[..begin], cards.collect::<String>(), &form[end..])
}

/// A title as a heading of Markdown.
fn heading(title: &str) -> String {
    let escaped = |c: char| SIGNS.contains(c).then_some('\\').into_iter().chain([c]);
    title.chars().flat_map(escaped).collect()
}
