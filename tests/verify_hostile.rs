//! Archives made to stop whoever opens them: each ends in a finding, soon, in little memory. A program of its own, so that
//! its memory is its own.

#![allow(missing_docs)]

mod measured;
#[allow(dead_code)]
mod packages;

use cartable::verify::verify;
use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};
use packages::cartridge::QUIZ;
use packages::{Entry, Pack, archive, behind, kinds, second_name};
use std::io::Write;

/// How much text is examined in one file; an unoptimised program gets less, where it is to read it itself.
fn largest_text() -> usize {
    if cfg!(debug_assertions) && std::env::var_os("HOSTILE").is_none() { 3 << 20 } else { 16 << 20 }
}

/// What each attack must give at least, and how it is made.
type Attack = (&'static str, &'static str, fn() -> Vec<u8>);

const ATTACKS: &[Attack] = &[
    ("1 GiB declared as 1 kB", "Z009", || bomb(1 << 30, 1_000)),
    ("1 GiB declared as it is", "Z008", || bomb(1 << 30, 1 << 30)),
    ("1 GiB declared as 480 MB", "Z009", || bomb(1 << 30, 480 << 20)),
    ("480 MB, honest", "Z010", || bomb(480 << 20, 480 << 20)),
    ("ten layers of zip", "Z024", || {
        (0..10).fold(archive(&[Entry::stored("a", &[0; 1_000])]), |inner, _| archive(&[Entry::stored("a.zip", &inner)]))
    }),
    ("10 000 files in one stream", "Z006", || {
        let first = zeros("a.html", 1 << 20, 1 << 20);
        let mut entries = vec![Entry { shares: Some(0), ..first.clone() }; 10_000];
        entries[0] = first;
        archive(&entries)
    }),
    ("100 000 files", "Z007", || archive(&vec![Entry::stored("a", b""); 100_000])),
    ("20 000 bad names", "Z028", || {
        archive(&(0..20_000).map(|n| Entry::stored(&format!("../é{n}?.php/"), b"")).collect::<Vec<_>>())
    }),
    ("an attribute of 100 MB", "M052", || manifest(&format!("<manifest a=\"{}\"/>", "x".repeat(100 << 20)))),
    ("4 MB of attributes", "M041", || {
        manifest(&format!("<manifest{}/>", (0..400_000).map(|n| format!(" a{n:x}=''")).collect::<String>()))
    }),
    ("4 MB of elements", "M052", || manifest(&format!("<manifest>{}</manifest>", "<a/>".repeat(1 << 20)))),
    ("90 000 nested elements", "M009", || {
        manifest(&format!("{}{}", "<manifest>".repeat(45_000), "</manifest>".repeat(45_000)))
    }),
    ("90 000 items with bad references", "M028", || {
        let items: String = (0..22_000).map(|n| format!("<item identifier='i{n}' identifierref='x'/>")).collect();
        let text = packages::MANIFEST.replace("</item>", &format!("</item>{items}"));
        manifest(&text.replace("href=\"app.js\"", "href=\"App.js\""))
    }),
    ("500 namespaces, nested", "M009", || {
        let open: String = (0..499).map(|n| format!("<manifest xmlns:n{n}='u{n}'>")).collect();
        let inner = "<a/>".repeat(60_000);
        manifest(&format!("{open}{inner}{}", "</manifest>".repeat(499)))
    }),
    ("sequencing in sequencing", "Z028", chains),
    ("32 MB of half tags", "P001", || texts("html", "<a b='<!--")),
    ("32 MB of open comments", "P001", || texts("html", "<!-- <!-")),
    ("32 MB of ampersands", "P001", || texts("html", "<a b='&&&&&&&'>")),
    ("32 MB of slashes", "P001", || texts("js", "=/[/(/")),
    ("32 MB of words", "P001", || texts("js", "a.b(c,'d//e');")),
    ("32 MB of requests", "Z028", || texts("js", "fetch('//a.bc/');")),
    ("32 MB of keys", "Z028", || texts("js", "'AKIAABCDEFGHIJ234567'")),
    ("32 MB of templates", "P001", || texts("js", "`${")),
    ("32 MB of url(", "Z028", || texts("css", "url(//a.bc)")),
    ("90 MB of text", "Z027", || {
        let mut pack = Pack::good();
        pack.entries.extend((1..=3).map(|n| repeated(&format!("{n}.css"), b" ", 30 << 20)));
        pack.bytes()
    }),
    ("encrypted", "Z003", || spoilt(Pack::cmi5, |p| p.entries[0].flags = 1)),
    ("names that lead outside", "Z011", || spoilt(Pack::tincan, |p| p.unlisted("../../etc/evil", b""))),
    ("one name for two files", "Z013", || spoilt(Pack::site, |p| p.unlisted("index.html", b""))),
    ("a manifest that is a bomb", "Z009", || {
        let mut pack = Pack::scorm2004();
        pack.manifest_name = "";
        pack.entries.push(zeros("imsmanifest.xml", 1 << 30, 1_000));
        pack.bytes()
    }),
    ("32 MB of no UTF-8", "P001", || texts("html", "\u{0}")),
    ("90 MB of a script in one line", "Z027", || {
        let mut pack = Pack::good();
        pack.entries.extend((1..=3).map(|n| repeated(&format!("{n}.js"), b"a=b/c;", 30 << 20)));
        pack.bytes()
    }),
    ("a comment of 100 MB", "Z027", || {
        let mut pack = Pack::good();
        pack.entries.push(repeated("a.html", b"<!--", 100 << 20));
        pack.bytes()
    }),
    ("links of 10 000 addresses", "P001", || texts("html", &format!("<link {}>", "href ".repeat(10_000)))),
    ("elements of a million attributes", "P001", || texts("html", &format!("<meta {}>", "content ".repeat(120_000)))),
    ("16 MB of url( before as many blanks", "P001", || {
        let mut pack = Pack::good();
        pack.unlisted("0.html", b"<img src='//www.evil.net/a'>");
        let half = largest_text() / 2;
        let text = format!("{}{}", "url(".repeat(half / 4), " ".repeat(half));
        pack.entries.push(packed("1.css", text.as_bytes()));
        pack.bytes()
    }),
    ("32 MB of links", "Z028", || texts("html", "<a href=b>")),
    ("16 MB of links in a deep folder", "Z026", || {
        let mut pack = Pack::good();
        pack.entries.push(repeated(&format!("{}a.html", "a/".repeat(30_000)), b"<a href=b>", largest_text()));
        pack.bytes()
    }),
    ("32 MB of braces", "P001", || texts("js", "{[(`${{")),
    ("32 MB of elements", "P001", || texts("html", "<div>")),
    ("32 MB of hosts", "Z028", || numbered(|n| format!("'http://a{n:x}.bc/';"))),
    ("32 MB of names of storage", "Z028", || numbered(|n| format!("localStorage.a('{n:x}');"))),
    ("65 534 files", "Z007", || archive(&vec![Entry::stored("a", b""); 65_534])),
    ("names of 50 MB", "Z047", || {
        let long = "x".repeat(60_000);
        archive(&(0..800).map(|n| Entry::stored(&format!("{long}{n}"), b"")).collect::<Vec<_>>())
    }),
    ("zip64 that lies about sizes", "Z004", || {
        spoilt(Pack::good, |p| {
            p.entries[0].extra = [&[1, 0, 16, 0][..], &[0xff; 16]].concat();
            p.entries[0].size = u32::MAX;
        })
    }),
    ("sizes that stand behind the data", "Z002", || {
        let mut bytes = Pack::good().bytes();
        // The local header has neither checksum nor sizes, and says so; the directory says four gigabytes.
        bytes[6] |= 8;
        bytes[14..26].fill(0);
        let directory = directory(&bytes);
        bytes[directory + 8] |= 8;
        bytes[directory + 20..directory + 28].fill(0xfe);
        bytes
    }),
    ("a directory that points into itself", "Z002", || {
        let mut bytes = Pack::good().bytes();
        let start = directory(&bytes);
        bytes[start + 42..start + 46].copy_from_slice(&(start as u32).to_le_bytes());
        bytes
    }),
    ("a directory that is its own file", "Z002", || {
        let mut bytes = Pack::good().bytes();
        let end = bytes.len() - 22;
        bytes[end + 16..end + 20].fill(0);
        bytes[end + 12..end + 16].copy_from_slice(&(end as u32).to_le_bytes());
        bytes
    }),
    ("10 000 resources that depend on each other", "Z028", || {
        let one = |n: usize| {
            let next = (n + 1) % 10_000;
            format!("<resource identifier='d{n}' type='webcontent'><dependency identifierref='d{next}'/></resource>")
        };
        manifest(
            &packages::MANIFEST
                .replace("</resources>", &format!("{}</resources>", (0..10_000).map(one).collect::<String>())),
        )
    }),
    ("20 000 files below a base of 3 MB", "Z028", || {
        let base = format!("<resources xml:base='{}'>", "a/".repeat(3 << 19));
        let files = "<file href='b'/>".repeat(20_000);
        manifest(
            &packages::MANIFEST.replace("<resources>", &base).replace("</resource>", &format!("{files}</resource>")),
        )
    }),
    ("elements with a prefix of 1 MB", "Z028", || {
        let text = prefixed(&"x".repeat(1 << 20), "http://www.imsproject.org/xsd/imscp_rootv1p1p2");
        manifest(&text.replace("</metadata>", &format!("</metadata>{}", "<title/>".repeat(90_000))))
    }),
    ("elements of a name space of 3 MB", "M033", || {
        let text = packages::MANIFEST.replace("xmlns:adlcp", &format!("xmlns:x='{}' xmlns:adlcp", "y".repeat(3 << 20)));
        manifest(&text.replace("</metadata>", &format!("</metadata><y/>{}", "<x:lom/>".repeat(90_000))))
    }),
    ("2 MB of references in an instruction", "Z028", || {
        manifest(&packages::MANIFEST.replacen("?>", &format!("?><?a {}?>", "&#".repeat(1 << 20)), 1))
    }),
    ("a default of 2 MB of blanks", "M015", || {
        let organizations = "<organization identifier='x'/>".repeat(50_000);
        let text = packages::MANIFEST.replace("default=\"o1\"", &format!("default='{}y'", " ".repeat(2 << 20)));
        manifest(&text.replace("<organization ", &format!("{organizations}<organization ")))
    }),
    ("UTF-16 that is none", "M007", || {
        let mut pack = Pack::good();
        pack.manifest = [&[0xff, 0xfe][..], &[0x00, 0xd8].repeat(1 << 20)].concat();
        pack.bytes()
    }),
    ("UTF-16 of 4 MB", "M006", || {
        let mut pack = Pack::good();
        let text = packages::MANIFEST.replace("UTF-8", "UTF-16");
        let text = text.replace("</manifest>", &format!("{}</manifest>", "<a/>".repeat(400_000)));
        pack.manifest = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        pack.bytes()
    }),
    // What other readers of zip archives see.
    ("20 000 descriptors that lie", "Z028", || {
        let entry = Entry { flags: 8, behind: b"PK\x07\x08............".to_vec(), ..Entry::stored("a", b"") };
        archive(&vec![entry; 20_000])
    }),
    ("20 000 second names that lead outside", "Z028", || {
        let one = |n: usize| {
            let name = format!("{n}");
            let extra = second_name(name.as_bytes(), &format!("../{n}"));
            Entry { extra, ..Entry::stored(&name, b"") }
        };
        archive(&(0..20_000).map(one).collect::<Vec<_>>())
    }),
    ("240 times 16 000 extra fields", "M001", || {
        let entry = |n: usize| Entry { extra: [2, 0, 0, 0].repeat(16_000), ..Entry::stored(&format!("{n}"), b"") };
        archive(&(0..240).map(entry).collect::<Vec<_>>())
    }),
    ("100 MB before the archive", "Z036", || behind(&vec![b'P'; 100 << 20], &Pack::good().bytes())),
    ("100 MB before the archive that it does not know of", "Z031", || {
        [&vec![b'P'; 100 << 20][..], &Pack::good().bytes()].concat()
    }),
    ("100 MB between two files", "Z036", || spoilt(Pack::good, |p| p.entries[0].behind = b"PK\x05".repeat(33 << 20))),
    ("ends between two files", "Z037", || spoilt(Pack::good, |p| p.entries[0].behind = b"PK\x05\x06".repeat(8 << 20))),
    ("a comment of ends", "Z037", || {
        let mut bytes = Pack::good().bytes();
        let comment = archive(&[]).repeat(2_978);
        let at = bytes.len() - 2;
        bytes[at..].copy_from_slice(&(comment.len() as u16).to_le_bytes());
        [bytes, comment].concat()
    }),
    ("ends that reach one into the other", "Z037", || {
        let mut bytes = vec![0; 0x1_0000 + 22];
        let length = bytes.len();
        for at in (0..0xffff).step_by(22) {
            bytes[at..at + 4].copy_from_slice(b"PK\x05\x06");
            bytes[at + 20..at + 22].copy_from_slice(&((length - at - 22) as u16).to_le_bytes());
        }
        bytes
    }),
    ("64 kB of half ends", "Z046", || b"PK\x05\x06\xff\xff".repeat(11_000)),
    ("100 disks", "Z030", || {
        let mut bytes = Pack::good().bytes();
        let end = bytes.len() - 22;
        bytes[end + 4] = 99;
        bytes
    }),
    ("20 000 names of accents", "Z028", || {
        let accents = "e\u{301}".repeat(100);
        archive(&(0..20_000).map(|n| Entry::stored(&format!("{accents}{}", n / 2), b"")).collect::<Vec<_>>())
    }),
    ("names of nothing but dots", "Z028", || {
        let dots = "./".repeat(25_000);
        archive(&(0..300).map(|n| Entry::stored(&format!("{dots}{n}"), b"")).collect::<Vec<_>>())
    }),
    ("files in files in files", "Z028", || {
        archive(&(1..=2_000).map(|n| Entry::stored(&format!("a{}", "/a".repeat(n)), b"")).collect::<Vec<_>>())
    }),
    ("names of 60 000 tildes", "Z028", || {
        let tildes = "~".repeat(60_000);
        archive(&(0..250).map(|n| Entry::stored(&format!("{tildes}{n}"), b"")).collect::<Vec<_>>())
    }),
    ("20 000 pipes", "Z028", || {
        let entry = |n: usize| Entry { mode: 0o010_644, ..Entry::stored(&format!("{n}"), b"") };
        archive(&(0..20_000).map(entry).collect::<Vec<_>>())
    }),
    ("a course structure alone of 100 MB", "M052", || {
        kinds::CMI5.replace("<course ", &format!("<!--{}--><course ", "x".repeat(100 << 20))).into_bytes()
    }),
    // Manifests that are no XML, or in no encoding.
    ("UTF-16 of 4 MB without its mark", "M006", || {
        let text = packages::MANIFEST.replace("UTF-8", "UTF-16");
        let text = text.replace("</manifest>", &format!("{}</manifest>", "<a/>".repeat(400_000)));
        let bytes = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        Pack { manifest: bytes, ..Pack::good() }.bytes()
    }),
    ("4 MB of blanks before the XML", "M047", || {
        manifest(&format!("{}{}", " \n".repeat(2_000_000), packages::MANIFEST))
    }),
    ("4 MB of ampersands", "M049", || {
        manifest(&packages::MANIFEST.replace(">Module<", &format!(">{}<", "& ".repeat(2_000_000))))
    }),
    ("an entity whose name has 3 MB", "M069", || {
        manifest(&packages::MANIFEST.replace(">Module<", &format!(">&{};<", "a".repeat(3 << 20))))
    }),
    ("a prefix of 3 MB that is not bound", "M051", || {
        manifest(&packages::MANIFEST.replace("</item>", &format!("<{}:x/></item>", "a".repeat(3 << 20))))
    }),
    ("a closing tag of 3 MB", "M050", || {
        manifest(&packages::MANIFEST.replace("</item>", &format!("</{}>", "a".repeat(3 << 20))))
    }),
    ("a million schemas that are named", "Z028", || {
        let named = "a b.xsd ".repeat(450_000);
        let named =
            format!("xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='{named}' xmlns:adlcp");
        manifest(&packages::MANIFEST.replace("xmlns:adlcp", &named))
    }),
    ("40 000 addresses with backslashes", "Z028", || {
        let files: String = (0..40_000).map(|n| format!("<file href='a\\{n}'/>")).collect();
        manifest(&packages::MANIFEST.replace("</resource>", &format!("{files}</resource>")))
    }),
    ("an address of a million steps up", "M060", || {
        manifest(&packages::MANIFEST.replace("href=\"app.js\"", &format!("href=\"{}\"", "../".repeat(1_000_000))))
    }),
    ("an address of a million steps down and up", "M027", || {
        manifest(&packages::MANIFEST.replace("href=\"app.js\"", &format!("href=\"{}x\"", "a/../".repeat(600_000))))
    }),
    ("a base of 3 MB of backslashes", "M035", || {
        let base = format!("<resource xml:base='{}' ", "\\".repeat(3 << 20));
        manifest(&packages::MANIFEST.replace("<resource ", &base))
    }),
    // Scripts that name elements of the data models.
    ("32 MB of elements that do not exist", "Z028", || texts("js", "LMSSetValue('cmi.core.x',1);")),
    ("32 MB of values that are refused", "Z028", || texts("js", "set('cmi.core.exit','normal');")),
    ("32 MB of long element names", "P001", || texts("js", &format!("f('cmi{}');", ".0".repeat(95)))),
    ("32 MB of elements of both editions", "P001", || {
        texts("js", "LMSInitialize;LMSGetValue('cmi.interactions.0.id');SetValue('cmi.core.exit',x);")
    }),
    ("a value of 16 MB", "L036", || {
        let mut pack = Pack::good();
        let text = format!("set('cmi.core.session_time','{}');", "1".repeat(largest_text() - 100));
        pack.entries.push(packed("b.js", text.as_bytes()));
        pack.bytes()
    }),
    // Moodle backups, and the tar archives that they come in.
    ("a gzip stream of 1 GiB", "Z008", || gzip(|out| (0..1024).try_for_each(|_| out.write_all(&[0; 1 << 20])))),
    ("a million entries in tar", "Z008", || {
        let entry = tar_entry();
        gzip(|out| (0..1_000_000).try_for_each(|_| out.write_all(&entry)))
    }),
    ("90 MB of entries in tar", "Z007", || {
        let entry = tar_entry();
        gzip(|out| (0..170_000).try_for_each(|_| out.write_all(&entry)))
    }),
    ("a tar archive that leads outside", "Z011", || tar([("../../evil", b"".as_slice())].into_iter())),
    ("90 MB of text in a tar archive", "M001", || tar([("a.xml", vec![b'a'; 90 << 20].as_slice())].into_iter())),
    ("a million entries in an outline", "M052", || {
        spoilt(Pack::backup, |p| p.manifest("<settings>", &format!("<settings>{}", "<setting/>".repeat(1_000_000))))
    }),
    ("16 000 activities of one folder", "Z028", || {
        spoilt(Pack::backup, |p| {
            let one = "<activity><moduleid>1</moduleid><directory>activities/page_1</directory></activity>";
            p.manifest("</activities>", &format!("{}</activities>", one.repeat(16_000)));
        })
    }),
    ("a list of a million files", "Z027", || {
        spoilt(Pack::backup, |p| p.change("files.xml", "</files>", &format!("{}</files>", "<file/>".repeat(2_000_000))))
    }),
    ("12 MB of files without a field", "Z028", || {
        spoilt(Pack::backup, |p| p.change("files.xml", "</files>", &format!("{}</files>", "<file/>".repeat(450_000))))
    }),
    ("10 000 modules of one content", "Z027", || {
        spoilt(Pack::backup, |p| {
            let content = format!("<html lang='fr'>{}", "<img src='//www.evil.net/a'>".repeat(100_000));
            p.unlisted("files/aa/aab", content.as_bytes());
            let one = |n: usize| {
                format!(
                    "<file><contenthash>aab</contenthash><contextid>c{n}</contextid><component>mod_scorm</component><filearea>content</filearea><filename>index.html</filename></file>"
                )
            };
            p.change("files.xml", "</files>", &format!("{}</files>", (0..10_000).map(one).collect::<String>()));
        })
    }),
    ("90 000 questions", "Q002", || {
        let one = "<question type='multichoice'><answer fraction='1'/></question>";
        format!("<quiz>{}</quiz>", one.repeat(90_000)).into_bytes()
    }),
    ("a million elements in a question file", "M053", || {
        format!("<quiz>{}</quiz>", "<question/>".repeat(1_000_000)).into_bytes()
    }),
    ("200 000 nested questions", "Q001", || {
        format!("<quiz>{}{}</quiz>", "<question>".repeat(200_000), "</question>".repeat(200_000)).into_bytes()
    }),
    ("120 000 texts that ask for as many files", "Z028", || {
        let one = |n: usize| format!("<text>@@PLUGINFILE@@/{n}</text><file name='a{n}'/>");
        let all: String = (0..120_000).map(one).collect();
        format!("<quiz><question type='essay'><questiontext>{all}</questiontext></question></quiz>").into_bytes()
    }),
    ("400 000 answers of one question", "Q003", || {
        format!("<quiz><question type='multichoice'>{}</question></quiz>", "<answer/>".repeat(400_000)).into_bytes()
    }),
    ("a question file that is too large", "Z027", || {
        format!("<quiz>{}</quiz>", "<question/>\n".repeat(2_000_000)).into_bytes()
    }),
    ("a million questions in GIFT", "Z028", || "::a::b{~x}\n\n".repeat(1_000_000).into_bytes()),
    ("a million lines of one question in GIFT", "Q003", || {
        format!("::a::b{{\n{}}}", "~answer\n".repeat(1_000_000)).into_bytes()
    }),
    ("ten million answers in GIFT", "Q016", || format!("::a::b{{{}}}", "=a~b".repeat(2_500_000)).into_bytes()),
    ("300 000 categories and ids in GIFT", "Q006", || {
        let one = |n: usize| format!("$CATEGORY:{n}\n\n//[id:{n}]\n::a::\n\n");
        (0..300_000).map(one).collect::<String>().into_bytes()
    }),
    ("12 MB of open braces in GIFT", "Q015", || format!("::a::{}", "{".repeat(12_000_000)).into_bytes()),
    ("12 MB of backslashes in GIFT", "Q015", || format!("::a::{{{}", "\\".repeat(12_000_000)).into_bytes()),
    ("a bomb of questions", "Z009", || {
        let mut pack = Pack::questions();
        pack.entries.push(zeros("more.xml", 1 << 30, 1_000));
        pack.bytes()
    }),
    ("question files that lead outside", "Z011", || {
        spoilt(Pack::questions, |p| p.unlisted("../../evil.xml", packages::questions::QUESTIONS.as_bytes()))
    }),
    ("500 files of questions", "Z027", || {
        let text = "::a::b{~x}\n\n".repeat(50_000);
        spoilt(Pack::questions, |p| {
            (0..500).for_each(|n| p.entries.push(packed(&format!("{n}.gift"), text.as_bytes())))
        })
    }),
    ("200 000 nested elements in a backup", "G002", || {
        let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        spoilt(Pack::backup, |p| p.change("groups.xml", "<groups/>", &deep))
    }),
    // Common Cartridges.
    ("a million items in a cartridge", "M052", || {
        spoilt(Pack::cartridge, |p| {
            p.manifest("</organization>", &format!("{}</organization>", "<item/>".repeat(1_000_000)));
        })
    }),
    ("45 000 nested items in a cartridge", "Z028", || {
        let deep = format!("{}{}", "<item>".repeat(45_000), "</item>".repeat(45_000));
        spoilt(Pack::cartridge, |p| p.manifest("<title>Part</title>", &format!("<title>Part</title>{deep}")))
    }),
    ("45 000 nested questions", "J015", || {
        let deep = format!("{}{}", "<item>".repeat(45_000), "</item>".repeat(45_000));
        spoilt(Pack::cartridge, |p| p.change(QUIZ, "<section ident=\"s1\">", &format!("<section ident=\"s1\">{deep}")))
    }),
    ("45 000 nested conditions", "J017", || {
        let deep = format!("{}{}", "<respcondition>".repeat(45_000), "</respcondition>".repeat(45_000));
        spoilt(Pack::cartridge, |p| {
            p.change(QUIZ, "100</setvar>", "0</setvar>");
            p.change(QUIZ, "<resprocessing>", &format!("<resprocessing>{deep}"));
        })
    }),
    ("45 000 answers that are not offered", "Z028", || {
        let many = "<varequal>x</varequal>".repeat(45_000);
        spoilt(Pack::cartridge, |p| p.change(QUIZ, "<conditionvar><other/>", &format!("<conditionvar>{many}<other/>")))
    }),
    ("20 000 resources of one topic of 4 MB", "Z027", || {
        spoilt(Pack::cartridge, |p| {
            let text = format!("<topic>{}</topic>", " ".repeat(4 << 20));
            p.unlisted("x/topic.xml", &text.as_bytes()[..4 << 20]);
            let one = |n: usize| {
                format!("<resource identifier=\"x{n}\" type=\"imsdt_xmlv1p1\"><file href=\"x/topic.xml\"/></resource>")
            };
            p.manifest("</resources>", &format!("{}</resources>", (0..20_000).map(one).collect::<String>()));
        })
    }),
    ("a cartridge whose files lead outside", "Z011", || {
        spoilt(Pack::cartridge, |p| p.unlisted("../../topic/topic.xml", b"<topic/>"))
    }),
    ("a quiz that is a bomb", "Z009", || {
        spoilt(Pack::cartridge, |p| {
            p.without(QUIZ);
            p.entries.push(Entry { size: 1_000, ..zeros(QUIZ, 1 << 30, 1 << 30) });
        })
    }),
    // E-books.
    ("a million items of a book", "M053", || {
        spoilt(Pack::book, |p| p.change("b/book.opf", "<manifest>", &format!("<manifest>{}", "<a/>".repeat(1_000_000))))
    }),
    ("90 000 items that are not there", "E010", || {
        spoilt(Pack::book, |p| {
            p.change("b/book.opf", "<manifest>", &format!("<manifest>{}", "<item href='a'/>".repeat(90_000)))
        })
    }),
    ("250 000 links to nowhere", "E015", || {
        spoilt(Pack::book, |p| {
            p.change(
                "b/one.xhtml",
                "<h1>",
                &format!("{}<h1>", "<a href='#'/>".repeat(10) + &"<a href='#x'/>".repeat(250_000)),
            )
        })
    }),
    ("250 000 places of one id", "E016", || {
        spoilt(Pack::book, |p| p.change("b/one.xhtml", "<h1>", &format!("{}<h1>", "<a id='x'/>".repeat(250_000))))
    }),
    ("300 000 nested elements in a page", "E014", || {
        spoilt(Pack::book, |p| p.change("b/one.xhtml", "<h1>", &"<a>".repeat(300_000)))
    }),
    ("a page of ever more entities", "E014", || {
        let more = |n: u8| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
        let all = (1..9).map(more).collect::<String>();
        spoilt(Pack::book, |p| {
            p.change("b/nav.xhtml", "<!DOCTYPE html>", &format!("<!DOCTYPE html [<!ENTITY e0 \"aaaaaaaaaa\">{all}]>"));
            p.change("b/nav.xhtml", "Sommaire", "&e8;");
        })
    }),
    ("more pages than are read", "Z027", || {
        spoilt(Pack::book, |p| {
            let page = format!("<html lang='fr'>{}</html>", "a".repeat(4_000_000));
            let items =
                (0..9).map(|n| format!("<item id='p{n}' href='p{n}.xhtml' media-type='application/xhtml+xml'/>"));
            p.change("b/book.opf", "<manifest>", &format!("<manifest>{}", items.collect::<String>()));
            (0..9).for_each(|n| p.unlisted(&format!("b/p{n}.xhtml"), page.as_bytes()));
        })
    }),
    ("a mimetype of 60 MB", "E003", || spoilt(Pack::book, |p| p.entries[0] = zeros("mimetype", 60 << 20, 60 << 20))),
];

