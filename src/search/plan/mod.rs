//! The plan: a query made ready for the engine, every word turned into terms of fields.

mod budget;
mod forms;
mod kin;
mod kinds;
mod lead;
mod near;
mod node;
mod pairs;
mod parted;
mod phrase;
mod row;
mod synonyms;
mod terms;
mod words;
mod written;

pub(super) use budget::are_words;
pub(super) use kin::{Kinship, Stem};
pub(super) use near::without_operators_on_sides;
pub(super) use node::{Clause, Node, PhrasePlan, Slot, TermSet, WeightedTerm, Zone};
pub(super) use words::ceiling;
pub(super) use written::{WrittenChoice, WrittenPlan, WrittenWord};

use std::collections::HashSet;
use std::sync::Arc;

use super::bm25;
use super::dictionary::Lookups;
use super::request::SearchRequest;
use super::results::Notice;
use super::scoring::Scoring;
use super::weights::Weights;
use crate::analysis::{Analyzer, StopWords, SynonymTable, Unit};
use crate::error::Result;
use crate::index::Snapshot;
use crate::query::{DateRange, Field, Query};

use self::forms::Patterns;

/// A query ready to run on one snapshot.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub root: Node,
    pub clauses: Vec<Clause>,
    /// What speaks for articles that lack a word.
    pub stems: Vec<Stem>,
    /// Whether other words stand for some of the query.
    pub is_loosened: bool,
    pub scoring: Arc<Scoring>,
    /// Number of the search.
    pub search: u64,
    pub weights: Weights,
    pub notices: Vec<Notice>,
    /// What its truncated words take to find and to look for, in places that could be read.
    pub effort: u64,
}

impl Plan {
    /// Tells whether a word, by its exact form and lemma, can have been matched by a clause.
    pub(super) fn is_term_of(&self, clause: u16, exact: &str, lemma: &str) -> bool {
        self.clauses.get(usize::from(clause)).is_some_and(|clause| {
            clause.exact.iter().any(|term| term == exact)
                || clause.lemmas.iter().any(|term| term == lemma)
        })
    }
}

/// What a user's lists say about words.
#[derive(Debug, Clone, Default)]
pub(super) struct WordLists {
    pub synonyms: SynonymTable,
    pub stop_words: StopWords,
}

/// Makes the plan of a request.
pub(super) fn plan(
    snapshot: &Snapshot,
    lists: &WordLists,
    request: &SearchRequest,
    analyzer: &mut Analyzer,
    scoring: Arc<Scoring>,
) -> Result<Plan> {
    let mut planner = Planner::new(snapshot, lists, request, analyzer, &scoring);
    let root = planner.node(&request.query, Scope::article())?;
    let mut root = planner.with_filters(root, request);
    written::tell_excluded(&mut root, false);
    let (cut, readings) = budget::cut(&mut root, snapshot.article_count(), &planner.patterns.typed);
    planner.patterns.note(cut, &mut planner.notices);
    let Planner { clauses, stems, is_loosened, notices, patterns, .. } = planner;
    Ok(Plan {
        root,
        clauses,
        stems,
        is_loosened,
        search: scoring.next_search(),
        weights: request.weights,
        notices,
        effort: readings + patterns.effort,
        scoring,
    })
}

/// What a part of the query is allowed to match.
#[derive(Debug, Clone, Copy)]
struct Scope {
    /// A field named in the query, or the article: body and title.
    field: Option<Field>,
    /// Only one zone, inside proximity.
    zone: Option<Zone>,
    weight: f32,
}

impl Scope {
    fn article() -> Self {
        Scope { field: None, zone: None, weight: 1.0 }
    }
}

struct Planner<'a> {
    snapshot: &'a Snapshot,
    lookups: &'a Lookups,
    analyzer: &'a mut Analyzer,
    synonyms: &'a SynonymTable,
    stop_words: &'a StopWords,
    /// Synonyms called in so far.
    synonyms_used: usize,
    uses_stems: bool,
    is_strict: bool,
    /// Whether the query is nothing but plain words, for which others may stand.
    is_loose: bool,
    is_loosened: bool,
    weights: Weights,
    clauses: Vec<Clause>,
    stems: Vec<Stem>,
    notices: Vec<Notice>,
    patterns: Patterns,
}

impl<'a> Planner<'a> {
    fn new(
        snapshot: &'a Snapshot,
        lists: &'a WordLists,
        request: &SearchRequest,
        analyzer: &'a mut Analyzer,
        scoring: &'a Scoring,
    ) -> Self {
        Planner {
            snapshot,
            lookups: &scoring.lookups,
            analyzer,
            synonyms: &lists.synonyms,
            stop_words: &lists.stop_words,
            synonyms_used: 0,
            uses_stems: request.uses_stems && !request.is_strict && request.weights.stem > 0.0,
            is_strict: request.is_strict,
            is_loosened: false,
            is_loose: request.uses_stems && !request.is_strict && kin::is_plain(&request.query),
            weights: request.weights,
            clauses: Vec::new(),
            stems: Vec::new(),
            notices: Vec::new(),
            patterns: Patterns::default(),
        }
    }

