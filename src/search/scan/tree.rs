//! The logic of a query at work on one segment: which articles of a window match.

use std::sync::Arc;

use tantivy::{DocId, TERMINATED};

use super::bits::{BLOCK, BLOCKS_OF_WINDOW, Bits, Bounds, WINDOW};
use super::leaf::Leaf;
use super::list::Scores;
use crate::error::Result;
use crate::search::cursor::{BoxedCursor, Tally, Test};
use crate::search::impacts::Docs;

/// A node of the query; words and cursors stand apart, under their numbers.
pub(super) enum Tree {
    Nothing,
    Everything,
    Leaf(usize),
    Cursor(usize),
    Test(Test),
    /// Articles that a filter lets pass.
    Listed(Arc<Docs>),
    /// Cheapest first.
    All(Vec<Tree>),
    Any(Vec<Tree>),
    /// Wordings of one clause, the best first: an article counts by the first one it has.
    First(Vec<Tree>),
    /// Words side by side; the number is that of what an article with all of them gains.
    Words(Vec<Tree>, usize),
    Except(Box<[Tree; 2]>),
}

/// What it takes to find which of the articles in question match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effort {
    /// Sets are compared.
    Sets,
    /// Each article is looked up.
    LookUps,
    /// Positions are compared.
    Positions,
}

impl Tree {
    pub(super) fn effort(&self) -> Effort {
        let highest = |parts: &[Tree]| parts.iter().map(Tree::effort).max().unwrap_or(Effort::Sets);
        match self {
            Tree::Nothing | Tree::Everything | Tree::Leaf(_) | Tree::Listed(_) => Effort::Sets,
            Tree::Test(_) => Effort::LookUps,
            Tree::Cursor(_) => Effort::Positions,
            Tree::All(parts) | Tree::Any(parts) | Tree::First(parts) => highest(parts),
            Tree::Words(parts, _) => highest(parts),
            Tree::Except(parts) => highest(&**parts),
        }
    }

    /// Returns the parts that an article must all match; the node itself when it has no such parts.
    pub(super) fn required(self) -> Vec<Tree> {
        match self {
            Tree::All(parts) => parts,
            other => vec![other],
        }
    }
}

/// A part of the query that is decided on positions.
pub(super) struct CursorPart {
    cursor: BoxedCursor,
    is_scored: bool,
    /// Whether the articles in question have all the words of the cursor.
    pub(super) is_sifted: bool,
    /// The highest score of any article.
    pub(super) ceiling: f32,
    /// Articles of the window at hand.
    pub(super) bits: Bits,
    /// Number of those that were scored.
    pub(super) scored: u32,
    /// Room for what was counted at once.
    tallies: Vec<Tally>,
    /// Whether the window at hand was looked at: it then adds nothing to other articles.
    is_decided: bool,
}

/// What articles that have every one of some words gain.
pub(super) struct Bonus {
    pub(super) amount: f32,
    /// Whether some article had all of the words.
    pub(super) is_met: bool,
    /// The articles, window by window.
    found: Vec<Bits>,
}

impl Bonus {
    /// What articles gain; there is a set for each window of the segment.
    pub(super) fn new(amount: f32, sets: Vec<Bits>) -> Self {
        Bonus { amount, is_met: false, found: sets }
    }

    /// Hands the room for its articles over.
    pub(super) fn into_set(self) -> Vec<Bits> {
        self.found
    }

    /// Returns the articles of a block that gain it.
    pub(super) fn block(&self, block: usize) -> u64 {
        let window = self.found.get(block / BLOCKS_OF_WINDOW);
        window.map_or(0, |window| window.block(block % BLOCKS_OF_WINDOW))
    }
}

/// The parts of a query that the tree refers to.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) leaves: Vec<Leaf>,
    pub(super) cursors: Vec<CursorPart>,
    pub(super) bonuses: Vec<Bonus>,
}

/// One window being looked at.
pub(super) struct Window<'a> {
    pub(super) start: DocId,
    pub(super) scores: &'a mut Scores,
    /// What cursors must score together in each block so that an article is kept.
    pub(super) needed: Bounds,
}