fn gzip(write: impl FnOnce(&mut flate2::write::GzEncoder<Vec<u8>>) -> std::io::Result<()>) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    write(&mut out).expect("memory");
    out.finish().expect("memory")
}

fn tar<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    cartable::tar::write(files).expect("short names")
}

/// An entry of an empty file.
fn tar_entry() -> Vec<u8> {
    let archive = cartable::tar::unpack(&tar([("a", b"".as_slice())].into_iter()), 2_000).expect("one entry");
    archive[..512].to_vec()
}

/// Where the directory begins.
fn directory(bytes: &[u8]) -> usize {
    bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory")
}

/// Scripts of which no two lines are alike, up to the limit of what is examined.
fn numbered(line: fn(usize) -> String) -> Vec<u8> {
    let mut pack = Pack::good();
    for n in 1..=2 {
        let mut text = String::new();
        while text.len() < largest_text() - 100 {
            text.push_str(&line(n << 28 | text.len()));
        }
        pack.entries.push(packed(&format!("{n}.js"), text.as_bytes()));
    }
    pack.bytes()
}

/// A deflated file.
fn packed(name: &str, content: &[u8]) -> Entry {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).expect("in memory");
    Entry { packed: encoder.finish().expect("in memory"), method: 8, ..Entry::stored(name, content) }
}

