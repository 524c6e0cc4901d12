//! What a score is made of: every part by name, adding up to the whole.

use serde::Serialize;
use tantivy::{DocAddress, DocId};

use super::cursor::{SegmentContext, TermPostings};
use super::plan::{Kinship, Node, Plan, TermSet, WeightedTerm, Zone};
use super::scan::MIN_FORMS;
use crate::error::Result;
use crate::index::Snapshot;

/// What the score of an article is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The parts in the order in which they were found; together they are the score.
    pub parts: Vec<Contribution>,
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Contribution {
    /// What was found.
    pub part: Part,
    /// The word that was found, as the index has it: folded, without accents.
    pub word: Option<String>,
    /// What it adds to the score.
    pub score: f32,
}

/// What can add to a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Part {
    /// The word, in any inflection.
    Lemma,
    /// The word, in the form as typed.
    Exact,
    /// Related words, with the stems of words that the article lacks.
    Stem,
    /// A word spelt like one that no article has.
    Alike,
    /// The word in the title, in any inflection.
    TitleLemma,
    /// The word in the title, in the form as typed.
    TitleExact,
    /// A phrase, a masked word or words near each other.
    Clause,
    /// All words of a short query are there.
    Completeness,
    /// Words of the query follow each other in their order.
    OrderedPairs,
    /// Words of the query stand close to each other.
    Pairs,
    /// Words of the query follow each other in the title.
    TitlePairs,
    /// The best passage.
    BestPassage,
    /// The opening passage.
    Lead,
    /// The article has much of the query.
    Coverage,
    /// The title has words that the body lacks.
    TitleOnly,
    /// The title has the query and little else.
    TitleFullness,
    /// The article is recent.
    Freshness,
}

impl Explanation {
    /// Makes an explanation of its parts.
    pub fn new(parts: Vec<Contribution>) -> Explanation {
        Explanation { parts }
    }
}

impl Contribution {
    /// Makes a part of a score.
    pub fn new(part: Part, word: Option<String>, score: f32) -> Contribution {
        Contribution { part, word, score }
    }

    /// Makes a part that belongs to no word; `None` when it adds nothing.
    pub(super) fn whole(part: Part, score: f32) -> Option<Contribution> {
        (score != 0.0).then_some(Contribution { part, word: None, score })
    }
}

/// Lists what an article's score of the first stage is made of.
pub(super) fn first_stage(
    snapshot: &Snapshot,
    plan: &Plan,
    address: DocAddress,
) -> Result<Vec<Contribution>> {
    let (segment, article) = (address.segment_ord as usize, address.doc_id);
    let context = SegmentContext::new(snapshot, segment, plan).asking(vec![article]);
    let mut found = Vec::new();
    Explainer { context: &context, plan, doc: address.doc_id }.node(&plan.root, &mut found)?;
    Ok(found)
}

struct Explainer<'a> {
    context: &'a SegmentContext<'a>,
    plan: &'a Plan,
    doc: DocId,
}

impl Explainer<'_> {
    /// Lists the parts of a node; `false` when the article does not match it.
    fn node(&self, node: &Node, found: &mut Vec<Contribution>) -> Result<bool> {
        let mut cursor = self.context.compile(node)?;
        if cursor.seek(self.doc) != self.doc {
            return Ok(false);
        }
        match node {
            Node::Word(TermSet { kinship: Kinship::Related, .. }) => {
                found.extend(Contribution::whole(Part::Stem, cursor.score()));
            }
            Node::Word(TermSet { kinship: Kinship::Alike, .. }) => {
                found.extend(Contribution::whole(Part::Alike, cursor.score()));
            }
            Node::Word(set) if set.terms.len() <= MIN_FORMS => self.terms(set, found)?,
            Node::Same(wordings) => self.wordings(wordings, found)?,
            Node::All(parts) | Node::Any(parts) => {
                self.nodes(parts, found)?;
            }
            Node::Words { parts, bonus } => {
                let has_all = self.nodes(parts, found)?;
                let bonus = if has_all { *bonus } else { 0.0 };
                found.extend(Contribution::whole(Part::Completeness, bonus));
            }
            Node::Except(kept, _) => {
                self.node(kept, found)?;
            }
            _ => found.extend(Contribution::whole(Part::Clause, cursor.score())),
        }
        Ok(true)
    }

    /// Lists the parts of several nodes; `false` when the article lacks one of them.
    fn nodes(&self, nodes: &[Node], found: &mut Vec<Contribution>) -> Result<bool> {
        let mut has_all = true;
        for node in nodes {
            has_all &= self.node(node, found)?;
        }
        Ok(has_all)
    }

    /// Lists the parts of the first of some wordings that the article has: of what was typed or
    /// is related to it. Other wordings count as a whole.
    fn wordings(&self, wordings: &[Node], found: &mut Vec<Contribution>) -> Result<()> {
        for (index, wording) in wordings.iter().enumerate() {
            let mut cursor = self.context.compile(wording)?;
            if cursor.seek(self.doc) != self.doc {
                continue;
            }
            let is_typed = index == 0;
            match wording {
                Node::Word(set) if is_typed || set.kinship != Kinship::Typed => {
                    self.node(wording, found)?;
                }
                _ => found.extend(Contribution::whole(Part::Clause, cursor.score())),
            }
            return Ok(());
        }
        Ok(())
    }

    /// Lists the terms of a word that the article has.
    fn terms(&self, set: &TermSet, found: &mut Vec<Contribution>) -> Result<()> {
        let clause = self.plan.clauses.get(usize::from(set.clause));
        for term in &set.terms {
            let Some(mut postings) = TermPostings::open(self.context, term)? else { continue };
            if postings.seek(self.doc) != self.doc {
                continue;
            }
            let forms =
                clause.map(|clause| if term.is_exact { &clause.exact } else { &clause.lemmas });
            let word = forms.and_then(|forms| forms.first()).cloned();
            let part = Contribution::whole(self.part(term), postings.score());
            found.extend(part.map(|part| Contribution { word, ..part }));
        }
        Ok(())
    }

    fn part(&self, term: &WeightedTerm) -> Part {
        match (term.zone, term.is_exact) {
            (Zone::Title, true) => Part::TitleExact,
            (Zone::Title, false) => Part::TitleLemma,
            (_, true) => Part::Exact,
            (_, false) => Part::Lemma,
        }
    }
}
