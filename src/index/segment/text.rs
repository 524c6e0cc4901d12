//! The words of a body or a title, recorded at all levels in one pass.

use super::column::Occurrence;
use super::inverted::Inverted;
use super::pair_terms::PairTerms;
use super::words::{More, NO_MORE, NO_TERM, WordTerms, Words};
use crate::analysis::{Analyzer, KeyedToken, Rule, Terms, stop_form};
use crate::index::bounded::bounded;
use crate::index::form_term::form_term;
use crate::index::implied::is_implied;
use crate::index::pairs::PairKey;
use tantivy::schema::Field;

/// Positions left free after a sentence, so that no phrase runs across its end.
const SENTENCE_GAP: u32 = 1;

/// The fields that the words of a text go to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    pub exact: Field,
    pub lemma: Field,
    pub stem_and_pairs: Option<(Field, Field)>,
}

/// Records texts of one kind, sentence by sentence.
#[derive(Debug)]
pub(super) struct TextRecorder {
    levels: Levels,
    known: Words,
    pairs: PairTerms,
    /// Of the sentence that is read, for each field.
    sentence: Sentence,
    next_position: u32,
    words: u32,
}

/// What the words of a sentence add to the columns.
#[derive(Debug, Default)]
struct Sentence {
    exact: Vec<Occurrence>,
    lemma: Vec<Occurrence>,
    stem: Vec<Occurrence>,
    pairs: Vec<Occurrence>,
}

impl TextRecorder {
    pub(super) fn new(levels: Levels) -> Self {
        let (known, pairs, sentence) = Default::default();
        TextRecorder { levels, known, pairs, sentence, next_position: 0, words: 0 }
    }

    /// Begins the text of another document.
    pub(super) fn begin(&mut self) {
        (self.next_position, self.words) = (0, 0);
        self.pairs.begin();
    }

    /// Returns the number of words since the text began.
    pub(super) fn words(&self) -> u32 {
        self.words
    }

    /// Analyses a sentence or title, records it and returns the position of its first word.
    pub(super) fn add(
        &mut self,
        text: &str,
        analyzer: &mut Analyzer,
        inverted: &mut Inverted,
    ) -> u32 {
        let first = self.next_position;
        let used = analyzer.analyze_by_key(text, |token| self.read_word(first, &token, inverted));
        let Sentence { exact, lemma, stem, pairs } = &mut self.sentence;
        inverted.add_all(self.levels.exact, exact);
        inverted.add_all(self.levels.lemma, lemma);
        if let Some((stems, pair_terms)) = self.levels.stem_and_pairs {
            inverted.add_all(stems, stem);
            self.pairs.end_sentence(inverted.column(pair_terms), pairs);
            inverted.add_all(pair_terms, pairs);
        }
        self.words += used;
        if used > 0 {
            self.next_position = first + used + SENTENCE_GAP;
        }
        first
    }

    fn read_word(&mut self, first: u32, token: &KeyedToken<'_>, inverted: &mut Inverted) {
        let position = first + token.position;
        let terms = match self.known.find(token.key) {
            Some(terms) => terms,
            None => self.learn(token, inverted),
        };
        let (lemmas, keys) = self.known.more(terms);
        let occurrence = |term| Occurrence { term, position };
        self.sentence.exact.push(occurrence(terms.exact));
        if terms.lemma != NO_TERM {
            self.sentence.lemma.push(occurrence(terms.lemma));
        }
        self.sentence.lemma.extend(lemmas.iter().copied().map(occurrence));
        if self.levels.stem_and_pairs.is_none() {
            return;
        }
        // The parts of a compound have their stems.
        if terms.stem != NO_TERM && token.length == 1 {
            self.sentence.stem.push(occurrence(terms.stem));
        }
        if token.rule != Rule::Joined {
            self.pairs.look(position, keys);
        }
    }

    /// Finds out the terms of a word that was not met before.
    fn learn(&mut self, token: &KeyedToken<'_>, inverted: &mut Inverted) -> WordTerms {
        let Terms { exact, lemma: own_lemma, stem, homographs } = token.terms();
        let stop_form = stop_form(exact);
        let [form, lemma, stem] = [exact, own_lemma, stem].map(bounded);
        let is_implied = stop_form.is_some_and(|form| is_implied(form, own_lemma));
        let levels = self.levels;
        let homographs = homographs.split_whitespace();
        let mut lemma_term =
            |lemma: &str| inverted.column(levels.lemma).term(bounded(lemma).as_bytes());
        let lemmas = homographs.clone().map(&mut lemma_term).collect();
        let mut more = More { lemmas, keys: Vec::new() };
        let mut terms = WordTerms {
            exact: NO_TERM,
            lemma: if is_implied { NO_TERM } else { lemma_term(lemma) },
            stem: NO_TERM,
            more: NO_MORE,
        };
        terms.exact = inverted.column(levels.exact).term(form_term(form, lemma).as_bytes());
        if let Some((stems, _)) = levels.stem_and_pairs {
            if stop_form.is_none() && has_stem(exact) {
                terms.stem = inverted.column(stems).term(stem.as_bytes());
            }
            let keys = homographs.chain([own_lemma]);
            let keys = keys.filter_map(|lemma| PairKey::of(exact, lemma));
            more.keys.extend(keys.map(|key| self.pairs.number(key)));
            more.keys.dedup();
        }
        self.known.keep(token.key, terms, &more)
    }

    /// Returns the memory that grows with the segment, in bytes. What is known by the number of a
    /// word takes as much in the smallest segment, and no more than the analyzer's own memory of
    /// words.
    pub(super) fn memory(&self) -> usize {
        self.pairs.memory()
    }
}

/// Whether a word has a stem that may be that of another word: a number has none.
fn has_stem(form: &str) -> bool {
    form.starts_with(char::is_alphabetic)
}