impl Parts {
    /// Returns about how many articles a part has, for choosing who leads.
    pub(super) fn cost(&self, tree: &Tree) -> u32 {
        let costs = |parts: &[Tree]| parts.iter().map(|part| self.cost(part)).collect::<Vec<_>>();
        match tree {
            Tree::Nothing => 0,
            Tree::Leaf(leaf) => self.leaves.get(*leaf).map_or(0, Leaf::cost),
            Tree::Cursor(part) => self.cursors.get(*part).map_or(0, |part| part.cursor.cost()),
            Tree::Listed(docs) => docs.count(),
            Tree::All(parts) => costs(parts).into_iter().min().unwrap_or(0),
            Tree::Any(parts) | Tree::First(parts) | Tree::Words(parts, _) => {
                costs(parts).into_iter().fold(0, u32::saturating_add)
            }
            Tree::Except(parts) => self.cost(&parts[0]),
            // Looking at every article is dear; others come first.
            Tree::Everything | Tree::Test(_) => u32::MAX,
        }
    }

    /// Returns an article, `from` or behind it, before which none matches.
    pub(super) fn next(&self, tree: &Tree, from: DocId) -> DocId {
        let all = |parts: &[Tree]| parts.iter().map(|part| self.next(part, from)).max();
        let any = |parts: &[Tree]| parts.iter().map(|part| self.next(part, from)).min();
        match tree {
            Tree::Nothing => TERMINATED,
            Tree::Everything | Tree::Test(_) => from,
            Tree::Leaf(leaf) => self.leaves.get(*leaf).map_or(TERMINATED, |leaf| leaf.next(from)),
            Tree::Cursor(part) => {
                self.cursors.get(*part).map_or(TERMINATED, |part| part.cursor.doc().max(from))
            }
            Tree::Listed(docs) => docs.next(from),
            Tree::All(parts) => all(parts).unwrap_or(from),
            Tree::Any(parts) | Tree::First(parts) | Tree::Words(parts, _) => {
                any(parts).unwrap_or(TERMINATED)
            }
            Tree::Except(parts) => self.next(&parts[0], from),
        }
    }

    /// Forgets the window before, or the articles of this one that were looked at before.
    pub(super) fn leave_window(&mut self) {
        self.leaves.iter_mut().for_each(Leaf::leave_window);
        for part in &mut self.cursors {
            (part.bits, part.scored, part.is_decided) = (Bits::NONE, 0, false);
        }
    }

    /// Tells whether cursors score: only where they stand, so while the window is looked at.
    pub(super) fn has_known(&self) -> bool {
        self.cursors.iter().any(|part| part.ceiling > 0.0)
    }

    /// Finds which of the articles in question match.
    pub(super) fn matching(
        &mut self,
        tree: &Tree,
        among: &Bits,
        window: &mut Window<'_>,
        found: &mut Bits,
    ) -> Result<()> {
        *found = Bits::NONE;
        if among.is_empty() {
            return Ok(());
        }
        match tree {
            Tree::Nothing => {}
            Tree::Everything => *found = *among,
            Tree::Leaf(_) => {
                if let Some(own) = self.word(tree, among, window.start) {
                    found.unite_shared(own, among);
                }
            }
            Tree::Cursor(part) => {
                if let Some((before, rest)) = self.cursors.split_at_mut_checked(*part)
                    && let Some((part, behind)) = rest.split_first_mut()
                {
                    part.matching(among, [before, behind], window, found);
                }
            }
            Tree::Test(holds) => {
                let held = among.iter().filter(|&index| holds(window.start + index as DocId));
                held.for_each(|index| found.set(index));
            }
            Tree::Listed(docs) => {
                docs.mark(window.start, found);
                found.intersect(among);
            }
            Tree::All(parts) => self.all(parts, among, window, found)?,
            Tree::Any(parts) => {
                let mut bits = Bits::NONE;
                for part in parts {
                    if let Some(own) = self.word(part, among, window.start) {
                        found.unite_shared(own, among);
                        continue;
                    }
                    self.matching(part, among, window, &mut bits)?;
                    found.unite(&bits);
                }
            }
            Tree::First(parts) => {
                let (mut bits, mut rest) = (Bits::NONE, *among);
                for part in parts {
                    if let Some(own) = self.word(part, &rest, window.start) {
                        found.unite_shared(own, &rest);
                        rest.exclude(own);
                        continue;
                    }
                    self.matching(part, &rest, window, &mut bits)?;
                    found.unite(&bits);
                    rest.exclude(&bits);
                }
            }
            Tree::Words(parts, bonus) => {
                let (mut bits, mut all) = (Bits::NONE, *among);
                for part in parts {
                    if let Some(own) = self.word(part, among, window.start) {
                        found.unite_shared(own, among);
                        all.intersect(own);
                        continue;
                    }
                    self.matching(part, among, window, &mut bits)?;
                    found.unite(&bits);
                    all.intersect(&bits);
                }
                if let Some(bonus) = self.bonuses.get_mut(*bonus) {
                    bonus.is_met |= !all.is_empty();
                    if let Some(found) = bonus.found.get_mut((window.start / WINDOW) as usize) {
                        *found = all;
                    }
                }
            }
            // What is excluded at little cost need not be looked at.
            Tree::Except(parts) if parts[1].effort() < parts[0].effort() => {
                let (mut excluded, mut rest) = (Bits::NONE, *among);
                self.matching(&parts[1], among, window, &mut excluded)?;
                rest.exclude(&excluded);
                self.matching(&parts[0], &rest, window, found)?;
            }
            Tree::Except(parts) => {
                let mut excluded = Bits::NONE;
                self.matching(&parts[0], among, window, found)?;
                self.matching(&parts[1], found, window, &mut excluded)?;
                found.exclude(&excluded);
            }
        }
        Ok(())
    }

