//! The first stage on one segment: window by window, every matching article is counted, and the
//! best are scored.
//!
//! Which articles match is worked out on sets of bits. Scores are bounded by sections of blocks, and
//! worked out only for articles of sections that can still reach those that are kept, the most promising
//! blocks first.

mod bits;
mod bounds;
mod compile;
mod leaf;
mod list;
mod promising;
mod scale;
mod stakes;
mod tree;

use std::ops::Range;

use tantivy::{DocId, SegmentReader};

#[cfg(test)]
pub(super) use bits::SECTION;
pub(super) use bits::{
    BLOCK, BLOCKS_OF_WINDOW, Bits, SECTIONS_OF_BLOCK, SectionBounds, WINDOW, section_of,
};
pub(super) use leaf::MIN_FORMS;
pub(super) use scale::{Scale, rounded_up};

use self::bits::Bounds;
use self::bounds::of_blocks;
use self::leaf::Leaf;
use self::list::Scores;
use self::promising::{Promising, Windows};
use self::stakes::{Stakes, first_block, members};
use self::tree::{Bonus, Parts, Tree, Window};
use super::cursor::SegmentContext;
use super::plan::Plan;
use super::pool::Pool;
use crate::error::Result;

/// Bounds are sums in another order than scores; this much of them may be lost in rounding.
const ROUNDING: f32 = 1.0 + 1e-5;

/// Articles that are looked at first where cursors score.
const FIRST_ARTICLES: u32 = 256;

/// How much more are looked at next.
const STEP_GROWTH: u32 = 4;

/// So few scores are wiped one by one.
const SPARSE: u32 = 512;

/// Whom the articles of a segment are offered to.
pub(super) trait Taker {
    /// Returns the score that an article must reach to be taken, when others are above it;
    /// articles are not compared by score when `None`.
    fn threshold(&self) -> Option<f32>;

    /// Tells whether an article would be taken if it scored so much.
    fn admits(&self, doc: DocId, score: f32) -> bool;

    /// Takes an article, if it is better than those that were taken; in any order.
    fn take(&mut self, doc: DocId, score: f32);
}

/// A plan at work on one segment.
pub(super) struct Scan<'a> {
    segment: &'a SegmentReader,
    pools: &'a Pools,
    tree: Tree,
    parts: Parts,
    scores: Box<Scores>,
    /// What words and bonuses score at most in the window at hand.
    sections: Box<SectionBounds>,
    scale: Scale,
    /// Whether words score, and not only what cursors find.
    has_words: bool,
    /// What bonuses add at most, and rounding where all parts are at their most.
    besides_words: f32,
    stakes: Stakes,
    /// Windows that wait until all were looked at.
    waiting: Windows,
    promising: Vec<Promising>,
}

/// Room at rest.
#[derive(Debug, Default)]
pub(super) struct Pools {
    rooms: Pool<Room>,
    /// Sets of articles, one for each window.
    sets: Pool<Vec<Bits>>,
}

impl Pools {
    /// Returns empty sets for so many windows.
    fn sets(&self, windows: usize) -> Vec<Bits> {
        let mut sets = self.sets.take();
        sets.clear();
        sets.resize(windows, Bits::NONE);
        sets
    }
}

/// Room that a scan needs.
#[derive(Default)]
pub(super) struct Room {
    /// All zero at rest.
    scores: Option<Box<Scores>>,
    stakes: Stakes,
    waiting: Windows,
    promising: Vec<Promising>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(context: &SegmentContext<'a>, plan: &Plan) -> Result<Self> {
        let (tree, mut parts) = compile::compile(context, plan)?;
        let leaves = parts.leaves.iter().filter(|leaf| leaf.is_scored);
        let leaves: f32 = leaves.map(|leaf| leaf.ceiling).sum();
        let cursors: f32 = parts.cursors.iter().map(|part| part.ceiling).sum();
        let bonuses: f32 = parts.bonuses.iter().map(|bonus| bonus.amount).sum();
        let scale = parts.scale(leaves + bonuses);
        let pools = context.pools();
        let Room { scores, stakes, mut waiting, promising } = pools.rooms.take();
        waiting.clear();
        Ok(Scan {
            segment: context.segment,
            pools,
            tree,
            parts,
            scores: scores.unwrap_or_else(|| Box::new([0.0; WINDOW as usize])),
            sections: Box::new([0; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW]),
            scale,
            has_words: leaves + bonuses > 0.0,
            besides_words: bonuses + (leaves + cursors + bonuses) * (ROUNDING - 1.0),
            stakes,
            waiting,
            promising,
        })
    }

