//! What a doubted word may have been meant to be.

use std::collections::BTreeMap;

use super::context::Context;
use super::doubt::{Doubt, TypedWord};
use super::{Correction, spelling};
use crate::analysis::{Analyzer, elided_words, fold};
use crate::error::Result;
use crate::query::{Matching, Phrase, Query, Word};
use crate::search::Searcher;
use crate::search::dictionary::{Form, Lookups, articles_with, by_frequency};
use crate::search::request::SearchRequest;

/// Most near forms that are weighed against the other words, the most frequent ones.
const MAX_WEIGHED: usize = 12;

/// Most places at which a word is tried apart, those whose rarer half is most frequent.
const MAX_SPLITS: usize = 3;

/// Shortest word that may be two moves away: in a shorter one two letters are too much of it.
const MIN_LETTERS_FOR_TWO: usize = 7;

/// A rare word is a slip only beside a form in so many times as many articles.
const FAR_MORE: u64 = 100;

/// The best correction of one doubt.
pub(super) struct Found {
    pub correction: Correction,
    /// What becomes of typed words, by their numbers.
    pub replaced: BTreeMap<usize, Vec<String>>,
}

/// Where candidates come from and what they are weighed by.
pub(super) struct Candidates<'a> {
    pub searcher: &'a Searcher,
    pub lookups: &'a Lookups,
    pub context: &'a Context<'a>,
}

/// A form that may be meant, with what stands before it in the same typed word.
struct Candidate {
    lead: String,
    form: Form,
}

