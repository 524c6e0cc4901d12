//! Words of long plain queries: what may stand for one that an article lacks.
//!
//! A question or a headline goes by the weight of what is found, so a related word in place of the
//! typed one is better than nothing. Short queries and operators mean the very words.

use std::sync::Arc;

use super::row::Row;
use super::{Node, Planner, Scope, TermSet, WeightedTerm, Zone};
use crate::analysis::{QueryToken, Unit};
use crate::error::Result;
use crate::query::{Matching, Query, Word};
use crate::search::dictionary::FoundForm;

/// Fewest words of a query that goes by what is found of it; fewer are meant as they stand.
pub(super) const MIN_LOOSE_WORDS: usize = 3;

/// Most articles that stems may add to a query, rarest stems first: one window of the first
/// stage, which costs less to read than one frequent word.
const MAX_ARTICLES: u64 = 4096;

/// Shortest word whose neighbours in spelling are looked for; shorter ones are near to anything.
const MIN_LETTERS: usize = 5;

/// Shortest word that may differ by two letters.
const MIN_LETTERS_FOR_TWO: usize = 8;

/// Most words of a query whose neighbours are looked for: each walks the dictionary.
const MAX_GUESSED: usize = 3;

/// Most forms that stand for one unknown word, the most frequent first.
const MAX_FORMS: usize = 8;

/// How the terms of a word are related to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum Kinship {
    /// They are the word, or a synonym.
    Typed,
    /// They share its stem.
    Related,
    /// They are spelt like it, which no article has.
    Alike,
}

/// The stem of a word, which speaks for articles that lack the word.
#[derive(Debug, Clone)]
pub(in crate::search) struct Stem {
    /// Clause of the word.
    pub of: u16,
    pub term: WeightedTerm,
    /// Whether articles match by it, and have its score already.
    pub makes_match: bool,
}

/// A word of a plain query, planned, with what may stand for it.
pub(super) struct Kin {
    /// Place of its node among those of the query.
    place: usize,
    clause: u16,
    token: QueryToken,
    scope: Scope,
    /// Number of its stem in the plan, and the articles that have it.
    stem: Option<(usize, u64)>,
}

impl Planner<'_> {
    /// Plans the stems of a row's words, and tells what may stand for each. The first word that is
    /// kept has its node at `place` and opened `clause`; the others follow.
    pub(super) fn kin(
        &mut self,
        row: &Row<'_, '_>,
        is_kept: &[bool],
        scope: Scope,
        (mut place, mut clause): (usize, u16),
    ) -> Result<Vec<Kin>> {
        let mut kin = Vec::new();
        let shares = self.shares(row);
        for (((word, unit), share), _) in
            row.iter().zip(shares).zip(is_kept).filter(|(_, kept)| **kept)
        {
            if let Unit::Single(token) = unit
                && word.matching == Matching::Inflected
                && scope.field.is_none()
                && scope.zone.is_none()
                && !self.is_strict
            {
                let scope = Scope { weight: scope.weight * share, ..scope };
                let stem = self.plan_stem(clause, token, scope)?;
                kin.push(Kin { place, clause, token: token.clone(), scope, stem });
            }
            place += 1;
            clause += 1;
        }
        Ok(kin)
    }

    /// Plans the stem of a word, which adds to the score of articles that match other words.
    fn plan_stem(
        &mut self,
        of: u16,
        token: &QueryToken,
        scope: Scope,
    ) -> Result<Option<(usize, u64)>> {
        if !self.uses_stems {
            return Ok(None);
        }
        let column = self.snapshot.fields().body_stem;
        let weight = scope.weight * self.weights.stem;
        let Some(term) = self.term(column, &token.stem, Zone::Body, weight)? else {
            return Ok(None);
        };
        let places = term.places.iter().flatten();
        let articles = places.map(|place| u64::from(place.doc_freq)).sum();
        self.stems.push(Stem { of, term, makes_match: false });
        Ok(Some((self.stems.len() - 1, articles)))
    }

    /// Lets articles match by what may stand for words that they lack: by rare stems, and by
    /// neighbours in spelling of words that no article has.
    pub(super) fn loosen(&mut self, planned: &mut [Node], mut kin: Vec<Kin>) -> Result<()> {
        kin.sort_by_key(|kin| kin.stem.map_or(0, |(_, articles)| articles));
        let (mut articles, mut guessed) = (0, 0);
        for Kin { place, clause, token, scope, stem } in kin {
            let Some(node) = planned.get_mut(place) else { continue };
            if let Some((stem, more)) = stem {
                articles += more;
                if articles <= MAX_ARTICLES {
                    self.is_loosened = true;
                    self.match_by_stem(node, stem);
                }
            } else if self.weights.alike > 0.0
                && guessed < MAX_GUESSED
                && is_unknown(node)
                && is_guessable(&token)
            {
                guessed += 1;
                self.is_loosened = true;
                *node = self.alike(clause, &token, scope)?;
            }
        }
        Ok(())
    }

    fn match_by_stem(&mut self, node: &mut Node, stem: usize) {
        let Some(Stem { of, term, makes_match }) = self.stems.get_mut(stem) else { return };
        *makes_match = true;
        let (terms, kinship) = (vec![term.clone()], Kinship::Related);
        let related = Node::Word(TermSet { clause: *of, terms, kinship });
        match node {
            Node::Same(wordings) => wordings.push(related),
            _ => *node = Node::Same(vec![std::mem::replace(node, Node::Nothing), related]),
        }
    }

    /// Plans the forms that are spelt like a word: one letter away, or two when there are none.
    fn alike(&mut self, clause: u16, token: &QueryToken, scope: Scope) -> Result<Node> {
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            let column = self.columns(zone, scope.field).0;
            let alike =
                |distance| self.lookups.alike(self.snapshot, column, &token.exact, distance);
            let mut found = alike(1)?;
            if found.is_empty() && token.exact.chars().count() >= MIN_LETTERS_FOR_TWO {
                found = alike(2)?;
            }
            let mut found: Vec<&FoundForm> = found.iter().collect();
            found.sort_by_key(|form| std::cmp::Reverse(form.term.doc_freq));
            found.truncate(MAX_FORMS);
            let articles: u64 = found.iter().map(|form| form.term.doc_freq).sum();
            let factor = scope.weight * self.zone_weight(zone) * self.weights.alike;
            let weight = factor * self.full_score(articles.min(self.article_count()));
            for FoundForm { form, term, .. } in found {
                self.note_form(clause, form.clone(), weight);
                let (places, is_exact, makes_match) = (Arc::clone(&term.places), false, true);
                terms.push(WeightedTerm { column, places, zone, weight, is_exact, makes_match });
            }
        }
        Ok(Node::Word(TermSet { clause, terms, kinship: Kinship::Alike }))
    }
}

/// Tells whether a query is nothing but words side by side, none of them with a sign of its own.
pub(super) fn is_plain(query: &Query) -> bool {
    let is_plain =
        |part: &Query| matches!(part, Query::Word(Word { matching: Matching::Inflected, .. }));
    matches!(query, Query::Words(parts) if parts.iter().all(is_plain))
}

/// Tells whether no article has the word.
fn is_unknown(node: &Node) -> bool {
    matches!(node, Node::Word(set) if set.terms.is_empty())
}

/// Numbers that are nearly the same mean something else.
fn is_guessable(token: &QueryToken) -> bool {
    let is_long = token.exact.chars().count() >= MIN_LETTERS;
    is_long && token.exact.chars().all(char::is_alphabetic)
}