    /// Counts the matching articles that are alive, and offers the best.
    pub(super) fn run(&mut self, taker: &mut dyn Taker) -> Result<u64> {
        let max_doc = self.segment.max_doc();
        let (mut total, mut from) = (0, 0);
        while from < max_doc {
            let start = from - from % WINDOW;
            let count = match start == 0 && self.parts.has_known() {
                true => self.first_window(taker)?,
                false => self.window(start, 0..WINDOW, taker)?,
            };
            total += u64::from(count);
            from = start.saturating_add(WINDOW);
            // Where articles are rare, whole windows have none.
            if count == 0 {
                from = self.parts.next(&self.tree, from);
            }
        }
        self.settle(taker);
        Ok(total)
    }

    /// Tells whether some article had every word, where the query is words side by side.
    pub(super) fn met_all(&self) -> Option<bool> {
        match self.tree {
            Tree::Words(_, bonus) => self.parts.bonuses.get(bonus).map(|bonus| bonus.is_met),
            _ => None,
        }
    }

    /// Gives the room back, for the next scan.
    pub(super) fn rest(self) {
        let Scan { pools, parts, scores, stakes, waiting, promising, .. } = self;
        let Parts { leaves, bonuses, .. } = parts;
        let sets = leaves.into_iter().map(Leaf::into_set);
        let sets = sets.chain(bonuses.into_iter().map(Bonus::into_set));
        pools.sets.give_back(sets.filter(|set| set.capacity() > 0));
        let room = Room { scores: Some(scores), stakes, waiting, promising };
        pools.rooms.give_back(std::iter::once(room));
    }

    /// Looks at the first window in steps that grow, as long as everything is taken: what the first
    /// articles score spares the others a look at their positions.
    fn first_window(&mut self, taker: &mut dyn Taker) -> Result<u32> {
        let (mut count, mut from, mut step) = (0, 0, FIRST_ARTICLES);
        while from < WINDOW {
            let takes_all = taker.threshold() == Some(f32::NEG_INFINITY);
            let end = if takes_all { WINDOW.min(from + step) } else { WINDOW };
            count += self.window(0, from..end, taker)?;
            (from, step) = (end, step * STEP_GROWTH);
        }
        Ok(count)
    }

    /// Looks at some articles of a window, by their distance from its start; returns the number of
    /// those that match.
    fn window(&mut self, start: DocId, which: Range<u32>, taker: &mut dyn Taker) -> Result<u32> {
        self.parts.leave_window();
        let threshold = taker.threshold();
        let among = self.alive(start, which);
        self.sections.fill(0);
        // Nothing is taken where articles are only counted.
        if self.has_words && threshold.is_some_and(|needed| needed < f32::INFINITY) {
            self.parts.bound_words(start, &mut self.sections);
        }
        // What goes by something else than its score has all of it.
        let needed = self.needed_of_cursors(threshold.unwrap_or(f32::NEG_INFINITY));
        let mut window = Window { start, scores: &mut self.scores, needed };
        let mut matching = Bits::NONE;
        self.parts.matching(&self.tree, &among, &mut window, &mut matching)?;
        match threshold {
            None => self.admit(start, &matching, taker),
            Some(f32::INFINITY) => {}
            Some(_) => {
                self.parts.add_bonuses(start, self.scale, &mut self.sections);
                match self.parts.has_known() {
                    true => self.compete(start, &matching, taker),
                    false => self.waiting.add(start, &self.sections, &matching),
                }
            }
        }
        self.wipe();
        Ok(matching.count())
    }

    /// Returns what cursors must score in each block so that an article is kept.
    fn needed_of_cursors(&self, needed: f32) -> Bounds {
        let needed = needed - self.besides_words;
        match self.has_words && needed < f32::INFINITY && self.parts.has_known() {
            true => of_blocks(&self.sections).map(|steps| needed - self.scale.score(steps)),
            false => [needed; BLOCKS_OF_WINDOW],
        }
    }

