//! Links to the sheets of countries as a card says them: the words, and the name of the sheet. They are written out before a card
//! is laid, so that what is counted is what is printed.

use crate::deck::{BlockKind, Inline, Prose};

/// A text with its links to sheets of countries written out.
pub fn named(mut prose: Prose, sheet: &str) -> Prose {
    for block in &mut prose.0 {
        match &mut block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading(_, content) => *content = inlines(content, sheet),
            BlockKind::List { entries, .. } => {
                for entry in entries {
                    entry.body = named(std::mem::take(&mut entry.body), sheet);
                }
            }
            BlockKind::Quote(inner) => *inner = named(std::mem::take(inner), sheet),
        }
    }
    prose
}

fn inlines(content: &[Inline], sheet: &str) -> Vec<Inline> {
    let one = |inline: &Inline| match inline {
        Inline::Link { url, content, .. } if url.starts_with("country:") => {
            let mut words = inlines(content, sheet);
            words.push(Inline::Text(format!(" (→ {sheet})")));
            words
        }
        Inline::Emphasis(inner) => vec![Inline::Emphasis(inlines(inner, sheet))],
        Inline::Strong(inner) => vec![Inline::Strong(inlines(inner, sheet))],
        other => vec![other.clone()],
    };
    content.iter().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{Block, Entry};
    use crate::source::Source;

    #[test]
    fn every_link_to_a_country_is_written_out() {
        let place = Source::new("a.md", "").whole();
        let link = |url: &str| Inline::Link {
            url: url.into(),
            content: vec![Inline::Text("là".into())],
            place: place.clone(),
        };
        let block = |kind| Block { kind, place: place.clone() };
        let paragraph =
            || block(BlockKind::Paragraph(vec![Inline::Strong(vec![link("country:child")]), link("tel:112")]));
        let entry = Entry { mark: None, body: Prose(vec![paragraph()]), place: place.clone() };
        let list = block(BlockKind::List { ordered: false, entries: vec![entry] });
        let quote = block(BlockKind::Quote(Prose(vec![paragraph()])));
        let written = named(Prose(vec![paragraph(), list, quote]), "Chez vous");
        assert_eq!(written.text(), ["là (→ Chez vous)là"; 3].join("\n"));
    }
}
