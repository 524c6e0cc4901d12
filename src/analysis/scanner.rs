//! The scanner: cuts a view into words, first rule that fits, and counts positions.

use super::Rule;
use super::character::{
    apostrophe_width, byte_at, char_at, is_ascii_word, leading_letters, run_end, word_width,
};
use super::compound::{self, MAX_PARTS, Part, Shape};
use super::{acronym, elision, inclusive, number};

/// A word of the view: its place, and the rule that found it.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) position: u32,
    pub(super) length: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) rule: Rule,
}

/// Visits the words of a text in order, as long as they begin before position `end`, and returns
/// the number of positions used.
pub(super) fn scan(
    text: &str,
    end: u32,
    is_known: &dyn Fn(&str) -> bool,
    visit: impl FnMut(Piece),
) -> u32 {
    scan_from(Start::default(), text, end, is_known, visit)
}

/// Where the loop over words goes on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Start {
    /// Position of the next word.
    pub(super) position: u32,
    /// Byte from which on it is looked for.
    pub(super) at: usize,
}

/// As [`scan`], from a place between two words on.
pub(super) fn scan_from(
    start: Start,
    text: &str,
    end: u32,
    is_known: &dyn Fn(&str) -> bool,
    visit: impl FnMut(Piece),
) -> u32 {
    let Start { position, mut at } = start;
    let mut scanner = Scanner { text, is_known, visit, position };
    loop {
        at = scanner.plain_words(at, end);
        match next_word(text, at).filter(|_| scanner.position < end) {
            Some(start) => at = scanner.word(start),
            None => return scanner.position,
        }
    }
}

/// Visits the first words of a text that has not been made ready by a view, as long as they are plain
/// or elided and their signs stay what they are; returns where to go on.
pub(super) fn scan_plain(text: &str, end: u32, visit: impl FnMut(Piece)) -> Start {
    let mut scanner = Scanner { text, is_known: &|_| false, visit, position: 0 };
    let at = scanner.plain_words(0, end);
    Start { position: scanner.position, at }
}