    /// Returns the articles of a window that have a word or pass a filter, others than those in
    /// question included; `None` when the part is neither, or not at hand as a set. Such sets need no
    /// copy of their own.
    fn word<'a>(&'a mut self, part: &'a Tree, among: &Bits, start: DocId) -> Option<&'a Bits> {
        match part {
            Tree::Leaf(leaf) => Some(self.leaves.get_mut(*leaf)?.fill(start, among)),
            Tree::Listed(docs) => docs.window(start),
            _ => None,
        }
    }

    /// Finds which of the articles in question match every part; each part is asked for those
    /// that are left.
    fn all(
        &mut self,
        parts: &[Tree],
        among: &Bits,
        window: &mut Window<'_>,
        found: &mut Bits,
    ) -> Result<()> {
        *found = *among;
        for part in parts {
            if let Some(own) = self.word(part, found, window.start) {
                if !found.intersect(own) {
                    break;
                }
                continue;
            }
            let rest = *found;
            self.matching(part, &rest, window, found)?;
        }
        Ok(())
    }
}

impl CursorPart {
    pub(super) fn new(cursor: BoxedCursor, is_scored: bool, ceiling: f32) -> CursorPart {
        let (is_sifted, bits, scored, tallies, is_decided) =
            (false, Bits::NONE, 0, Vec::new(), false);
        CursorPart { cursor, is_scored, is_sifted, ceiling, bits, scored, tallies, is_decided }
    }

    /// Finds which of the articles in question the cursor has, and adds what they score, as far as
    /// they are kept by what the other cursors may add.
    fn matching(
        &mut self,
        among: &Bits,
        others: [&mut [CursorPart]; 2],
        window: &mut Window<'_>,
        found: &mut Bits,
    ) {
        self.is_decided = true;
        let others = || others.iter().flat_map(|others| others.iter());
        let open = |index: usize| -> f32 {
            let open = others().filter(|other| !other.is_decided || other.bits.has(index));
            open.map(|other| other.ceiling).sum()
        };
        self.tallies.clear();
        if self.is_sifted && self.cursor.tally_each(window.start, among, &mut self.tallies) {
            for &tally in &self.tallies {
                let index = tally.index;
                found.set(index);
                if self.is_scored {
                    self.scored += 1;
                    let needed = window.needed[index / BLOCK as usize] - open(index);
                    let doc = window.start + index as DocId;
                    window.scores[index] += self.cursor.score_tally(doc, tally, needed);
                }
            }
            return self.bits.unite(found);
        }
        let mut at = among.next(0);
        while let Some(index) = at {
            let Some(index) = self.approach(window.start, index) else { break };
            if !among.has(index) {
                at = among.next(index);
                continue;
            }
            at = among.next(index + 1);
            if !self.cursor.holds() {
                continue;
            }
            found.set(index);
            if self.is_scored {
                self.scored += 1;
                let needed = window.needed[index / BLOCK as usize] - open(index);
                window.scores[index] += self.cursor.score_above(needed);
            }
        }
        self.bits.unite(found);
    }

    /// Goes to the first candidate from a place in the window on, and returns its place.
    fn approach(&mut self, start: DocId, index: usize) -> Option<usize> {
        let wanted = start + index as DocId;
        if self.is_sifted {
            self.cursor.go_to(wanted);
            return Some(index);
        }
        let doc = self.cursor.approach(wanted);
        Some((doc - start) as usize).filter(|&index| index < WINDOW as usize)
    }
}
