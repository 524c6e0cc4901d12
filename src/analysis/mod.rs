//! French analysis: text in, words out, each with its place in the text and its three terms.
//!
//! The same pass serves indexing, queries and highlights, so what matches and what is shown
//! cannot drift apart. The recipe: a view of the characters (`view`), a scanner that cuts it into
//! words (`scanner`), and for each word the exact form, the lemma and the stem (`terms`).

mod acronym;
mod cache;
mod character;
mod compound;
mod derivation;
mod elision;
mod entity;
mod exceptions;
mod fingerprint;
mod fold;
mod inclusive;
mod inflection;
mod lemma;
mod lexicon;
mod number;
mod query_token;
mod rule;
mod scanner;
mod stem;
mod stop_words;
mod synonyms;
mod terms;
mod unit;
mod user_list;
mod view;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod recipe;

use fingerprint::Fingerprint;
use terms::TermMaker;
use view::{View, ViewBuffer};

pub(crate) use cache::Terms;
pub use exceptions::read_exceptions;
pub use fold::fold;
pub use query_token::QueryToken;
pub use rule::Rule;
pub use stop_words::StopWords;
pub use synonyms::{Synonym, SynonymMatch, SynonymTable, Synonyms};
pub use unit::Unit;

/// Shortest second part of a compound that is no word of the lexicon itself, in letters.
const MIN_SECOND_PART: usize = 3;

/// Version of the rules; a change of terms or positions changes it.
const RULES_VERSION: u32 = 4;

/// One word of a text. The terms are borrowed from the analyzer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Place among the words of the text, from 0. A joined compound shares the place of its first
    /// part.
    pub position: u32,
    /// Number of positions covered: 1, or the number of parts of a joined compound.
    pub length: u32,
    /// First byte in the original text.
    pub byte_start: usize,
    /// Byte after the last one.
    pub byte_end: usize,
    /// Folded form: lower-case, without accents or ligatures.
    pub exact: &'a str,
    /// Term of the lemma.
    pub lemma: &'a str,
    /// Stem of the lemma.
    pub stem: &'a str,
    /// Terms of the other lemmas that a word in capitals without accents may have (`MARCHE` is
    /// also `marché`), separated by spaces.
    pub homographs: &'a str,
    /// The rule that made the token.
    pub rule: Rule,
}

/// One word of a text whose terms are looked up when they are asked for: whoever remembers them by
/// their key need not ask.
#[derive(Clone, Copy)]
pub(crate) struct KeyedToken<'a> {
    /// See [`Token::position`].
    pub position: u32,
    /// See [`Token::length`].
    pub length: u32,
    /// See [`Token::rule`].
    pub rule: Rule,
    /// What the terms can be remembered by.
    pub key: WordKey,
    maker: &'a TermMaker,
}

impl<'a> KeyedToken<'a> {
    /// Returns exact form, lemma, stem and homographs.
    pub(crate) fn terms(&self) -> Terms<'a> {
        self.maker.terms(self.key)
    }
}

/// Names a word of one analyzer. Words with the same key have the same terms; numbers are small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordKey {
    /// Number of the word among those that the analyzer remembers.
    pub number: u32,
    /// Numbers of another generation are those of other words.
    pub generation: u32,
}

/// The place of one word of a text, without its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Place among the words of the text, from 0.
    pub position: u32,
    /// Number of positions covered.
    pub length: u32,
    /// First byte in the original text.
    pub byte_start: usize,
    /// Byte after the last one.
    pub byte_end: usize,
}

/// Turns text into words. One per thread: it owns its buffers and remembers words seen before.
///
/// ```
/// use depeche::analysis::Analyzer;
///
/// let mut lemmas = Vec::new();
/// Analyzer::default().analyze("La Syrie l’a dit", |token| {
///     lemmas.push(token.lemma.to_owned());
/// });
/// assert_eq!(lemmas, ["le", "syrie", "le", "avoir", "dire"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Analyzer {
    view: ViewBuffer,
    terms: TermMaker,
}