/// What a byte is to the loop over plain words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A letter of ASCII.
    Letter,
    /// The first byte of a letter of Latin-1, or of one of its two signs.
    Wide,
    /// Stands between words.
    Sign,
    /// Other rules may have a say: digits, all signs beyond Latin-1, and those of ASCII that a view may
    /// read as others.
    Other,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' | b'-' | b'&' | b'`' => Kind::Other,
            _ => Kind::Sign,
        };
        byte += 1;
    }
    kinds[0xC3] = Kind::Wide;
    kinds
};

/// Returns the next byte where a word starts.
fn next_word(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let is_letter = |byte: &u8| is_ascii_word(*byte) || !byte.is_ascii();
        at += bytes.get(at..)?.iter().position(is_letter)?;
        if is_ascii_word(byte_at(text, at)) || word_width(text, at) > 0 {
            return Some(at);
        }
        at += char_at(text, at)?.len_utf8();
    }
}

/// Returns the end of the run of letters of ASCII and Latin-1 at `start`.
#[inline]
fn letters_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    loop {
        while let Some(eight) = bytes.get(end..).and_then(|rest| rest.first_chunk()) {
            let letters = leading_letters(u64::from_le_bytes(*eight));
            end += letters;
            if letters < size_of::<u64>() {
                break;
            }
        }
        match bytes.get(end).map(|byte| KINDS[usize::from(*byte)]) {
            Some(Kind::Letter) => end += 1,
            // The letters end where the signs × and ÷ begin.
            Some(Kind::Wide) if !matches!(bytes.get(end + 1), Some(0x97 | 0xB7)) => end += 2,
            _ => return end,
        }
    }
}

/// Tells whether no other rule than that of the plain word can have a say on the letters that end at
/// `end`: most words stand before a space or a comma.
#[inline]
fn is_plain(bytes: &[u8], start: usize, end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        // `H & M` is the only rule that looks behind a space.
        Some(b' ') => end - start > 1,
        // The end of a sentence.
        Some(b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n' | 0)),
        Some(b'\'' | b'(') => false,
        Some(byte) => KINDS[usize::from(*byte)] == Kind::Sign,
    }
}

struct Scanner<'a, V> {
    text: &'a str,
    is_known: &'a dyn Fn(&str) -> bool,
    visit: V,
    position: u32,
}

impl<V: FnMut(Piece)> Scanner<'_, V> {
    /// Emits plain and elided words from `at` on, as long as they begin before position `limit` and
    /// no other rule can have a say; returns where to go on.
    fn plain_words(&mut self, mut at: usize, limit: u32) -> usize {
        let bytes = self.text.as_bytes();
        while self.position < limit {
            while bytes.get(at).is_some_and(|byte| KINDS[usize::from(*byte)] == Kind::Sign) {
                at += 1;
            }
            let end = letters_end(bytes, at);
            if end == at {
                break;
            }
            if is_plain(bytes, at, end) {
                self.emit(Part { start: at, end, rule: Rule::Word }, 1);
                at = end;
            } else if elision::is_sure(&bytes[at..end])
                && let width @ 1.. = apostrophe_width(self.text, end)
            {
                self.emit(Part { start: at, end, rule: Rule::Elision }, 1);
                at = end + width;
            } else {
                break;
            }
        }
        at
    }

    /// Reads the word at `start` with all that hangs on it and returns where to go on.
    fn word(&mut self, start: usize) -> usize {
        let first = self.part(start);
        if first.rule == Rule::Elision {
            self.emit(first, 1);
            return first.end + apostrophe_width(self.text, first.end);
        }
        match compound::next_part(self.text, start, first.end) {
            Some(next) if first.rule != Rule::Inclusive => self.compound(first, next),
            _ => {
                self.emit(first, 1);
                first.end
            }
        }
    }

    /// Reads one word or one part of a compound.
    fn part(&self, start: usize) -> Part {
        if byte_at(self.text, start).is_ascii_digit() {
            let (end, rule) = number::read(self.text, start);
            return Part { start, end, rule };
        }
        let end = run_end(self.text, start);
        let has_sign = match byte_at(self.text, end) {
            // `H & M` is the only rule that looks behind a space.
            b' ' => end - start == 1,
            b'\'' | b'.' | b'&' | b'(' | b'-' => true,
            byte => !byte.is_ascii(),
        };
        // Most words end here.
        let (end, rule) = if has_sign { self.signed_word(start, end) } else { (end, Rule::Word) };
        Part { start, end, rule }
    }

    /// Reads on where a sign follows the run of letters.
    fn signed_word(&self, start: usize, end: usize) -> (usize, Rule) {
        if apostrophe_width(self.text, end) > 0 {
            return self.apostrophe(start, end);
        }
        if let Some(end) = acronym::dotted_end(self.text, start) {
            return (end, Rule::Acronym);
        }
        if let Some(end) = acronym::ampersand_end(self.text, start, end) {
            return (end, Rule::Acronym);
        }
        match inclusive::read(self.text, start, end, self.is_known) {
            Some(end) => (end, Rule::Inclusive),
            None => (end, Rule::Word),
        }
    }

    fn apostrophe(&self, start: usize, end: usize) -> (usize, Rule) {
        if let Some(end) = elision::lexicalised_end(self.text, start, end) {
            return (end, Rule::Lexicalised);
        }
        match self.text.get(start..end).and_then(elision::read) {
            Some(_) => (end, Rule::Elision),
            None => (end, Rule::Word),
        }
    }

    /// Reads the other parts of a compound and emits it.
    fn compound(&mut self, first: Part, mut next: usize) -> usize {
        let mut parts = [first; MAX_PARTS];
        let mut count = 1;
        let mut is_cut = false;
        for slot in parts.iter_mut().skip(1) {
            *slot = self.part(next);
            count += 1;
            match compound::next_part(self.text, slot.start, slot.end) {
                Some(after) => (next, is_cut) = (after, true),
                None => {
                    is_cut = false;
                    break;
                }
            }
        }
        let parts = parts.get(..count).unwrap_or_default();
        let is_known = self.is_known;
        let shape = if is_cut { Shape::Parts } else { compound::shape(self.text, parts, is_known) };
        self.emit_compound(parts, shape);
        parts.last().map_or(first.end, |last| last.end)
    }

    fn emit_compound(&mut self, parts: &[Part], shape: Shape) {
        for (index, part) in parts.iter().enumerate() {
            match shape {
                Shape::Inverted if compound::is_euphonic(self.text, parts, index) => continue,
                Shape::Inverted => self.emit(Part { rule: Rule::Inverted, ..*part }, 1),
                _ => self.emit(as_part(*part), 1),
            }
            if shape == Shape::Joined && index == 0 {
                self.emit_joined(parts);
            }
        }
    }

    /// Emits the joined form at the position of the first part, which is out already.
    fn emit_joined(&mut self, parts: &[Part]) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let length = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let position = self.position - 1;
        let rule = Rule::Joined;
        (self.visit)(Piece { position, length, start: first.start, end: last.end, rule });
    }

    fn emit(&mut self, part: Part, length: u32) {
        let Part { start, end, rule } = part;
        (self.visit)(Piece { position: self.position, length, start, end, rule });
        self.position = self.position.saturating_add(1);
    }
}

fn as_part(part: Part) -> Part {
    match part.rule {
        Rule::Word => Part { rule: Rule::Part, ..part },
        _ => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut words = Vec::new();
        scan(text, u32::MAX, &|word| word == "voisin", |piece| {
            words.push(format!("{}:{}", piece.position, &text[piece.start..piece.end]));
        });
        assert_eq!(words, expected);
    }

    #[test]
    fn elided_words_have_a_position() {
        check("L’usine qu'il ferme", &["0:L", "1:usine", "2:qu", "3:il", "4:ferme"]);
    }

    #[test]
    fn joined_forms_follow_their_first_part() {
        check("un sous-préfet", &["0:un", "1:sous", "1:sous-préfet", "2:préfet"]);
    }

    #[test]
    fn inverted_verbs_lose_the_euphonic_t() {
        check("Pleut-il ? Neigera-t-il ?", &["0:Pleut", "1:il", "2:Neigera", "3:il"]);
    }

    #[test]
    fn signs_split() {
        check(
            "Photo:Reuters#info_locale 1999.ensuite",
            &["0:Photo", "1:Reuters", "2:info", "3:locale", "4:1999", "5:ensuite"],
        );
    }

    #[test]
    fn inclusive_words_are_one() {
        check("mes voisin.e.s d'ici", &["0:mes", "1:voisin.e.s", "2:d", "3:ici"]);
    }

    #[test]
    fn numbers_are_one() {
        check("le 3 mars 2021, 12 500 m", &["0:le", "1:3", "2:mars", "3:2021", "4:12 500", "5:m"]);
    }

    /// Scans without the loop over plain words.
    fn scan_word_by_word(text: &str, mut visit: impl FnMut(Piece)) -> u32 {
        let is_known = |_: &str| false;
        let mut scanner =
            Scanner { text, is_known: &is_known, visit: |piece| visit(piece), position: 0 };
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            at = scanner.word(start);
        }
        scanner.position
    }

    proptest::proptest! {
        #[test]
        fn plain_words_are_those_that_the_rules_find(
            text in "([a-zA-Zéèœç×]{1,4}|[0-9]{1,2}|[-'’.,·(&) \n\u{A0}]|qu|N’G|\\PC){0,20}",
        ) {
            let written = |piece: Piece| (piece.position, piece.length, piece.start, piece.end);
            let (mut expected, mut found) = (Vec::new(), Vec::new());
            let mut add = |piece: Piece| expected.push((written(piece), piece.rule));
            let used = scan_word_by_word(&text, &mut add);
            let all = scan(&text, u32::MAX, &|_| false, |piece| {
                found.push((written(piece), piece.rule));
            });
            proptest::prop_assert_eq!((found, all), (expected, used));
        }
    }

    #[test]
    fn long_chains_have_no_joined_form() {
        check(
            "a-b-c-d-e-f-g-h-1x",
            &["0:a", "1:b", "2:c", "3:d", "4:e", "5:f", "6:g", "7:h", "8:1x"],
        );
    }
}
