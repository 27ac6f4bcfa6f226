//! A small e-book in which nothing is wrong.

use super::{Entry, Pack};

impl Pack {
    /// The book: two pages, a note that is linked both ways, a script that is announced.
    pub fn book() -> Self {
        let files = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", CONTAINER),
            ("b/book.opf", PUBLICATION),
            ("b/nav.xhtml", NAV),
            ("b/one.xhtml", ONE),
            ("b/two.xhtml", TWO),
            ("b/two.js", "document.title += '!';"),
        ];
        let entries = files.iter().map(|(name, text)| Entry::stored(name, text.as_bytes())).collect();
        Self { manifest: Vec::new(), manifest_name: "", entries, after: |_| {} }
    }
}

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="b/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

const PUBLICATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="fr">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:uuid:3fc1b1c5-9f0e-5c0e-9d50-3c6a7a0f1b11</dc:identifier>
    <dc:title>L’été</dc:title>
    <dc:language>fr</dc:language>
    <meta property="dcterms:modified">2020-01-08T00:00:00Z</meta>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessibilityFeature">readingOrder</meta>
    <meta property="schema:accessibilityHazard">none</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
    <item id="two" href="two.xhtml" media-type="application/xhtml+xml" properties="scripted"/>
    <item id="js" href="two.js" media-type="text/javascript"/>
    <item id="song" href="https://sound.example.org/a.mp3" media-type="audio/mpeg"/>
  </manifest>
  <spine><itemref idref="one"/><itemref idref="two"/></spine>
</package>
"#;

const NAV: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="fr" xml:lang="fr">
<head><title>Sommaire</title></head>
<body><nav epub:type="toc"><ol><li><a href="one.xhtml">Un</a></li><li><a href="two.xhtml#n1">Deux</a></li></ol></nav></body>
</html>
"#;

const ONE: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">
<head><title>Un</title></head>
<body><h1>Un</h1><p id="q1">Qui&#160;?<br/><a href="two.xhtml#n1">La note</a> <a href="#q1">Ici</a></p></body>
</html>
"##;

const TWO: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">
<head><title>Deux</title><script src="two.js"></script></head>
<body><h1>Deux</h1><p id="n1">Moi. <a href="one.xhtml#q1">Retour</a></p></body>
</html>
"#;
