//! The view: the characters as the scanner reads them, with a map back to the original text.
//!
//! Invisible characters are dropped, apostrophes and hyphens are made one, accents are composed,
//! ligatures and superscripts are written out, words cut at a line end are mended. Ordinary text
//! needs none of it and is read as it is.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::character::{byte_at, char_at, char_before};
use super::entity;
use super::fold::is_mark;

/// Longest half of a word cut at a line end, in bytes; no French word is longer.
const MAX_HALF_BYTES: usize = 40;

/// Buffers of the view, kept from text to text.
#[derive(Debug, Clone, Default)]
pub(super) struct ViewBuffer {
    text: String,
    /// For each byte of the view, where its original character starts.
    starts: Vec<usize>,
    /// For each byte of the view, where its original character ends.
    ends: Vec<usize>,
}

/// A text as the scanner reads it.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    /// Nothing where the text is read as it is.
    pub(super) map: Option<(&'a [usize], &'a [usize])>,
}

impl View<'_> {
    /// Returns the original bytes of `start..end` of the view.
    pub(super) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let Some((starts, ends)) = self.map else { return (start, end) };
        let original_start = starts.get(start).copied().unwrap_or_default();
        let last = end.saturating_sub(1);
        (original_start, ends.get(last).copied().unwrap_or(original_start))
    }
}

impl ViewBuffer {
    /// Reads a text; `is_known` tells whether a word mended at a line end exists.
    pub(super) fn read<'a>(
        &'a mut self,
        text: &'a str,
        is_known: &dyn Fn(&str) -> bool,
    ) -> View<'a> {
        let Some(first) = first_unusual(text) else { return View { text, map: None } };
        self.text.clear();
        self.starts.clear();
        self.ends.clear();
        self.copy(text, 0, first);
        let mut at = first;
        while at < text.len() {
            at = self.step(text, at, is_known);
        }
        View { text: &self.text, map: Some((&self.starts, &self.ends)) }
    }

    /// Copies what is ordinary, byte by byte.
    fn copy(&mut self, text: &str, start: usize, end: usize) {
        for (at, character) in text.get(start..end).unwrap_or_default().char_indices() {
            self.push(character, start + at, start + at + character.len_utf8());
        }
    }

    /// Appends one character that stands for `start..end` of the original.
    fn push(&mut self, character: char, start: usize, end: usize) {
        self.text.push(character);
        self.starts.resize(self.text.len(), start);
        self.ends.resize(self.text.len(), end);
    }

    /// Reads the character at `at` and what belongs to it; returns where to go on.
    fn step(&mut self, text: &str, at: usize, is_known: &dyn Fn(&str) -> bool) -> usize {
        let Some(character) = char_at(text, at) else { return text.len() };
        let end = at + character.len_utf8();
        let is_hyphen = matches!(character, '-' | SOFT_HYPHEN);
        if is_hyphen && let Some(after) = self.line_end(text, at, end, is_known) {
            return after;
        }
        if let Some((letter, after)) = entity::read(text, at) {
            self.push(letter, at, after);
            return after;
        }
        match replacement(character) {
            Replacement::Nothing => end,
            Replacement::Itself if !is_composed_further(text, end) => {
                self.push(character, at, end);
                end
            }
            Replacement::By(other) => {
                self.push(other, at, end);
                end
            }
            _ => self.cluster(text, at),
        }
    }

    /// Composes a letter with the marks that follow it.
    fn cluster(&mut self, text: &str, at: usize) -> usize {
        let end = cluster_end(text, at);
        let cluster = text.get(at..end).unwrap_or_default();
        let visible = cluster.chars().filter(|c| !is_invisible(*c));
        for character in visible.nfkc().filter(|c| !is_mark(*c)) {
            self.push(character, at, end);
        }
        end
    }

    /// Mends a word cut by a hyphen and a line end, when the whole is a word; otherwise drops the
    /// line end only, so that the halves are a compound.
    fn line_end(
        &mut self,
        text: &str,
        at: usize,
        after_hyphen: usize,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Option<usize> {
        let next = line_start(text, after_hyphen)?;
        let head = last_run(&self.text)?;
        let is_soft = char_at(text, at) == Some(SOFT_HYPHEN);
        let joined = [head, &first_run(text.get(next..)?)].concat();
        if !is_soft && !is_known(&joined) {
            self.push('-', at, after_hyphen);
        }
        Some(next)
    }
}

