//! A site, and what is asked of pages in every package.

use crate::Case;
use crate::packages::Entry;

pub const CASES: &[Case] = &[
    ("the pages of a package that lost its manifest", &["W002"], |p| {
        p.append("app.js", "api.LMSInitialize('')");
    }),
    ("a link to a page that is not there", &["W003"], |p| p.append("index.html", "<a href=\"b.html#x\">B</a>")),
    ("a picture in other case", &["W003"], |p| p.append("index.html", "<img alt=\"\" src=\"STYLE.css\">")),
    ("a link out of the archive", &["W003"], |p| p.append("index.html", "<a href=\"../index.html\">B</a>")),
    ("a link from the server's root", &["W003"], |p| p.append("index.html", "<a href=\"/index.html\">B</a>")),
    ("links that are right", &[], |p| {
        p.unlisted("a/b.html", b"<html lang=\"fr\"><a href=\"../index.html?x#y\">A</a><a href=\"#z\">Z</a></html>");
        p.append("index.html", "<a href=\"a/b.html\">B</a><a href=\"mailto:a@deck.example\">C</a><img src=\"data:,\">");
        p.append("index.html", "<a href=\"./\">D</a><img src=\"{{picture}}\"><script>'<img src=\"x.png\">'</script>");
    }),
    ("links under a base", &[], |p| {
        p.unlisted("b.html", b"<html lang=\"fr\"><base href=\"a/\"><a href=\"c.html\">A</a></html>")
    }),
    ("a page without its language", &["W004"], |p| p.unlisted("b.html", b"<!DOCTYPE html><html><p>B</p></html>")),
    ("a page with an empty language", &["W004"], |p| p.unlisted("b.html", b"<html lang=\" \"><p>B</p></html>")),
    ("a request to someone else", &["P001"], |p| p.append("app.js", "fetch('https://www.evil.net/')")),
    ("a key", &["P006"], |p| p.append("app.js", "var k = 'AKIAABCDEFGHIJ234567';")),
    ("no first page", &["-", "M001"], |p| p.entries[1].name = b"start.html".to_vec()),
    ("an unreadable script hides what it calls", &["W001", "Z010"], |p| {
        let mut entry = Entry::stored("b.js", b"api.LMSInitialize('')");
        entry.crc ^= 1;
        p.entries.push(entry);
    }),
];
