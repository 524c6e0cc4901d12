//! From a word of the view to its terms: cached, so that a word is worked out once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Rule;
use super::WordKey;
use super::cache::{Cache, Terms};
use super::fold::{fold, lower};
use super::lexicon::{self, Lemma};
use super::{acronym, elision, inclusive, lemma, number, stem};

/// Longest stretch of text a term is made from, in bytes; the engine drops terms of 64 KiB and no
/// word comes near this.
const MAX_TERM_BYTES: usize = 255;

/// Makes the terms of words, remembering those of words seen before.
#[derive(Debug, Clone, Default)]
pub(super) struct TermMaker {
    cache: Cache,
    /// The stems of lemmas: half of the new words of a text are other forms of known lemmas.
    stems: Cache,
    /// Forms in lower case and the lemmas the user gave them.
    exceptions: BTreeMap<String, String>,
}

impl TermMaker {
    /// Returns a maker that prefers these lemmas to the lexicon's.
    pub(super) fn with_exceptions(exceptions: &[(String, String)]) -> Self {
        let exceptions = exceptions
            .iter()
            .map(|(form, lemma)| (lower(form).into_owned(), lower(lemma).into_owned()));
        Self { exceptions: exceptions.collect(), ..Self::default() }
    }

    /// Returns the user's exceptions in order.
    pub(super) fn exceptions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.exceptions.iter().map(|(form, lemma)| (form.as_str(), lemma.as_str()))
    }

    /// Makes the terms of a word of the view, unless they are known, and returns what they go by.
    #[inline]
    pub(super) fn key(&mut self, surface: &str, rule: Rule) -> WordKey {
        let number = match (rule == Rule::Elision).then(|| elision::number(surface)).flatten() {
            Some(elided) => elided,
            None => elision::COUNT + self.number(shorten(surface), rule),
        };
        WordKey { number, generation: self.cache.generation() }
    }

    /// Returns the terms of a word by the key that it has just got.
    #[inline]
    pub(super) fn terms(&self, key: WordKey) -> Terms<'_> {
        match key.number.checked_sub(elision::COUNT) {
            Some(number) => self.cache.terms(number),
            None => {
                let (exact, lemma) = elision::by_number(key.number);
                Terms { exact, lemma, stem: lemma, homographs: "" }
            }
        }
    }

    fn number(&mut self, surface: &str, rule: Rule) -> u32 {
        match self.cache.find(surface) {
            Some(number) => number,
            None => {
                let made = self.make(surface, rule);
                self.cache.insert(surface, made.terms())
            }
        }
    }

    fn make<'a>(&mut self, surface: &'a str, rule: Rule) -> Made<'a> {
        match rule {
            Rule::Number => Made::number(number::normalize(surface)),
            Rule::Hour => Made::same(number::normalize_hour(surface)),
            Rule::Acronym => Made::same(acronym::normalize(surface)),
            Rule::Ordinal => Made::ordinal(surface),
            Rule::Inclusive => self.make_word(inclusive::base(surface)),
            Rule::Lexicalised => self.make_signed(surface, lemma::of_lexicalised),
            Rule::Joined => match number::article(surface) {
                Some(article) => Made::same(article),
                None => self.make_signed(surface, lemma::of_compound),
            },
            Rule::Word | Rule::Part | Rule::Inverted | Rule::Elision => {
                match number::shorten_ordinal(surface) {
                    Some(ordinal) => Made::same(ordinal),
                    None => self.make_word(surface),
                }
            }
        }
    }

    fn make_word<'a>(&mut self, surface: &'a str) -> Made<'a> {
        if let Some(lemma) = self.exception(surface) {
            return self.with_stem(fold(surface), lemma);
        }
        let lemma = lemma::of_word(surface);
        let homographs = lemma::homographs_of_capitals(surface, &lemma.term).join(" ");
        Made { homographs, ..self.with_stem(fold(surface), lemma) }
    }

    /// Makes the terms of a word with hyphens or apostrophes, which its terms do without.
    fn make_signed<'a>(&mut self, surface: &'a str, lemma: impl Fn(&str) -> Lemma) -> Made<'a> {
        let lemma = self.exception(surface).unwrap_or_else(|| lemma(surface));
        self.with_stem(Cow::Owned(lemma::unsigned(&fold(surface))), lemma)
    }

    fn with_stem<'a>(&mut self, exact: Cow<'a, str>, lemma: Lemma) -> Made<'a> {
        let slot = match self.stems.find(&lemma.accented) {
            Some(slot) => slot,
            None => {
                let stem = stem::stem(&lemma.accented, &lexicon::contains);
                let terms = Terms { exact: &stem, lemma: &stem, stem: &stem, homographs: "" };
                self.stems.insert(&lemma.accented, terms)
            }
        };
        let stem = self.stems.terms(slot).stem.to_owned();
        Made { exact, lemma: lemma.term, stem, homographs: String::new() }
    }

    fn exception(&self, surface: &str) -> Option<Lemma> {
        if self.exceptions.is_empty() {
            return None;
        }
        let accented = lemma::unsigned(self.exceptions.get(&*lower(surface))?);
        Some(Lemma { term: fold(&accented).into_owned(), accented })
    }
}

/// Terms fresh from the rules.
struct Made<'a> {
    exact: Cow<'a, str>,
    lemma: String,
    stem: String,
    homographs: String,
}

impl Made<'_> {
    fn terms(&self) -> Terms<'_> {
        let Self { exact, lemma, stem, homographs } = self;
        Terms { exact, lemma, stem, homographs }
    }

    fn same(term: String) -> Self {
        Self::unstemmed(term.clone(), term)
    }

    fn unstemmed(exact: String, lemma: String) -> Self {
        Self { exact: exact.into(), stem: lemma.clone(), lemma, homographs: String::new() }
    }

    /// `06` is also `6`, so that the days of a date meet.
    fn number(exact: String) -> Self {
        let lemma = match exact.strip_prefix('0') {
            Some(day) if day.len() == 1 => day.to_owned(),
            _ => exact.clone(),
        };
        Self::unstemmed(exact, lemma)
    }

    /// `1re` and `1ère` are `1er`, `2ème` and `2nde` are `2e`.
    fn ordinal(surface: &str) -> Self {
        let exact = number::shorten_ordinal(surface).unwrap_or_else(|| fold(surface).into_owned());
        let digits = exact.trim_end_matches(|c: char| !c.is_ascii_digit());
        let lemma = format!("{digits}{}", if digits == "1" { "er" } else { "e" });
        Self::unstemmed(exact, lemma)
    }
}

/// Cuts an endless word to the longest stretch a term is made from.
fn shorten(surface: &str) -> &str {
    if surface.len() <= MAX_TERM_BYTES {
        return surface;
    }
    let cut = surface.get(..surface.floor_char_boundary(MAX_TERM_BYTES)).unwrap_or_default();
    cut.trim_end_matches(|c: char| !c.is_alphanumeric())
}
