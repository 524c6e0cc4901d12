//! A text cut into words that stay on one line, each knowing which of its letters are hits.

use unicode_width::UnicodeWidthChar;

use super::clean::shown;
use crate::highlight::Fragment;

/// Returns the columns that a text takes when it is shown.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(character: char) -> usize {
    // What French is written with takes no look into a table.
    if matches!(character, ' '..='~' | 'À'..='ɏ' | '’') {
        return 1;
    }
    shown(character).width().unwrap_or(0)
}

/// A run of text without a place to break the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The letters, cut where a hit begins or ends.
    pub pieces: Vec<Fragment<'a>>,
    /// Columns taken.
    pub width: usize,
    /// What stands before the word when it is not the first of its line.
    pub gap: Gap,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: a word too long for a line goes on.
    None,
    /// A space.
    #[default]
    Space,
    /// A space inside a hit.
    HitSpace,
}

impl Gap {
    /// Returns the columns taken.
    pub(super) fn width(self) -> usize {
        usize::from(self != Gap::None)
    }
}

impl Word<'static> {
    /// Makes the sign of something left out.
    pub(super) fn ellipsis() -> Self {
        let pieces = vec![Fragment { text: "…", is_hit: false, clause: 0 }];
        Word { pieces, width: 1, gap: Gap::Space }
    }
}

/// Cuts fragments of a text into words. A word wider than `limit` is cut into several, so that an
/// endless line of letters cannot flood the screen.
pub(super) fn words<'a>(fragments: &[Fragment<'a>], limit: usize) -> Vec<Word<'a>> {
    let mut cutter = Cutter { words: Vec::new(), word: Word::default(), limit: limit.max(2) };
    for fragment in fragments {
        cutter.add(*fragment);
    }
    cutter.end_word(Gap::Space);
    cutter.words
}

struct Cutter<'a> {
    words: Vec<Word<'a>>,
    word: Word<'a>,
    limit: usize,
}

impl<'a> Cutter<'a> {
    fn add(&mut self, fragment: Fragment<'a>) {
        let mut start = 0;
        let space = if fragment.is_hit { Gap::HitSpace } else { Gap::Space };
        for (at, character) in fragment.text.char_indices() {
            let columns = char_width(character);
            let is_break = is_break(character);
            if is_break || self.word.width + columns > self.limit {
                self.add_piece(fragment, start, at);
                self.end_word(if is_break { space } else { Gap::None });
                start = if is_break { at + character.len_utf8() } else { at };
            }
            if !is_break {
                self.word.width += columns;
            }
        }
        self.add_piece(fragment, start, fragment.text.len());
    }

    fn add_piece(&mut self, fragment: Fragment<'a>, start: usize, end: usize) {
        let text = fragment.text.get(start..end).unwrap_or("");
        if !text.is_empty() {
            self.word.pieces.push(Fragment { text, ..fragment });
        }
    }

    /// Ends the word, if there is one; `gap` is what stands after it.
    fn end_word(&mut self, gap: Gap) {
        let word = std::mem::take(&mut self.word);
        if word.pieces.is_empty() {
            // Of a run of spaces, one outside the hits keeps the next word apart from them.
            let is_plain = word.gap == Gap::Space || gap == Gap::Space;
            self.word.gap = if is_plain { Gap::Space } else { gap };
        } else {
            self.words.push(word);
            self.word.gap = gap;
        }
    }
}

/// Tells whether a line may be broken here; French keeps `«` and `»` on the line of their word by
/// spaces that do not break.
fn is_break(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hit(text: &str) -> Fragment<'_> {
        Fragment { text, is_hit: true, clause: 0 }
    }

    fn plain(text: &str) -> Fragment<'_> {
        Fragment { text, is_hit: false, clause: 0 }
    }

    /// Writes words with hits in brackets, a gap as ` `, `_` inside a hit, `+` for none.
    fn check(fragments: &[Fragment<'_>], limit: usize, expected: &str) {
        let mut text = String::new();
        for word in words(fragments, limit) {
            text.push(match word.gap {
                Gap::None => '+',
                Gap::Space => ' ',
                Gap::HitSpace => '_',
            });
            for piece in &word.pieces {
                let piece =
                    if piece.is_hit { format!("[{}]", piece.text) } else { piece.text.into() };
                text.push_str(&piece);
            }
        }
        assert_eq!(text, expected);
    }

    #[test]
    fn spaces_part_words() {
        check(&[plain(" le  grand\n\nsoir ")], 80, " le grand soir");
    }

    #[test]
    fn a_hit_may_begin_inside_a_word() {
        check(&[plain("d'"), hit("accord"), plain(", oui")], 80, " d'[accord], oui");
    }

    #[test]
    fn the_space_inside_a_hit_belongs_to_it() {
        check(&[hit("aide rapide"), plain(" "), hit("aux")], 80, " [aide]_[rapide] [aux]");
    }

    #[test]
    fn no_break_spaces_do_not_part() {
        check(&[plain("« oui »\u{a0}: 1\u{202f}234 !")], 80, " « oui »\u{a0}: 1\u{202f}234 !");
        check(&[plain("dit\u{202f}: oui")], 80, " dit\u{202f}: oui");
    }

    #[test]
    fn a_word_wider_than_the_limit_is_cut() {
        check(&[plain("abcde"), hit("fgh ij")], 3, " abc+de[f]+[gh]_[ij]");
        check(&[plain("東京都")], 4, " 東京+都");
    }

    #[test]
    fn letters_of_french_take_what_the_table_says() {
        for letter in ('\u{20}'..'\u{7f}').chain('À'..='ɏ').chain(['’']) {
            assert_eq!(Some(char_width(letter)), letter.width());
            assert_eq!(shown(letter), letter);
        }
    }

    #[test]
    fn width_counts_columns() {
        assert_eq!(width("été"), 3);
        assert_eq!(width("e\u{301}te\u{301}"), 3);
        assert_eq!(width("東京"), 4);
        assert_eq!(width("a\u{1b}b"), 3);
    }

    proptest! {
        #[test]
        fn words_hold_all_letters_and_fit_the_limit(
            texts in prop::collection::vec("[a-zé« \\u{a0}\n東\u{301}\u{1b}]{0,12}", 0..6),
            limit in 2usize..9,
        ) {
            let piece = |(index, text)| Fragment { text, is_hit: index % 2 == 1, clause: 0 };
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let fragments: Vec<_> = texts.iter().copied().enumerate().map(piece).collect();
            let words = words(&fragments, limit);
            let pieces = words.iter().flat_map(|word| &word.pieces);
            let joined: String = pieces.map(|piece| piece.text).collect();
            let letters: String = texts.concat().replace(is_break, "");
            prop_assert_eq!(joined, letters);
            for word in &words {
                let shown: usize = word.pieces.iter().map(|piece| width(piece.text)).sum();
                prop_assert_eq!(word.width, shown);
                prop_assert!(word.width <= limit, "{:?}", word);
            }
        }
    }
}
