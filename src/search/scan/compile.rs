//! A plan made ready for one segment: its tree, and the words and cursors that the tree refers to.

use super::bits::WINDOW;
use super::leaf::Leaf;
use super::tree::{Bonus, CursorPart, Parts, Tree};
use crate::error::Result;
use crate::search::cursor::{SegmentContext, Test, dated, is_many, sourced};
use crate::search::plan::{Node, PhrasePlan, Plan, TermSet, ceiling};

/// Prepares a whole plan.
pub(super) fn compile(context: &SegmentContext<'_>, plan: &Plan) -> Result<(Tree, Parts)> {
    let (parts, words) = Default::default();
    let mut compiler = Compiler { context, parts, words, is_alternative: false };
    let tree = compiler.node(&plan.root, true)?;
    let Compiler { mut parts, words, .. } = compiler;
    for Word { leaf, times, .. } in words.into_iter().filter(|word| word.times > 1) {
        if let Some(leaf) = parts.leaves.get_mut(leaf) {
            leaf.multiply(times as f32);
        }
    }
    Ok((tree, parts))
}

struct Compiler<'c, 's, 'p> {
    context: &'c SegmentContext<'s>,
    parts: Parts,
    /// What the leaves stand for, but those of places in phrases.
    words: Vec<Word<'p>>,
    /// Whether the words at hand stand behind other wordings of their clause.
    is_alternative: bool,
}

/// A word of the query, which may say it several times.
struct Word<'p> {
    set: &'p TermSet,
    /// Number of its leaf.
    leaf: usize,
    is_scored: bool,
    is_alternative: bool,
    times: u32,
}

impl<'p> Compiler<'_, '_, 'p> {
    /// Prepares a node and the parts under it.
    fn node(&mut self, node: &'p Node, is_scored: bool) -> Result<Tree> {
        Ok(match node {
            Node::Nothing => Tree::Nothing,
            Node::Everything => Tree::Everything,
            Node::Word(set) => Tree::Leaf(self.leaf(set, is_scored)?),
            Node::Filter(part) => self.node(part, false)?,
            Node::Dated(range) => {
                self.filter(&format!("{range:?}"), || Ok(dated(self.context, range)))?
            }
            Node::Sourced(words) => {
                self.filter(&format!("{words:?}"), || sourced(self.context, words))?
            }
            Node::All(parts) => {
                let parts = self.nodes(parts, is_scored)?;
                // The words of all phrases come first: few articles have all of them.
                let mut parts: Vec<Tree> = parts.into_iter().flat_map(Tree::required).collect();
                parts.sort_by_key(|part| (part.effort(), self.parts.cost(part)));
                Tree::All(parts)
            }
            Node::Any(parts) => {
                let mut parts = self.nodes(parts, is_scored)?;
                // What few articles have tells how little it adds to the many.
                parts.sort_by_key(|part| self.parts.cost(part));
                if parts.len() == 1 { parts.swap_remove(0) } else { Tree::Any(parts) }
            }
            Node::Same(wordings) => {
                let Some((best, others)) = wordings.split_first() else { return Ok(Tree::Nothing) };
                let mut parts = vec![self.node(best, is_scored)?];
                let outer = std::mem::replace(&mut self.is_alternative, true);
                parts.extend(self.nodes(others, is_scored)?);
                self.is_alternative = outer;
                Tree::First(parts)
            }
            Node::Words { parts, bonus } => {
                let parts = self.nodes(parts, is_scored)?;
                let amount = if is_scored { *bonus } else { 0.0 };
                let sets = self.context.pools().sets(self.windows());
                self.parts.bonuses.push(Bonus::new(amount, sets));
                Tree::Words(parts, self.parts.bonuses.len() - 1)
            }
            Node::Except(kept, excluded) => {
                let kept = self.node(kept, is_scored)?;
                Tree::Except(Box::new([kept, self.node(excluded, false)?]))
            }
            Node::Phrase(plan) => self.phrase(node, plan, is_scored)?,
            Node::Written(_) | Node::Near { .. } | Node::AtLeast { .. } | Node::Lead { .. } => {
                self.cursor(node, is_scored)?
            }
        })
    }

    /// Prepares a filter: the articles that it lets pass, where these are kept.
    fn filter(&self, says: &str, test: impl Fn() -> Result<Test>) -> Result<Tree> {
        Ok(match self.context.kept_filter(says, &test)? {
            Some(kept) => Tree::Listed(kept),
            None => Tree::Test(test()?),
        })
    }

    fn cursor(&mut self, node: &Node, is_scored: bool) -> Result<Tree> {
        let cursor = self.context.compile(node)?;
        let ceiling = if is_scored { ceiling(node) } else { 0.0 };
        self.parts.cursors.push(CursorPart::new(cursor, is_scored, ceiling));
        Ok(Tree::Cursor(self.parts.cursors.len() - 1))
    }

    /// Prepares a phrase. A pair needs no look at positions; other phrases are looked for where all
    /// of their words are, as far as that is known at little cost.
    fn phrase(&mut self, node: &Node, plan: &PhrasePlan, is_scored: bool) -> Result<Tree> {
        if let Some(terms) = plan.pair() {
            let mut leaf = Leaf::open_pair(self.context, terms, plan.weight, is_scored)?;
            if self.is_alternative {
                leaf.make_alternative(self.windows());
            }
            self.parts.leaves.push(leaf);
            return Ok(Tree::Leaf(self.parts.leaves.len() - 1));
        }
        let mut places = Vec::new();
        for slot in plan.slots.iter().filter(|slot| !is_many(&slot.terms)) {
            places.extend(Leaf::open_place(self.context, &slot.terms, plan.zone)?);
        }
        let are_all = places.len() == plan.slots.len();
        places.sort_by_key(Leaf::cost);
        let first = self.parts.leaves.len();
        self.parts.leaves.extend(places);
        let mut parts: Vec<Tree> = (first..self.parts.leaves.len()).map(Tree::Leaf).collect();
        parts.push(self.cursor(node, is_scored)?);
        if let Some(part) = self.parts.cursors.last_mut() {
            part.is_sifted = are_all;
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Tree::All(parts) })
    }

    fn windows(&self) -> usize {
        self.context.segment.max_doc().div_ceil(WINDOW) as usize
    }

    fn nodes(&mut self, nodes: &'p [Node], is_scored: bool) -> Result<Vec<Tree>> {
        nodes.iter().map(|node| self.node(node, is_scored)).collect()
    }

    /// Returns the leaf of a word. One that is said again is read once and weighs so much more;
    /// an alternative, which looks at what others left over, is read apart.
    fn leaf(&mut self, set: &'p TermSet, is_scored: bool) -> Result<usize> {
        let is_alternative = self.is_alternative;
        let leaf = self.parts.leaves.len();
        let word = Word { set, leaf, is_scored, is_alternative, times: 1 };
        if let Some(known) = self.words.iter_mut().find(|known| known.is_same(&word)) {
            known.times += 1;
            return Ok(known.leaf);
        }
        let mut opened = Leaf::open(self.context, set, is_scored)?;
        if is_alternative {
            opened.make_alternative(self.windows());
        }
        self.parts.leaves.push(opened);
        self.words.push(word);
        Ok(leaf)
    }
}

impl Word<'_> {
    fn is_same(&self, other: &Word<'_>) -> bool {
        let is_alternative = self.is_alternative || other.is_alternative;
        !is_alternative && self.is_scored == other.is_scored && self.set.terms == other.set.terms
    }
}
