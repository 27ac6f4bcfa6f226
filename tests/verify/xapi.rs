//! cmi5 and tincan.xml.

use crate::Case;
use crate::packages::{Entry, kinds};

pub const CMI5: &[Case] = &[
    ("another root", &["M009"], |p| p.manifest = b"<course/>".to_vec()),
    ("another namespace", &["M009"], |p| p.manifest("profiles/cmi5/v1", "profiles/cmi5/v2")),
    ("malformed", &["M070"], |p| p.manifest("</courseStructure>", "")),
    ("doctype", &["M005"], |p| p.manifest("<courseStructure", "<!DOCTYPE x>\n<courseStructure")),
    ("in a folder", &["-", "M002"], |p| p.manifest_name = "course/cmi5.xml"),
    ("in capitals", &["-", "M003", "Z018"], |p| p.manifest_name = "CMI5.xml"),
    ("no description", &["M064"], |p| {
        p.manifest("<description><langstring lang=\"fr\">Un bloc</langstring></description>", "")
    }),
    ("an element of nobody", &["M033"], |p| p.manifest("</block>", "<rating/></block>")),
    ("no unit", &["M064"], |p| {
        p.manifest("<block", "<!--");
        p.manifest("</block>", "-->");
    }),
    ("no id", &["M043"], |p| p.manifest("<block id=\"https://deck.example/block\">", "<block>")),
    ("a score of 80", &["M035"], |p| p.manifest("\"0.8\"", "\"80\"")),
    ("moveOn in lower case", &["M035"], |p| p.manifest("\"CompletedOrPassed\"", "\"completed\"")),
    ("launchMethod", &["M035"], |p| p.manifest("\"AnyWindow\"", "\"NewWindow\"")),
    ("a relative id", &["K001"], |p| p.manifest("\"https://deck.example/au\"", "\"au\"")),
    ("an id with a blank", &["K001"], |p| p.manifest("\"https://deck.example/au\"", "\"https://deck.example/a u\"")),
    ("an id without host", &["K001"], |p| p.manifest("\"https://deck.example/au\"", "\"https:///au\"")),
    ("an id twice", &["K002"], |p| p.manifest("https://deck.example/au", "https://deck.example/block")),
    ("an objective that nobody defined", &["K003"], |p| {
        p.manifest("idref=\"https://deck.example/objective\"", "idref=\"https://deck.example/o\"")
    }),
    ("an objective without idref", &["K014"], |p| p.manifest(" idref=\"https://deck.example/objective\"", "")),
    ("an address from the server's root", &["K004"], |p| p.manifest("<url>index", "<url>/index")),
    ("an address out of the package", &["K004"], |p| p.manifest("<url>index", "<url>../index")),
    ("a script as address", &["K004"], |p| p.manifest("<url>index.html?lang=fr", "<url>javascript:x")),
    ("an address with a blank", &["K004"], |p| p.manifest("<url>index", "<url>in dex")),
    ("an empty address", &["K004"], |p| p.manifest("index.html?lang=fr", "")),
    ("an address without scheme", &["K004"], |p| p.manifest("<url>", "<url>//deck.example/")),
    ("a page that is not there", &["M027"], |p| p.manifest("<url>index", "<url>start")),
    ("a page in other case", &["M028"], |p| p.manifest("<url>index", "<url>Index")),
    ("a name of the launch", &["K005"], |p| p.manifest("?lang=fr", "?lang=fr&amp;fetch=x")),
    ("no moveOn", &["K006"], |p| p.manifest(" moveOn=\"CompletedOrPassed\"", "")),
    ("a text without language", &["K007"], |p| p.manifest("<langstring lang=\"fr\">Bloc", "<langstring>Bloc")),
    ("a language twice", &["K010"], |p| p.manifest("lang=\"en\"", "lang=\"FR\"")),
    ("an empty text", &["K011"], |p| p.manifest(">Summer<", "> <")),
    ("a language that is none", &["M035"], |p| p.manifest("lang=\"en\"", "lang=\"en_GB\"")),
    ("a course structure alone", &["K012", "K013"], |p| p.after = |b| *b = kinds::CMI5.as_bytes().to_vec()),
    ("a course structure alone, with whole addresses", &["K012", "K008"], |p| {
        p.after = |b| *b = kinds::CMI5.replace("<url>", "<url>https://units.evil.net/").into_bytes();
    }),
    ("a unit elsewhere", &["K008"], |p| p.manifest("<url>", "<url>https://units.evil.net/")),
    ("a unit that says nothing", &["K009"], |p| p.entries[0] = Entry::stored("app.js", b"var a = 1;")),
    ("a path out of the package", &["Z011"], |p| p.unlisted("a/../../evil", b"")),
    ("litter of a system", &["Z025"], |p| p.unlisted("desktop.ini", b"")),
    ("a key in the launch parameters", &["P006"], |p| p.manifest(">x<", ">AKIAABCDEFGHIJ234567<")),
];

pub const TINCAN: &[Case] = &[
    ("another root", &["M009"], |p| p.manifest = b"<activities/>".to_vec()),
    ("in a folder", &["-", "M002"], |p| p.manifest_name = "module/tincan.xml"),
    ("a second one", &["A001"], |p| p.unlisted("a/tincan.xml", b"")),
    ("no description", &["M064"], |p| p.manifest("<description lang=\"fr\">Un module</description>", "")),
    ("launch before description", &["M034"], |p| {
        p.manifest("<launch lang=\"fr\">index.html?lang=fr</launch>", "");
        p.manifest("<description lang=\"fr\">", "<launch lang=\"fr\">index.html</launch><description lang=\"fr\">");
    }),
    ("no launch", &["A010"], |p| {
        p.manifest("<launch lang=\"fr\">index.html?lang=fr</launch>", "");
        p.manifest("<launch lang=\"en\">index.html</launch>", "");
    }),
    ("two activities that launch", &["A002"], |p| {
        p.manifest("<interactionType", "<launch>index.html</launch><interactionType")
    }),
    ("two launches in a language", &["A011"], |p| p.manifest("<launch lang=\"en\"", "<launch lang=\"fr\"")),
    ("a relative id", &["A003"], |p| p.manifest("\"https://deck.example/module\"", "\"module\"")),
    ("no id", &["A012"], |p| p.manifest(" id=\"https://deck.example/module\"", "")),
    ("a relative type", &["A003"], |p| p.manifest("\"http://adlnet.gov/expapi/activities/module\"", "\"module\"")),
    ("an activity twice", &["A004"], |p| p.manifest("https://deck.example/question", "https://deck.example/module")),
    ("an address out of the package", &["A005"], |p| p.manifest(">index.html<", ">../index.html<")),
    ("an empty address", &["A005"], |p| p.manifest(">index.html<", "><")),
    ("a page that is not there", &["M027"], |p| p.manifest(">index.html<", ">start.html<")),
    ("a name of the launch", &["A006"], |p| p.manifest("?lang=fr", "?actor=x")),
    ("a secret", &["A007"], |p| p.manifest("<id>us</id>", "<id>us</id><secret>s3cr3t</secret>")),
    ("a page that says nothing", &["A008"], |p| p.entries[0] = Entry::stored("app.js", b"var a = 1;")),
    ("a launch elsewhere", &["A009"], |p| p.manifest(">index.html<", ">https://units.evil.net/<")),
    ("a key in the address", &["P006", "A006"], |p| {
        p.manifest("?lang=fr", "?endpoint=x&amp;auth=Basic%20dXNlcjpwYXNzd29yZA%3D%3D");
    }),
];