impl Analyzer {
    /// Returns an analyzer that prefers the given lemmas, as pairs of form and lemma.
    pub fn with_exceptions(exceptions: &[(String, String)]) -> Self {
        Self { view: ViewBuffer::default(), terms: TermMaker::with_exceptions(exceptions) }
    }

    /// Visits the words of a text in order of position and returns the number of positions used.
    ///
    /// A joined compound comes directly after its first part.
    pub fn analyze(&mut self, text: &str, mut visit: impl FnMut(Token<'_>)) -> u32 {
        let Self { view, terms } = self;
        let view = view.read(text, &lemma::is_known);
        scanner::scan(view.text, u32::MAX, &lemma::is_known, |piece| {
            let surface = view.text.get(piece.start..piece.end).unwrap_or_default();
            let key = terms.key(surface, piece.rule);
            let found = terms.terms(key);
            let Place { position, length, byte_start, byte_end } = place(&view, piece);
            visit(Token {
                position,
                length,
                byte_start,
                byte_end,
                exact: found.exact,
                lemma: found.lemma,
                stem: found.stem,
                homographs: found.homographs,
                rule: piece.rule,
            });
        })
    }

    /// Visits the same words without looking up their terms and places.
    pub(crate) fn analyze_by_key(
        &mut self,
        text: &str,
        mut visit: impl FnMut(KeyedToken<'_>),
    ) -> u32 {
        let Self { view, terms } = self;
        let view = view.read(text, &lemma::is_known);
        scanner::scan(view.text, u32::MAX, &lemma::is_known, |piece| {
            let surface = view.text.get(piece.start..piece.end).unwrap_or_default();
            let key = terms.key(surface, piece.rule);
            let scanner::Piece { position, length, rule, .. } = piece;
            visit(KeyedToken { position, length, rule, key, maker: terms });
        })
    }

    /// Visits the exact forms of the same words, with their positions, without making other terms.
    pub(crate) fn analyze_forms(&mut self, text: &str, mut visit: impl FnMut(u32, &str)) {
        let Self { view, terms } = self;
        let view = view.read(text, &lemma::is_known);
        scanner::scan(view.text, u32::MAX, &lemma::is_known, |piece| {
            let surface = view.text.get(piece.start..piece.end).unwrap_or_default();
            visit(piece.position, &terms.exact(surface, piece.rule));
        });
    }

    /// Returns exact form and lemma of the first word of a text, or of the first part of a compound.
    /// No stem is made, which is half of the work on a word.
    pub(crate) fn first_word(&mut self, text: &str) -> Option<(String, String)> {
        let Self { view, terms } = self;
        let view = view.read(text, &lemma::is_known);
        let mut first = None;
        scanner::scan(view.text, 1, &lemma::is_known, |piece| {
            if (piece.position, piece.length) == (0, 1) {
                let surface = view.text.get(piece.start..piece.end).unwrap_or_default();
                first = Some(terms.exact_and_lemma(surface, piece.rule));
            }
        });
        first
    }

    /// Visits the places of the same words without making their terms, which is much faster.
    pub fn scan(&mut self, text: &str, visit: impl FnMut(Place)) -> u32 {
        self.scan_until(text, u32::MAX, visit)
    }

    /// Visits the places before position `end` and those that share a compound with one of them;
    /// the rest of the text is left unread.
    pub(crate) fn scan_until(&mut self, text: &str, end: u32, mut visit: impl FnMut(Place)) -> u32 {
        let as_it_is = View { text, map: None };
        let next = scanner::scan_plain(text, end, |piece| visit(place(&as_it_is, piece)));
        if next.position >= end {
            return next.position;
        }
        let view = self.view.read(text, &lemma::is_known);
        if view.map.is_none() {
            let visit = |piece| visit(place(&view, piece));
            return scanner::scan_from(next, text, end, &lemma::is_known, visit);
        }
        scanner::scan(view.text, end, &lemma::is_known, |piece| {
            if piece.position >= next.position {
                visit(place(&view, piece));
            }
        })
    }

    /// Returns the words of a query, with what the engine needs to match each of them.
    pub fn analyze_query(&mut self, text: &str) -> Vec<QueryToken> {
        let mut tokens = Vec::new();
        self.analyze(text, |token| tokens.push(QueryToken::new(token, text)));
        tokens
    }

    /// Returns the letters of a word as they count where case and accents do: composed accents,
    /// plain apostrophes, nothing invisible.
    pub fn letters(&mut self, written: &str) -> String {
        self.view.read(written, &lemma::is_known).text.replace('’', "'")
    }

    /// Tells whether words have the lemmas that they have for everybody.
    pub(crate) fn has_no_exceptions(&self) -> bool {
        self.terms.exceptions().next().is_none()
    }

    /// Returns the user's exceptions as pairs of form and lemma.
    pub fn exceptions(&self) -> Vec<(String, String)> {
        let owned = |(form, lemma): (&str, &str)| (form.to_owned(), lemma.to_owned());
        self.terms.exceptions().map(owned).collect()
    }

    /// Returns a text that changes whenever the words or terms of a text may change: rules,
    /// lexicon, stemmer, user exceptions.
    pub fn fingerprint(&self) -> String {
        let mut exceptions = Fingerprint::default();
        for (form, lemma) in self.terms.exceptions() {
            exceptions.add(form);
            exceptions.add(lemma);
        }
        let (lexicon, stemmer) = (lexicon::VERSION, stem::VERSION);
        format!("fr{RULES_VERSION}-{lexicon}-{stemmer}-{:016x}", exceptions.value())
    }
}

/// Tells whether a text may have a word of these letters, see [`Analyzer::letters`]. Unless it has
/// signs that are read as others, they stand in it as they are.
pub(crate) fn may_have_letters(text: &str, letters: &str) -> bool {
    text.contains(letters) || letters.contains('\'') || !view::is_read_as_it_is(text)
}

/// Tells whether an exact form is that of a stop word, whatever accents it had.
pub fn is_stop_form(exact: &str) -> bool {
    stop_form(exact).is_some()
}

/// Returns an exact form from the list of stop words, if it is there.
pub(crate) fn stop_form(exact: &str) -> Option<&'static str> {
    stop_words::find_folded(exact)
}

/// Lists the forms of the stop words, with their accents.
pub fn stop_forms() -> impl Iterator<Item = &'static str> {
    stop_words::all()
}

