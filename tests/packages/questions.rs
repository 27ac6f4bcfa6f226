//! Question files in which nothing is wrong: each type, and both forms.

use super::{Entry, Pack};

impl Pack {
    /// An archive with a file of each form.
    pub fn questions() -> Self {
        let gift = Entry::stored("questions.txt", GIFT.as_bytes());
        Self {
            manifest: QUESTIONS.as_bytes().to_vec(),
            manifest_name: "questions.xml",
            entries: vec![gift],
            after: |_| {},
        }
    }

    /// Replaces a part of the file in GIFT, which must be there.
    pub fn gift(&mut self, from: &str, to: &str) {
        assert!(GIFT.contains(from), "{from}");
        self.entries[0] = Entry::stored("questions.txt", GIFT.replacen(from, to, 1).as_bytes());
    }
}

pub const QUESTIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<quiz>
 <question type="category">
  <category><text>top/Deck/Theme</text></category>
 </question>
 <question type="multichoice">
  <name><text>One</text></name>
  <questiontext format="html"><text><![CDATA[<p>Which? <img src="@@PLUGINFILE@@/a/b%20c.png" alt=""></p>]]></text><file name="b c.png" path="/a/" encoding="base64">AA==</file></questiontext>
  <idnumber>q1</idnumber>
  <single>true</single>
  <answer fraction="100"><text>A</text></answer>
  <answer fraction="0"><text>B</text></answer>
 </question>
 <question type="multichoice">
  <name><text>Several</text></name>
  <questiontext format="html"><text>Which ones?</text></questiontext>
  <idnumber>q2</idnumber>
  <single>false</single>
  <answer fraction="33.33333"><text>A</text></answer>
  <answer fraction="33.33333"><text>B</text></answer>
  <answer fraction="33.33333"><text>C</text></answer>
  <answer fraction="-50"><text>D</text></answer>
 </question>
 <question type="truefalse">
  <name><text>True</text></name>
  <questiontext format="html"><text>Is it?</text></questiontext>
  <answer fraction="100"><text>true</text></answer>
  <answer fraction="0"><text>false</text></answer>
 </question>
 <question type="matching">
  <name><text>Pairs</text></name>
  <questiontext format="html"><text>Match.</text></questiontext>
  <subquestion format="html"><text>A</text><answer><text>1</text></answer></subquestion>
  <subquestion format="html"><text>B</text><answer><text>2</text></answer></subquestion>
  <subquestion format="html"><text></text><answer><text>3</text></answer></subquestion>
 </question>
 <question type="ordering">
  <name><text>Order</text></name>
  <questiontext format="html"><text>Put in order.</text></questiontext>
  <answer fraction="1"><text>A</text></answer>
  <answer fraction="2"><text>B</text></answer>
  <hint format="html"><text></text></hint>
  <hint format="html"><text></text></hint>
 </question>
 <question type="essay">
  <name><text>Essay</text></name>
  <questiontext format="html"><text>Write.</text></questiontext>
 </question>
</quiz>
"#;

pub const GIFT: &str = "// [id:story] [tag:a]
$CATEGORY: top/Deck/Theme

// [id:q1]
::One::[html]Which\\: A\\=B?{
=right#Yes, https\\://deck.example
~wrong
####Read on.
}

::Several::Which ones?{
~%50%A
~%50%B
~%-50%C
}

::Pairs::Match.{
=A -> 1
=B -> 2
= -> 3
}

::Order::Put in order.{>2 ALL VERTICAL ABSOLUTE SHOW none
A
B
}

Grant is {~buried =entombed ~living} in a tomb.

Is it?{T}

Short?{=yes =%50%perhaps}

When was it?{#1822:5}

How long?{#3.141..3.142}

How many?{#
=1822:0#Right.
=%50%1822:2#Nearly.
~#Far.
}

A description.

Write.{}
";