impl Candidates<'_> {
    /// Finds the best correction: two neighbours that are one word, one move, a missing space, two
    /// moves, in this order; among equals the one that goes best with the other words.
    pub(super) fn best(
        &self,
        doubt: &Doubt,
        words: &[TypedWord<'_>],
        taken: &BTreeMap<usize, Vec<String>>,
        analyzer: &mut Analyzer,
    ) -> Result<Option<Found>> {
        let typed = &words[doubt.index].word.text;
        if doubt.articles == 0
            && let Some(found) = self.merged(doubt, words, taken, analyzer)?
        {
            return Ok(Some(found));
        }
        let word = doubt.token.exact.as_str();
        let mut near = self.elided(doubt)?;
        near.extend(self.near(doubt, 1)?);
        if let Some(best) = self.most_likely(near)? {
            return Ok(Some(self.replacing(doubt, typed, best, analyzer)?));
        }
        if doubt.articles > 0 {
            return Ok(None);
        }
        if let Some(pieces) = self.split(word)? {
            return Ok(Some(self.splitting(doubt, typed, pieces, analyzer)?));
        }
        if word.chars().count() < MIN_LETTERS_FOR_TWO {
            return Ok(None);
        }
        let far = self.near(doubt, 2)?;
        let best = self.most_likely(far)?;
        best.map(|best| self.replacing(doubt, typed, best, analyzer)).transpose()
    }

    /// Finds the word that a doubted one makes with a neighbour: `assis tance`.
    fn merged(
        &self,
        doubt: &Doubt,
        words: &[TypedWord<'_>],
        taken: &BTreeMap<usize, Vec<String>>,
        analyzer: &mut Analyzer,
    ) -> Result<Option<Found>> {
        let with_previous = doubt.index.checked_sub(1).map(|first| (first, doubt.index));
        let with_next = Some((doubt.index, doubt.index + 1));
        for (first, second) in [with_previous, with_next].into_iter().flatten() {
            let (Some(head), Some(tail)) = (words.get(first), words.get(second)) else { continue };
            let is_free = !taken.contains_key(&first) && !taken.contains_key(&second);
            if !tail.follows || !is_free || head.word.matching != tail.word.matching {
                continue;
            }
            let joined = format!("{}{}", head.word.text, tail.word.text);
            let form = fold(&joined);
            if self.articles(&form)? == 0 || !form.chars().all(char::is_alphabetic) {
                continue;
            }
            let meant = spelling::written(self.searcher.snapshot(), &form, &joined, analyzer)?;
            let typed = format!("{} {}", head.word.text, tail.word.text);
            let replaced = BTreeMap::from([(first, vec![meant.clone()]), (second, Vec::new())]);
            return Ok(Some(Found { correction: Correction { typed, meant }, replaced }));
        }
        Ok(None)
    }

    /// Lists what is left behind an elided word whose apostrophe is missing: `lukraine`.
    fn elided(&self, doubt: &Doubt) -> Result<Vec<Candidate>> {
        let mut found = Vec::new();
        for elided in elided_words() {
            let Some(rest) = doubt.token.exact.strip_prefix(elided) else { continue };
            if !rest.starts_with(['a', 'e', 'h', 'i', 'o', 'u', 'y']) || rest.len() < 3 {
                continue;
            }
            let articles = self.articles(rest)?;
            if is_enough(doubt, articles) {
                let form = Form { text: rest.to_owned(), articles };
                found.push(Candidate { lead: format!("{elided}'"), form });
            }
        }
        Ok(found)
    }

    /// Lists the most frequent forms near a doubted word.
    fn near(&self, doubt: &Doubt, distance: u8) -> Result<Vec<Candidate>> {
        let (snapshot, word) = (self.searcher.snapshot(), &doubt.token.exact);
        let fields = snapshot.fields();
        let near = |column| -> Result<Vec<Form>> {
            Ok(by_frequency(&self.lookups.alike(snapshot, column, word, distance)?))
        };
        let mut forms = near(fields.body_exact)?;
        for form in near(fields.title_exact)? {
            if !forms.iter().any(|known| known.text == form.text) {
                forms.push(form);
            }
        }
        let is_meant = |form: &Form| {
            form.text != *word
                && form.text.chars().all(char::is_alphabetic)
                && is_enough(doubt, form.articles)
        };
        let forms = forms.into_iter().filter(is_meant).take(MAX_WEIGHED);
        Ok(forms.map(|form| Candidate { lead: String::new(), form }).collect())
    }

    /// Chooses by frequency and by the other words; the first of equals.
    fn most_likely(&self, candidates: Vec<Candidate>) -> Result<Option<Candidate>> {
        let mut best: Option<(f64, Candidate)> = None;
        for candidate in candidates {
            let Form { text, articles } = &candidate.form;
            let likelihood = self.context.likelihood(text, *articles)?;
            if best.as_ref().is_none_or(|(most, _)| likelihood > *most) {
                best = Some((likelihood, candidate));
            }
        }
        Ok(best.map(|(_, candidate)| candidate))
    }

    /// Finds the two words that stand together most often when the doubted one is cut in two.
    fn split(&self, word: &str) -> Result<Option<[String; 2]>> {
        let mut places = Vec::new();
        for (at, _) in word.char_indices().skip(1) {
            let (head, tail) = word.split_at(at);
            let rarer = self.articles(head)?.min(self.articles(tail)?);
            if rarer > 0 {
                places.push((rarer, head, tail));
            }
        }
        places.sort_by_key(|(rarer, ..)| std::cmp::Reverse(*rarer));
        let mut best = None;
        for (_, head, tail) in places.into_iter().take(MAX_SPLITS) {
            let together = self.searcher.count(&everywhere(), &phrase([head, tail]))?;
            if best.as_ref().map_or(0, |(most, _)| *most) < together {
                best = Some((together, [head.to_owned(), tail.to_owned()]));
            }
        }
        Ok(best.map(|(_, pieces)| pieces))
    }

    fn replacing(
        &self,
        doubt: &Doubt,
        typed: &str,
        candidate: Candidate,
        analyzer: &mut Analyzer,
    ) -> Result<Found> {
        let (start, end) = (doubt.token.byte_start, doubt.token.byte_end);
        let slip = typed.get(start..end).unwrap_or(typed);
        let form = &candidate.form.text;
        let written = spelling::written(self.searcher.snapshot(), form, slip, analyzer)?;
        let meant = format!("{}{written}", candidate.lead);
        let text = around(typed, start, end, &meant);
        let correction = Correction { typed: slip.to_owned(), meant };
        Ok(Found { correction, replaced: BTreeMap::from([(doubt.index, vec![text])]) })
    }

    fn splitting(
        &self,
        doubt: &Doubt,
        typed: &str,
        pieces: [String; 2],
        analyzer: &mut Analyzer,
    ) -> Result<Found> {
        let (start, end) = (doubt.token.byte_start, doubt.token.byte_end);
        let slip = typed.get(start..end).unwrap_or(typed);
        let snapshot = self.searcher.snapshot();
        let head = spelling::written(snapshot, &pieces[0], slip, analyzer)?;
        let tail = spelling::written(snapshot, &pieces[1], "", analyzer)?;
        let meant = format!("{head} {tail}");
        let texts = vec![around(typed, start, typed.len(), &head), around(typed, 0, end, &tail)];
        let correction = Correction { typed: slip.to_owned(), meant };
        Ok(Found { correction, replaced: BTreeMap::from([(doubt.index, texts)]) })
    }

    /// Returns the articles of an exact form, in body or title.
    fn articles(&self, form: &str) -> Result<u64> {
        let snapshot = self.searcher.snapshot();
        let fields = snapshot.fields();
        let in_body = articles_with(snapshot, fields.body_exact, form)?;
        Ok(in_body.max(articles_with(snapshot, fields.title_exact, form)?))
    }
}

/// Tells whether a form has enough articles to be meant instead.
fn is_enough(doubt: &Doubt, articles: u64) -> bool {
    articles > 0 && articles >= doubt.articles * FAR_MORE
}

/// Writes `meant` in the place of some bytes of a typed word.
fn around(typed: &str, start: usize, end: usize, meant: &str) -> String {
    let (before, after) = (typed.get(..start), typed.get(end..));
    [before.unwrap_or_default(), meant, after.unwrap_or_default()].concat()
}

fn phrase(words: [&str; 2]) -> Query {
    let word = |text: &str| {
        let (text, matching) = (text.to_owned(), Matching::Exact);
        Query::Word(Word { text, matching, span: 0..0 })
    };
    Query::Phrase(Phrase { slots: words.map(word).to_vec(), slop: 0, span: 0..0 })
}

/// Asks all articles: what stands together does not depend on dates and sources.
fn everywhere() -> SearchRequest {
    SearchRequest::new(Query::Nothing)
}
