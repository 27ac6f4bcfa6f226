//! Links and pictures in a text of the deck. What else a text is made of is with [`Html`].

use super::html::{Html, Sheet, escape};
use super::typography;
use crate::deck::Inline;

impl Html<'_> {
    /// A link out of the module is marked, opens beside it and tells its target nothing. Other schemes than these were refused
    /// when the deck was checked; should one come through, its words stay and its address goes.
    pub(super) fn link(&self, out: &mut String, url: &str, content: &[Inline]) {
        if let Some(entry) = url.strip_prefix("country:") {
            return self.country(out, entry, content);
        }
        let web = ["https:", "http:"].iter().any(|scheme| url.starts_with(scheme));
        let beside = web && !self.is_book();
        if !web && !["mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme)) {
            return self.inlines(out, content);
        }
        out.push_str("<a href=\"");
        escape(out, url);
        out.push_str(if beside {
            "\" class=\"out\" rel=\"noopener noreferrer external\" target=\"_blank\">"
        } else {
            "\">"
        });
        self.inlines(out, content);
        self.end(out, beside);
    }

    /// Ids of entries are plain letters, which the reader saw to.
    fn country(&self, out: &mut String, entry: &str, content: &[Inline]) {
        let (href, beside) = match self.sheet {
            Sheet::Page(page) => (format!("{page}#_country/{entry}"), true),
            Sheet::Here => (format!("#_country/{entry}"), false),
            Sheet::Book(file) => (format!("{file}#{entry}"), false),
            Sheet::Paper(name) => {
                self.inlines(out, content);
                out.push_str(" (→ ");
                escape(out, name);
                return out.push(')');
            }
        };
        out.push_str("<a href=\"");
        escape(out, &href);
        out.push_str(if beside { "\" target=\"_blank\" rel=\"noopener\">" } else { "\">" });
        self.inlines(out, content);
        self.end(out, beside);
    }

    /// Whoever cannot see that a new window opens is told.
    fn end(&self, out: &mut String, beside: bool) {
        if beside {
            out.push_str("<span class=\"unseen\"> ");
            escape(out, self.new_window);
            out.push_str("</span>");
        }
        out.push_str("</a>");
    }

    /// A picture that the deck has, or else its words.
    pub(super) fn image(&self, out: &mut String, url: &str, alt: &str) {
        let Some(path) = media(url).filter(|path| self.media.contains_key(*path)) else {
            return escape(out, &typography::set(alt, self.language));
        };
        out.push_str("<img src=\"");
        escape(out, path);
        out.push_str("\" alt=\"");
        escape(out, &typography::set(alt, self.language));
        out.push_str(if self.is_book() { "\"/>" } else { "\" loading=\"lazy\">" });
    }
}

/// The path of a picture below the deck's folder, however a text climbs up to it.
fn media(url: &str) -> Option<&str> {
    url.find("media/").map(|at| &url[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Line;
    use crate::source::Source;
    use std::collections::BTreeMap;

    #[test]
    fn a_link_to_a_country_opens_beside_the_page_or_names_the_sheet() {
        let media = BTreeMap::new();
        let place = Source::new("a.md", "").whole();
        let link = Inline::Link {
            url: "country:child".into(),
            content: vec![Inline::Text("là".into())],
            place: place.clone(),
        };
        let line = Line { content: vec![link], place };
        let html = |sheet| Html { language: "fr", foreign: false, new_window: "(ailleurs)", media: &media, sheet };
        let said = |sheet| html(sheet).line(&line);
        let beside = "<a href=\"country.html#_country/child\" target=\"_blank\" rel=\"noopener\">là";
        assert_eq!(said(Sheet::Page("country.html")), format!("{beside}<span class=\"unseen\"> (ailleurs)</span></a>"));
        assert_eq!(said(Sheet::Here), "<a href=\"#_country/child\">là</a>");
        assert_eq!(said(Sheet::Paper("Chez vous")), "là (→ Chez vous)");
    }
}