/// Tells whether the lexicon has a form, with or without its accents.
pub fn is_in_lexicon(form: &str) -> bool {
    lemma::is_known(&form.to_lowercase())
}

/// Lists the lemmas that a folded form may have once its accents are put back: `du` is also `dû`.
pub(crate) fn accented_lemmas(folded: &str) -> Vec<String> {
    lemma::homographs(folded, "")
}

/// Lists the ways in which a word may also be written as a compound of two: `weekend` as `week-end`. The
/// lexicon has the compound; or it has the second part, in which nearly every compound of the press ends,
/// and either lacks the word or knows its first part as a prefix.
pub fn partings(word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let is_new = !lemma::is_known(&word);
    let breaks = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
    let compound = |(first, second): (&str, &str)| {
        let whole = format!("{first}-{second}");
        let is_long = second.chars().count() >= MIN_SECOND_PART;
        let may_join = is_long && (is_new || derivation::is_prefix(first));
        (may_join && lemma::is_known(second) || lemma::is_known(&whole)).then_some(whole)
    };
    breaks.filter_map(compound).collect()
}

/// Lists the words that elide, as they stand before an apostrophe, folded.
pub fn elided_words() -> impl Iterator<Item = &'static str> {
    elision::forms()
}

fn place(view: &View<'_>, piece: scanner::Piece) -> Place {
    let (byte_start, byte_end) = view.original(piece.start, piece.end);
    Place { position: piece.position, length: piece.length, byte_start, byte_end }
}
