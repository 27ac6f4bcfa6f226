//! Guards before a stranger's XML is parsed: the parser takes quadratic time in the attributes of one element and in name
//! spaces, and much memory for each attribute. And where in a text something stands that the parser speaks of. Knows nothing of what
//! documents say.

use std::ops::Range;

/// More attributes of one element, and more name spaces, than any honest document has.
const MOST_OF_ONE: usize = 1_000;
const MOST_NAMESPACES: usize = 500;

/// What there is too much of, and how many there are: `=` stands for the attributes of a document, of which it may have
/// `most`, `= <` for those of one element, `xmlns` for name spaces. What stands in texts counts as well.
pub fn absurd(text: &str, most: usize) -> Option<(&'static str, usize)> {
    let of_one = || text.split('<').map(|tag| tag.matches('=').count()).max().unwrap_or(0);
    let rows: [(&'static str, usize, &dyn Fn() -> usize); 3] = [
        ("=", most, &|| text.matches('=').count()),
        ("= <", MOST_OF_ONE, &of_one),
        ("xmlns", MOST_NAMESPACES, &|| text.matches("xmlns").count()),
    ];
    let counted = rows.into_iter().map(|(what, most, count)| (what, most, count()));
    counted.filter(|(_, most, count)| count > most).map(|(what, _, count)| (what, count)).next()
}

/// The byte at a row and column, both counted from 1, as far as the text goes.
pub fn offset(text: &str, row: u32, column: u32) -> usize {
    let line = text.split_inclusive('\n').take(row.saturating_sub(1) as usize).map(str::len).sum::<usize>();
    let rest = text.get(line..).unwrap_or_default();
    line + rest.chars().take(column.saturating_sub(1) as usize).map(char::len_utf8).sum::<usize>()
}

/// The start tag of an element that has these bytes of a text.
pub fn start_tag(text: &str, element: Range<usize>) -> Range<usize> {
    let end = text[element.clone()].find('>').map_or(element.end, |at| element.start + at + 1);
    element.start..end
}
