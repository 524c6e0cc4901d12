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

    /// Returns the exact form of a word of the view; one that is not known yet is not kept.
    pub(super) fn exact<'a>(&'a self, surface: &'a str, rule: Rule) -> Cow<'a, str> {
        if rule == Rule::Elision
            && let Some((exact, _)) = elision::read(surface)
        {
            return exact.into();
        }
        let surface = shorten(surface);
        match self.cache.find(surface) {
            Some(number) => self.cache.terms(number).exact.into(),
            None => exact_form(surface, rule),
        }
    }

    /// Returns exact form and lemma of a word of the view; those of a plain word are not kept.
    pub(super) fn exact_and_lemma(&mut self, surface: &str, rule: Rule) -> (String, String) {
        let surface = shorten(surface);
        if rule == Rule::Word && number::shorten_ordinal(surface).is_none() {
            let lemma = self.exception(surface).unwrap_or_else(|| lemma::of_word(surface));
            return (exact_form(surface, rule).into_owned(), lemma.term);
        }
        let key = self.key(surface, rule);
        let Terms { exact, lemma, .. } = self.terms(key);
        (exact.to_owned(), lemma.to_owned())
    }

    fn make<'a>(&mut self, surface: &'a str, rule: Rule) -> Made<'a> {
        let exact = exact_form(surface, rule);
        match rule {
            Rule::Number => Made::number(exact),
            Rule::Hour | Rule::Acronym => Made::same(exact),
            Rule::Ordinal => Made::ordinal(exact),
            Rule::Inclusive => self.make_word(inclusive::base(surface), exact),
            Rule::Lexicalised => self.make_signed(surface, exact, lemma::of_lexicalised),
            Rule::Joined if number::article(surface).is_some() => Made::same(exact),
            Rule::Joined => self.make_signed(surface, exact, lemma::of_compound),
            Rule::Word | Rule::Part | Rule::Inverted | Rule::Elision => {
                match number::shorten_ordinal(surface) {
                    Some(_) => Made::same(exact),
                    None => self.make_word(surface, exact),
                }
            }
        }
    }

    fn make_word<'a>(&mut self, surface: &str, exact: Cow<'a, str>) -> Made<'a> {
        if let Some(lemma) = self.exception(surface) {
            return self.with_stem(exact, lemma);
        }
        let lemma = lemma::of_word(surface);
        let homographs = lemma::homographs_of_capitals(surface, &lemma.term).join(" ");
        Made { homographs, ..self.with_stem(exact, lemma) }
    }

    /// Makes the terms of a word with hyphens or apostrophes, which its terms do without.
    fn make_signed<'a>(
        &mut self,
        surface: &str,
        exact: Cow<'a, str>,
        lemma: impl Fn(&str) -> Lemma,
    ) -> Made<'a> {
        let lemma = self.exception(surface).unwrap_or_else(|| lemma(surface));
        self.with_stem(exact, lemma)
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

    fn same(exact: Cow<'_, str>) -> Made<'_> {
        let lemma = exact.clone().into_owned();
        Made::unstemmed(exact, lemma)
    }

    fn unstemmed(exact: Cow<'_, str>, lemma: String) -> Made<'_> {
        Made { exact, stem: lemma.clone(), lemma, homographs: String::new() }
    }

    /// `06` is also `6`, so that the days of a date meet.
    fn number(exact: Cow<'_, str>) -> Made<'_> {
        let lemma = match exact.strip_prefix('0') {
            Some(day) if day.len() == 1 => day.to_owned(),
            _ => exact.clone().into_owned(),
        };
        Made::unstemmed(exact, lemma)
    }

    /// `1re` and `1ère` are `1er`, `2ème` and `2nde` are `2e`.
    fn ordinal(exact: Cow<'_, str>) -> Made<'_> {
        let digits = exact.trim_end_matches(|c: char| !c.is_ascii_digit());
        let lemma = format!("{digits}{}", if digits == "1" { "er" } else { "e" });
        Made::unstemmed(exact, lemma)
    }
}

/// Returns the exact form of a word by the rule that found it.
fn exact_form(surface: &str, rule: Rule) -> Cow<'_, str> {
    match rule {
        Rule::Number => number::normalize(surface).into(),
        Rule::Hour => number::normalize_hour(surface).into(),
        Rule::Acronym => acronym::normalize(surface).into(),
        Rule::Inclusive => fold(inclusive::base(surface)),
        Rule::Lexicalised => lemma::unsigned(&fold(surface)).into(),
        Rule::Joined => {
            number::article(surface).unwrap_or_else(|| lemma::unsigned(&fold(surface))).into()
        }
        Rule::Ordinal | Rule::Word | Rule::Part | Rule::Inverted | Rule::Elision => {
            number::shorten_ordinal(surface).map_or_else(|| fold(surface), Cow::Owned)
        }
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
