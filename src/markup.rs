//! Guards before a stranger's XML is parsed: the parser takes quadratic time in the attributes of one element and in name
//! spaces, and much memory for each attribute. Knows nothing of what documents say.

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