    fn node(&mut self, query: &Query, scope: Scope) -> Result<Node> {
        Ok(match query {
            Query::Nothing => Node::Nothing,
            Query::Words(parts) => self.words(parts, scope)?,
            Query::Required(part) => self.node(part, scope)?,
            Query::Word(word) => self.word(word, scope)?,
            Query::Phrase(phrase) => self.phrase(phrase, scope)?,
            Query::All(parts) => self.all(parts, scope)?,
            Query::Any(parts) => self.any(parts, scope)?,
            Query::Not(part) => {
                let excluded = self.node(part, scope)?;
                Node::Except(Box::new(Node::Everything), Box::new(excluded))
            }
            Query::In(field, part) => {
                self.node(part, Scope { field: Some(*field), zone: None, ..scope })?
            }
            Query::Weight { factor, of } => {
                self.node(of, Scope { weight: scope.weight * factor, ..scope })?
            }
            Query::Dated(range) => Node::Dated(range.clone()),
            Query::Near { left, right, within, is_ordered } => {
                self.near([left, right], *within, *is_ordered, scope)?
            }
            Query::AtLeast { count, of } => {
                let of = Box::new(self.node(of, scope)?);
                Node::AtLeast { count: *count, of }
            }
            Query::Lead { words, of } => {
                let zone = if scope.field.is_none() { Some(Zone::Body) } else { scope.zone };
                lead::within(*words, self.node(of, Scope { zone, ..scope })?)
            }
        })
    }

    fn nodes(&mut self, parts: &[Query], scope: Scope) -> Result<Vec<Node>> {
        parts.iter().map(|part| self.node(part, scope)).collect()
    }

    /// An alternative that is said again says nothing new.
    fn any(&mut self, parts: &[Query], scope: Scope) -> Result<Node> {
        let mut said = HashSet::new();
        let new = parts.iter().filter(|part| said.insert(part.to_string()));
        let nodes = new.map(|part| self.node(part, scope)).collect::<Result<_>>()?;
        Ok(Node::Any(nodes))
    }

    /// Parts that are negated are taken away from the others, so that none has to be counted out.
    fn all(&mut self, parts: &[Query], scope: Scope) -> Result<Node> {
        let (mut kept, mut excluded) = (Vec::new(), Vec::new());
        for stretch in row::stretches(parts) {
            match stretch {
                [Query::Not(part)] => excluded.push(self.node(part, scope)?),
                stretch => kept.extend(self.required_parts(stretch, scope)?),
            }
        }
        let kept = match kept.len() {
            0 => Node::Everything,
            1 => kept.swap_remove(0),
            _ => Node::All(kept),
        };
        Ok(match excluded.len() {
            0 => kept,
            _ => Node::Except(Box::new(kept), Box::new(Node::Any(excluded))),
        })
    }

    /// Adds the filters of the request that the query does not say itself.
    fn with_filters(&mut self, root: Node, request: &SearchRequest) -> Node {
        let mut parts = vec![root];
        if request.from.is_some() || request.to.is_some() {
            parts.push(Node::Dated(DateRange { from: request.from, to: request.to }));
        }
        if !request.sources.is_empty() {
            parts.push(Node::Any(request.sources.iter().map(|name| self.sourced(name)).collect()));
        }
        if parts.len() == 1 { parts.swap_remove(0) } else { Node::All(parts) }
    }

    /// Plans the name of a source: its words in order.
    fn sourced(&mut self, name: &str) -> Node {
        let units = self.units(name);
        let parts = units.iter().flat_map(Unit::parts);
        let words: Vec<String> = parts.map(|part| part.exact.clone()).collect();
        if words.is_empty() { Node::Nothing } else { Node::Sourced(words) }
    }

    fn zones(&self, scope: Scope) -> Vec<Zone> {
        match (scope.zone, scope.field) {
            (Some(zone), _) => vec![zone],
            (None, None) => vec![Zone::Body, Zone::Title],
            (None, Some(Field::Title)) => vec![Zone::Title],
            (None, Some(_)) => vec![Zone::Metadata],
        }
    }

    /// Opens a clause and returns its number.
    fn clause(&mut self) -> u16 {
        let number = self.next_clause();
        self.clauses.push(Clause::default());
        number
    }

    fn next_clause(&self) -> u16 {
        // The parser allows far fewer clauses than that.
        u16::try_from(self.clauses.len()).unwrap_or(u16::MAX)
    }

    fn article_count(&self) -> u64 {
        self.snapshot.article_count()
    }

    /// Returns what endless mentions of a term would score.
    fn full_score(&self, doc_freq: u64) -> f32 {
        (self.weights.k1 + 1.0) * bm25::idf(doc_freq, self.article_count())
    }

    /// Returns what a mention in a zone is worth, as a share of one in the body.
    fn zone_weight(&self, zone: Zone) -> f32 {
        if zone == Zone::Title { self.weights.title } else { 1.0 }
    }
}