const SOFT_HYPHEN: char = '\u{AD}';

/// What the view puts in the place of a character.
enum Replacement {
    Itself,
    Nothing,
    By(char),
    Composed,
}

fn replacement(character: char) -> Replacement {
    if is_ordinary(character) {
        return Replacement::Itself;
    }
    match character {
        _ if is_invisible(character) => Replacement::Nothing,
        '\u{92}' | '‘' | 'ʼ' | '´' | '`' | '′' | '＇' | 'ʹ' | '‛' | 'ʻ' | 'ˈ' => {
            Replacement::By('\'')
        }
        // Windows-1252 read as Latin-1.
        '\u{9C}' => Replacement::By('œ'),
        '\u{8C}' => Replacement::By('Œ'),
        '\u{2010}'..='\u{2012}' | '﹣' | '－' => Replacement::By('-'),
        '™' | '℠' => Replacement::By(' '),
        _ if is_nfkc_quick(std::iter::once(character)) == IsNormalized::Yes => Replacement::Itself,
        _ => Replacement::Composed,
    }
}

/// Characters that are there for the layout only.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        SOFT_HYPHEN
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Characters of ordinary French text, which stay as they are.
fn is_ordinary(character: char) -> bool {
    match character {
        '`' => false,
        '\0'..='\x7F' => true,
        '\u{A0}' | '\u{202F}' | '…' | '’' | '“' | '”' | '«' | '»' | '–' | '—' | '·' | '°' => {
            true
        }
        '€' | '•' | 'Œ' | 'œ' => true,
        // The Latin-1 letters.
        '\u{C0}'..='\u{FF}' => true,
        _ => false,
    }
}

/// Tells whether the scanner reads a text as it is.
pub(super) fn is_read_as_it_is(text: &str) -> bool {
    first_unusual(text).is_none()
}

/// Returns the first byte that the scanner must not read as it is.
fn first_unusual(text: &str) -> Option<usize> {
    let is_start =
        |(at, byte): (usize, &u8)| (needs_look(*byte) && is_unusual(text, at)).then_some(at);
    for (number, window) in text.as_bytes().chunks(WINDOW).enumerate() {
        // Most windows hold nothing to look at: asked of all bytes at once, which is fast.
        if !window.iter().fold(false, |any, byte| any | needs_look(*byte)) {
            continue;
        }
        let start = number * WINDOW;
        let mut places = window.iter().enumerate().map(|(at, byte)| (start + at, byte));
        if let Some(at) = places.find_map(is_start) {
            // A mark belongs to the letter before it.
            return Some(at - char_before(text, at).map_or(0, char::len_utf8));
        }
    }
    None
}

/// Bytes asked at once whether one of them needs a closer look.
const WINDOW: usize = 32;

/// Whether a closer look is needed: at the lead bytes but that of the Latin-1 letters, and at the
/// signs with a rule of their own.
fn needs_look(byte: u8) -> bool {
    (byte >= 0xC0) & (byte != 0xC3) | (byte == b'-') | (byte == b'&') | (byte == b'`')
}

fn is_unusual(text: &str, at: usize) -> bool {
    match byte_at(text, at) {
        b'-' => line_start(text, at + 1).is_some(),
        b'&' => entity::read(text, at).is_some(),
        _ => match char_at(text, at).map(replacement) {
            Some(Replacement::Itself) | None => false,
            Some(_) => true,
        },
    }
}

/// Whether a mark follows that composes with the character before it.
fn is_composed_further(text: &str, at: usize) -> bool {
    !byte_at(text, at).is_ascii() && char_at(text, at).is_some_and(continues_cluster)
}

