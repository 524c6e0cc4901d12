//! The scanner: cuts a view into words, first rule that fits, and counts positions.

use super::Rule;
use super::character::{apostrophe_width, byte_at, char_at, is_ascii_word, run_end, word_width};
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
    let mut scanner = Scanner { text, is_known, visit, position: 0 };
    let mut at = 0;
    while scanner.position < end
        && let Some(start) = next_word(text, at)
    {
        at = match plain_word_end(text, start) {
            Some(end) => scanner.plain_word(start, end),
            None => scanner.word(start),
        };
    }
    scanner.position
}

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

/// Returns the end of the run of letters at `start` when no other rule than that of the plain word
/// can have a say: most words stand before a space or a comma.
fn plain_word_end(text: &str, start: usize) -> Option<usize> {
    if byte_at(text, start).is_ascii_digit() {
        return None;
    }
    let end = run_end(text, start);
    let is_plain = match byte_at(text, end) {
        // `H & M` is the only rule that looks behind a space.
        b' ' => end - start > 1,
        // The end of a sentence.
        b'.' => matches!(byte_at(text, end + 1), b' ' | b'\n' | 0),
        b'\'' | b'&' | b'(' | b'-' => false,
        byte => byte.is_ascii(),
    };
    is_plain.then_some(end)
}

struct Scanner<'a, V> {
    text: &'a str,
    is_known: &'a dyn Fn(&str) -> bool,
    visit: V,
    position: u32,
}

impl<V: FnMut(Piece)> Scanner<'_, V> {
    /// Emits a word that no sign follows and returns where to go on.
    fn plain_word(&mut self, start: usize, end: usize) -> usize {
        self.emit(Part { start, end, rule: Rule::Word }, 1);
        end
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

    #[test]
    fn long_chains_have_no_joined_form() {
        check(
            "a-b-c-d-e-f-g-h-1x",
            &["0:a", "1:b", "2:c", "3:d", "4:e", "5:f", "6:g", "7:h", "8:1x"],
        );
    }
}
