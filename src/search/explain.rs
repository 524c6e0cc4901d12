//! What a score is made of: every part by name, adding up to the whole.

use serde::Serialize;
use tantivy::{DocAddress, DocId};

use super::cursor::{SegmentContext, WordCursor};
use super::plan::{Node, Plan, TermSet, WeightedTerm};
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
    /// A related word, with the same stem.
    Stem,
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
    let segment = &snapshot.segments()[address.segment_ord as usize];
    let context = SegmentContext::new(segment, snapshot.fields(), plan);
    let mut found = Vec::new();
    Explainer { context: &context, doc: address.doc_id }.node(&plan.root, &mut found)?;
    Ok(found)
}

struct Explainer<'a> {
    context: &'a SegmentContext<'a>,
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
            Node::Word(set) => self.terms(set, found)?,
            Node::All(parts) | Node::Any(parts) => {
                self.nodes(parts, found)?;
            }
            Node::Words { parts, support, bonus } => {
                let has_all = self.nodes(parts, found)?;
                for set in support {
                    self.terms(set, found)?;
                }
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

    /// Lists the terms of a word that the article has.
    fn terms(&self, set: &TermSet, found: &mut Vec<Contribution>) -> Result<()> {
        for term in &set.terms {
            let makes_match = true;
            let terms = vec![WeightedTerm { makes_match, ..term.clone() }];
            let mut cursor = WordCursor::new(self.context, &TermSet { terms, ..set.clone() })?;
            let score = cursor.score_at(self.doc);
            let text = std::str::from_utf8(term.term.serialized_value_bytes()).ok();
            found.extend(
                Contribution::whole(self.part(term), score)
                    .map(|part| Contribution { word: text.map(str::to_owned), ..part }),
            );
        }
        Ok(())
    }

    fn part(&self, term: &WeightedTerm) -> Part {
        let (column, fields) = (term.term.field(), self.context.fields);
        match column {
            _ if column == fields.body_stem => Part::Stem,
            _ if column == fields.title_exact => Part::TitleExact,
            _ if column == fields.title_lemma => Part::TitleLemma,
            _ if column == fields.body_exact => Part::Exact,
            _ => Part::Lemma,
        }
    }
}
