//! A text in two parts, of which the first fits into a height. It parts blocks and entries of lists; a paragraph is parted only
//! where it is longer than a face. No word is lost: both parts together are the whole.

use super::measure::{BOLD, Measure};
use crate::deck::{Block, BlockKind, Entry, Inline, Prose};

/// Parts a text. With `force` the first part has something in it even where nothing fits whole.
pub fn split(prose: Prose, measure: Measure, room: f32, force: bool) -> (Prose, Prose) {
    let (mut here, mut left) = (Vec::new(), room);
    let mut blocks = prose.0.into_iter();
    while let Some(block) = blocks.next() {
        let height = measure.block(&block);
        if height <= left {
            left -= height;
            here.push(block);
            continue;
        }
        let (part, rest) = part(block, measure, left, force && here.is_empty());
        // A heading does not stay behind without what it heads.
        let lonely = part.is_none() && here.len() > 1;
        let heading = here.pop_if(|block| lonely && matches!(block.kind, BlockKind::Heading(..)));
        here.extend(part);
        return (Prose(here), Prose(heading.into_iter().chain(rest).chain(blocks).collect()));
    }
    (Prose(here), Prose::default())
}

/// Parts a block. A list is parted between its entries; all else stays whole where it may.
fn part(block: Block, measure: Measure, room: f32, force: bool) -> (Option<Block>, Option<Block>) {
    let Block { kind, place } = block;
    let of = |kind| Some(Block { kind, place: place.clone() });
    match kind {
        BlockKind::List { ordered, entries } => {
            let (here, rest) = list(&entries, measure, room, force);
            if here.is_empty() {
                return (None, of(BlockKind::List { ordered, entries }));
            }
            let number = |list: Vec<Entry>, from| if ordered { numbered(list, from) } else { list };
            let from = entries.len() - rest.len();
            let parted = |entries| BlockKind::List { ordered: false, entries };
            (of(parted(number(here, 0))), of(parted(number(rest, from))))
        }
        BlockKind::Paragraph(content) if force => {
            let (here, rest) = cut(content, measure, &mut measure.room(room));
            (of(BlockKind::Paragraph(here)), of(BlockKind::Paragraph(rest)))
        }
        BlockKind::Heading(level, content) if force => {
            let (here, rest) = cut(content, measure, &mut measure.room(room));
            (of(BlockKind::Heading(level, here)), of(BlockKind::Heading(level, rest)))
        }
        BlockKind::Quote(inner) if force => {
            let (here, rest) = split(inner, measure.inside(), room, true);
            (of(BlockKind::Quote(here)), of(BlockKind::Quote(rest)))
        }
        kind => (None, of(kind)),
    }
}

/// Parts the entries of a list.
fn list(entries: &[Entry], measure: Measure, room: f32, force: bool) -> (Vec<Entry>, Vec<Entry>) {
    let mut left = room;
    let fits = |entry: &&Entry| {
        left -= measure.entry(&entry.body);
        left >= 0.0
    };
    let (here, rest) = entries.split_at(entries.iter().take_while(fits).count());
    match rest {
        [first, after @ ..] if force && here.is_empty() => {
            let (body, more) = split(first.body.clone(), measure.inside(), room, true);
            let more = (!more.is_empty()).then(|| Entry { body: more, ..first.clone() });
            (vec![Entry { body, ..first.clone() }], more.into_iter().chain(after.iter().cloned()).collect())
        }
        _ => (here.to_vec(), rest.to_vec()),
    }
}

/// Entries that say their number in words: a list that goes on elsewhere would begin with one again.
fn numbered(entries: Vec<Entry>, from: usize) -> Vec<Entry> {
    let number = |(at, mut entry): (usize, Entry)| {
        if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = entry.body.0.first_mut() {
            content.insert(0, Inline::Text(format!("{}. ", from + at + 1)));
        }
        entry
    };
    entries.into_iter().enumerate().map(number).collect()
}

/// Parts running text at a blank; inside a word only where one word is longer than the room. `left` is the length that is left.
fn cut(content: Vec<Inline>, measure: Measure, left: &mut f32) -> (Vec<Inline>, Vec<Inline>) {
    let (mut here, mut rest) = (Vec::new(), Vec::new());
    for inline in content {
        let length = measure.length(std::slice::from_ref(&inline));
        if rest.is_empty() && length <= *left {
            *left -= length;
            here.push(inline);
            continue;
        }
        if !rest.is_empty() {
            rest.push(inline);
            continue;
        }
        let (first, second) = cut_one(inline, measure, *left, here.is_empty());
        *left = 0.0;
        here.extend(first);
        rest.extend(second);
    }
    (here, rest)
}

/// Parts the piece of running text in which the room ends.
fn cut_one(inline: Inline, measure: Measure, left: f32, force: bool) -> (Option<Inline>, Option<Inline>) {
    let inner = |content, wider: f32| {
        let (here, rest) = cut(content, measure, &mut (left / wider));
        ((!here.is_empty()).then_some(here), (!rest.is_empty()).then_some(rest))
    };
    match inline {
        Inline::Text(text) => {
            let (here, rest) = cut_text(&text, measure, left, force);
            (here.map(Inline::Text), rest.map(Inline::Text))
        }
        Inline::Code(text) => {
            let (here, rest) = cut_text(&text, measure, left, force);
            (here.map(Inline::Code), rest.map(Inline::Code))
        }
        Inline::Emphasis(content) => {
            let (here, rest) = inner(content, BOLD);
            (here.map(Inline::Emphasis), rest.map(Inline::Emphasis))
        }
        Inline::Strong(content) => {
            let (here, rest) = inner(content, BOLD);
            (here.map(Inline::Strong), rest.map(Inline::Strong))
        }
        Inline::Link { url, content, place } => {
            let (here, rest) = inner(content, 1.0);
            let link = |content| Inline::Link { url: url.clone(), content, place: place.clone() };
            (here.map(link), rest.map(link))
        }
        Inline::Foreign { language, content } => {
            let (here, rest) = inner(content, 1.0);
            let words = |content| Inline::Foreign { language: language.clone(), content };
            (here.map(words), rest.map(words))
        }
        whole if force => (Some(whole), None),
        whole => (None, Some(whole)),
    }
}

fn cut_text(text: &str, measure: Measure, left: f32, force: bool) -> (Option<String>, Option<String>) {
    let (mut used, mut end, mut blank) = (0.0, 0, None);
    for (at, letter) in text.char_indices() {
        used += measure.letter(letter);
        if used > left && at > 0 {
            break;
        }
        end = at + letter.len_utf8();
        blank = if letter == ' ' { Some(end) } else { blank };
    }
    let Some(at) = blank.or(force.then_some(end)) else { return (None, Some(text.to_owned())) };
    let (here, rest) = text.split_at(at);
    (Some(here.to_owned()), (!rest.is_empty()).then(|| rest.to_owned()))
}