    /// Takes what goes by something else than its score.
    fn admit(&mut self, start: DocId, matching: &Bits, taker: &mut dyn Taker) {
        for block in 0..BLOCKS_OF_WINDOW {
            let number = first_block(start) + block;
            let mut is_entered = false;
            for doc in members(number, matching.block(block)) {
                if !taker.admits(doc, f32::INFINITY) {
                    continue;
                }
                if !is_entered {
                    self.stakes.enter(&self.parts, number, matching.block(block));
                    is_entered = true;
                }
                taker.take(doc, self.stakes.score(&self.parts, &self.scores, doc));
            }
        }
    }

    /// Takes the articles of a window that score enough, where it is known what cursors score.
    fn compete(&mut self, start: DocId, matching: &Bits, taker: &mut dyn Taker) {
        let mut bounds = of_blocks(&self.sections).map(|steps| self.scale.score(steps));
        self.parts.add_cursors(&self.scores, &mut bounds);
        let mut needed = threshold(taker);
        for (block, bound) in bounds.into_iter().enumerate() {
            let here = matching.block(block);
            if here != 0 && bound * ROUNDING >= needed {
                self.offer(first_block(start) + block, here, taker);
                needed = threshold(taker);
            }
        }
    }

    /// Takes the best articles of the windows that wait: from the most promising blocks on, so that
    /// few are looked into.
    fn settle(&mut self, taker: &mut dyn Taker) {
        let first = self.waiting.first_bound();
        self.settle_between(first, None, taker);
        if first > 0 {
            self.settle_between(0, Some(first), taker);
        }
    }

    /// Does so for blocks whose bounds lie between two.
    fn settle_between(&mut self, lower: u16, upper: Option<u16>, taker: &mut dyn Taker) {
        let needed = threshold(taker);
        let lower = lower.max(self.scale.steps_below(needed / ROUNDING));
        let mut promising = std::mem::take(&mut self.promising);
        self.waiting.between(lower, upper, &mut promising);
        for own in &promising {
            let bound = self.scale.score(own.bound()) * ROUNDING;
            let Some(needed) = taker.threshold().filter(|&needed| bound >= needed) else { break };
            let lowest = self.scale.steps_below(needed / ROUNDING);
            let (block, here) = self.waiting.reaching(*own, lowest);
            // Of equal articles the first is the best.
            if members(block, here).next().is_some_and(|first| taker.admits(first, bound)) {
                self.offer(block, here, taker);
            }
        }
        self.promising = promising;
    }

    /// Takes those of some articles of a block that score enough.
    fn offer(&mut self, block: usize, here: u64, taker: &mut dyn Taker) {
        // Of equal articles another one may be the better.
        let above = |taker: &dyn Taker| threshold(taker).next_down();
        let mut needed = above(taker);
        self.stakes.enter(&self.parts, block, here);
        for doc in members(block, here) {
            let score = self.stakes.score(&self.parts, &self.scores, doc);
            if score > needed {
                taker.take(doc, score);
                needed = above(taker);
            }
        }
    }

    /// Sets the scores of the window back to nothing.
    fn wipe(&mut self) {
        let cursors = self.parts.cursors.iter().filter(|part| part.scored > 0);
        if cursors.clone().map(|part| part.scored).sum::<u32>() >= SPARSE {
            return self.scores.fill(0.0);
        }
        for part in cursors {
            part.bits.iter().for_each(|index| self.scores[index] = 0.0);
        }
    }

    /// Lists those of some articles of a window that are not deleted.
    fn alive(&self, start: DocId, which: Range<u32>) -> Bits {
        let end = self.segment.max_doc().saturating_sub(start).min(which.end);
        let mut bits = Bits::first(end);
        if which.start > 0 {
            bits.exclude(&Bits::first(which.start));
        }
        if self.segment.has_deletes() {
            for index in which.start..end {
                if self.segment.is_deleted(start + index) {
                    bits.clear(index as usize);
                }
            }
        }
        bits
    }
}

/// Returns the score that an article must reach to be taken; none does where articles are not
/// compared by score.
fn threshold(taker: &dyn Taker) -> f32 {
    taker.threshold().unwrap_or(f32::INFINITY)
}