/// The good manifest with every element of its own name space behind a prefix.
fn prefixed(prefix: &str, namespace: &str) -> String {
    packages::MANIFEST
        .replace("<manifest ", &format!("<{prefix}:manifest xmlns:{prefix}=\"{namespace}\" "))
        .replace("</manifest>", &format!("</{prefix}:manifest>"))
}

/// A kind and its good package.
type Kind = (&'static str, fn() -> Pack);

/// What is done to a manifest, what it must give at least, and the doing, given the name of the root.
type Spoil = (&'static str, &'static str, fn(&str, &str) -> String);

/// Every kind that has a manifest.
const KINDS: [Kind; 4] =
    [("SCORM 1.2", Pack::good), ("SCORM 2004", Pack::scorm2004), ("cmi5", Pack::cmi5), ("tincan", Pack::tincan)];

/// What is done to the manifest of every kind.
const MANIFESTS: [Spoil; 9] = [
    ("entities that grow", "M005", |_, text| {
        let entities: String = (1..60).map(|n| format!("<!ENTITY a{n} '&a{m};&a{m};'>", m = n - 1)).collect();
        text.replacen("?>", &format!("?><!DOCTYPE x [<!ENTITY a0 'x'>{entities}]>"), 1)
    }),
    ("an attribute of 100 MB", "M052", |_, text| {
        text.replacen(">L'", &format!(" a=\"{}\">L'", "x".repeat(100 << 20)), 1)
    }),
    ("an attribute of 3 MB", "M033", |_, text| text.replacen(">L'", &format!(" a=\"{}\">L'", "x".repeat(3 << 20)), 1)),
    ("a text of 3 MB", "M044", |root, text| {
        text.replacen(&format!("</{root}>"), &format!("{}</{root}>", "&amp;x ".repeat(500_000)), 1)
    }),
    ("90 000 attributes", "M041", |_, text| {
        let all: String = (0..90_000).map(|n| format!(" a{n:x}=''")).collect();
        text.replacen(">L'", &format!("{all}>L'"), 1)
    }),
    ("1 000 attributes on 90 elements", "Z028", |root, text| {
        let all: String = (0..999).map(|n| format!(" a{n:x}=''")).collect();
        text.replacen(&format!("</{root}>"), &format!("{}</{root}>", format!("<a{all}/>").repeat(90)), 1)
    }),
    ("copies of the whole until it is full", "Z028", |root, text| {
        let begin = text.find(&format!("<{root}")).expect("a root");
        let begin = begin + text[begin..].find('>').expect("a tag") + 1;
        let end = text.rfind(&format!("</{root}>")).expect("a root");
        let count = 3_000_000 / (end - begin);
        let elements = text[begin..end].matches('<').count();
        format!("{}{}{}", &text[..begin], text[begin..end].repeat(count.min(99_000 / elements).min(450)), &text[end..])
    }),
    ("the root in itself 45 000 times", "Z028", |root, text| {
        let end = text.rfind(&format!("</{root}>")).expect("a root");
        let nested = format!("{}{}", format!("<{root}>").repeat(45_000), format!("</{root}>").repeat(45_000));
        format!("{}{nested}{}", &text[..end], &text[end..])
    }),
    ("an element of its own in itself 45 000 times", "Z028", |root, text| {
        let name = match root {
            "manifest" => "item",
            "courseStructure" => "block",
            _ => "activity",
        };
        let at = text.find(&format!("<{name}")).expect("one");
        let nested = format!("{}{}", format!("<{name}>").repeat(45_000), format!("</{name}>").repeat(45_000));
        format!("{}{nested}{}", &text[..at], &text[at..])
    }),
];

/// Chains of sequencing in sequencing, each with its rules.
fn chains() -> Vec<u8> {
    spoilt(Pack::scorm2004, |p| {
        let open = "<imsss:sequencing><imsss:sequencingRules><imsss:objectives>".repeat(10_000);
        let close = "</imsss:objectives></imsss:sequencingRules></imsss:sequencing>".repeat(10_000);
        p.manifest("<imsss:sequencing>", &format!("{open}{close}<imsss:sequencing>"));
    })
}

fn spoilt(good: fn() -> Pack, spoil: impl FnOnce(&mut Pack)) -> Vec<u8> {
    let mut pack = good();
    spoil(&mut pack);
    pack.bytes()
}

/// A stream of zeros, and what is said of its size.
fn zeros(name: &str, size: usize, declared: u32) -> Entry {
    Entry { size: declared, crc: 0, ..repeated(name, &[0; 64], size) }
}

/// A deflated file that repeats a pattern; made from one megabyte, again and again, so that making it takes no time.
fn repeated(name: &str, pattern: &[u8], size: usize) -> Entry {
    let mega: Vec<u8> = pattern.iter().copied().cycle().take(1 << 20).collect();
    let mut block = Vec::with_capacity(2 << 20);
    let mut compress = Compress::new(Compression::best(), false);
    compress.compress_vec(&mega, &mut block, FlushCompress::Full).expect("it fits");
    let count = size >> 20;
    let mut packed = block.repeat(count);
    packed.extend([3, 0]);
    let mut crc = Crc::new();
    (0..count).for_each(|_| crc.update(&mega));
    Entry { packed, method: 8, size: size as u32, crc: crc.sum(), ..Entry::stored(name, b"") }
}

fn bomb(size: usize, declared: u32) -> Vec<u8> {
    let mut pack = Pack::good();
    pack.entries.push(zeros("a.html", size, declared));
    pack.bytes()
}

fn manifest(text: &str) -> Vec<u8> {
    let mut pack = Pack::good();
    pack.manifest = text.as_bytes().to_vec();
    pack.bytes()
}

/// Texts up to the limit of what is examined, with a request to a third party in a last one, which must be seen.
fn texts(ending: &str, pattern: &str) -> Vec<u8> {
    let pattern = if pattern == "\u{0}" { &[0xff][..] } else { pattern.as_bytes() };
    let mut pack = Pack::good();
    pack.unlisted("0.html", b"<img src='//www.evil.net/a'>");
    for n in 1..=2 {
        pack.entries.push(repeated(&format!("{n}.{ending}"), pattern, largest_text() - ((n / 2) << 20)));
    }
    pack.bytes()
}

#[test]
fn hostile_archives_end_in_a_finding_soon_and_in_little_memory() {
    let mut wrong = Vec::new();
    let each = KINDS.iter().flat_map(|(kind, good)| {
        MANIFESTS.iter().map(move |(name, code, spoil)| {
            let make = move || {
                let mut pack = good();
                let text = String::from_utf8(pack.manifest.clone()).expect("text");
                let root = text[text.rfind("</").expect("a root") + 2..].trim_end_matches(['>', '\n']).to_owned();
                let bad = spoil(&root, &text);
                assert_ne!(bad, text, "{kind}: {name} changes nothing");
                pack.manifest = bad.into_bytes();
                pack.bytes()
            };
            (format!("{kind}: {name}"), *code, Box::new(make) as Box<dyn Fn() -> Vec<u8>>)
        })
    });
    let own = ATTACKS
        .iter()
        .map(|(name, code, make)| ((*name).to_owned(), *code, Box::new(make) as Box<dyn Fn() -> Vec<u8>>));
    for (name, code, make) in own.chain(each) {
        let bytes = make();
        wrong.extend(measured::play(&name, "zip", &bytes, code, |bytes| verify("bad.zip", bytes)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