fn continues_cluster(character: char) -> bool {
    !is_ordinary(character)
        && (is_mark(character)
            || is_nfkc_quick(std::iter::once(character)) == IsNormalized::Maybe
            || unicode_normalization::char::canonical_combining_class(character) != 0)
}

fn cluster_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut is_first = true;
    for character in text.get(at..).unwrap_or_default().chars() {
        if !is_first && !continues_cluster(character) {
            break;
        }
        is_first = false;
        end += character.len_utf8();
    }
    end
}

/// Returns where the next line starts, when the line ends at `at` and a letter follows.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let next = line.trim_start_matches([' ', '\t', '\u{A0}', '\u{202F}']);
    let start = text.len() - next.len();
    (start - at <= MAX_HALF_BYTES && next.starts_with(is_letter)).then_some(start)
}

/// Whether the view shows a letter or a digit; an apostrophe that Unicode calls a letter is none.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && !matches!(replacement(character), Replacement::By(_))
}

/// Returns the run of letters the text begins with, composed, up to the length of a word.
fn first_run(text: &str) -> String {
    let is_inside = |c: &char| is_letter(*c) || continues_cluster(*c) || is_invisible(*c);
    let window = text.chars().take(MAX_HALF_BYTES).take_while(is_inside);
    window.filter(|c| !is_invisible(*c)).nfkc().collect()
}

/// Returns the run of letters the text ends with, when there is one of a word's length.
fn last_run(text: &str) -> Option<&str> {
    let mut start = text.len();
    while let Some(letter) = char_before(text, start).filter(|c| c.is_alphanumeric()) {
        start -= letter.len_utf8();
        if text.len() - start > MAX_HALF_BYTES {
            return None;
        }
    }
    text.get(start..).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let is_known = |word: &str| word == "parlement";
        assert_eq!(ViewBuffer::default().read(text, &is_known).text, expected);
    }

    #[test]
    fn invisible_characters_are_dropped() {
        check("\u{FEFF}pré\u{AD}fet et mi\u{200B}nistre", "préfet et ministre");
    }

    #[test]
    fn apostrophes_and_hyphens_are_one() {
        check("l\u{92}un l`un l′un sous\u{2011}main", "l'un l'un l'un sous-main");
    }

    #[test]
    fn accents_are_composed() {
        check("e\u{301}te\u{301}", "été");
        check("nai\u{308}f", "naïf");
    }

    #[test]
    fn compatibility_forms_are_written_out() {
        check("ﬁn de 5 m² le 1ᵉʳ", "fin de 5 m2 le 1er");
        check("ＡＢ\u{3000}Ｃ", "AB C");
    }

    #[test]
    fn words_cut_at_a_line_end_are_mended() {
        check("le parle-\nment siège", "le parlement siège");
        check("le sous-\r\n  préfet", "le sous-préfet");
        check("tiret -\n- liste", "tiret -\n- liste");
    }

    #[test]
    fn letters_written_in_html_are_read() {
        check("d&eacute;put&eacute;s &lt;b&gt;", "députés &lt;b&gt;");
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        let text = "« Déjà », dit-elle à l’Œuvre – 5 °C…";
        assert!(ViewBuffer::default().read(text, &|_| false).map.is_none());
    }

    #[test]
    fn letters_are_missed_where_a_text_is_read_as_it_is() {
        use crate::analysis::may_have_letters;
        assert!(may_have_letters("La paix.", "paix") && !may_have_letters("La paix.", "Paix"));
        assert!(
            may_have_letters("La p\u{AD}aix.", "paix") && may_have_letters("l’Œuvre", "l'Œuvre")
        );
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "la de\u{301}fe\u{AD}nse";
        let mut buffer = ViewBuffer::default();
        let view = buffer.read(text, &|_| false);
        assert_eq!(view.text, "la défense");
        assert_eq!(view.original(3, 11), (3, text.len()));
    }
}
