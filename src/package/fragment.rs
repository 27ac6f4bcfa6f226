//! Fragments of HTML that go into files of somebody else: what is cut out of a page, and what is left of it where a picture cannot go
//! along.

/// What lies in a page between the heading and the end.
pub fn inner(page: &str) -> &str {
    page.split_once("</h1>").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(inner, _)| inner)
}

/// Text goes where it may be copied without its files, so that a picture there is its words.
pub fn without_pictures(html: &str) -> String {
    let mut parts = html.split("<img ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let alt = tag.split_once("alt=\"").and_then(|(_, alt)| alt.split_once('"'));
        out.push_str(alt.map_or("", |(alt, _)| alt));
        out.push_str(rest);
    }
    out
}

/// A page for tutors without the line that leads to the teaching sheets, which are no page beside it where a platform makes pages of both.
pub fn without_teaching(page: &str) -> String {
    page.lines().filter(|line| !line.contains("href=\"teaching.html\"")).collect::<Vec<_>>().join("\n")
}

/// Plain characters as HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
