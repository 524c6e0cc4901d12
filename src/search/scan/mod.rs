//! The first stage on one segment: window by window, every matching article is counted, and the
//! best are scored.
//!
//! Which articles match is worked out on sets of bits. Scores are bounded block by block, and worked
//! out only as far as an article can still come among those that are kept: MaxScore (Turtle and
//! Flood, *Query evaluation: strategies and optimizations*, 1995) within blocks.

mod bits;
mod bounds;
mod buffers;
mod compile;
mod leaf;
mod list;
mod stakes;
mod tree;

use tantivy::{DocId, SegmentReader};

pub(super) use bits::{BLOCK, BLOCKS_OF_WINDOW, Bits, Bounds, WINDOW};
pub(super) use buffers::Buffers;
pub(super) use leaf::MIN_FORMS;

use self::leaf::Leaf;
use self::list::Scores;
use self::stakes::{Stakes, first_block, members};
use self::tree::{Parts, Tree, Window};
use super::cursor::SegmentContext;
use super::plan::Plan;
use crate::error::Result;

/// Bounds are sums in another order than scores; this much of them may be lost in rounding.
const ROUNDING: f32 = 1.0 + 1e-5;

/// Grades of blocks by what their articles score at most.
const GRADES: usize = 256;

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
    buffers: &'a Buffers,
    tree: Tree,
    parts: Parts,
    scores: Box<Scores>,
    /// What bonuses add at most, and rounding where all parts are at their most.
    besides_words: f32,
    stakes: Stakes,
    /// Blocks that wait until all windows were looked at.
    waiting: Vec<Waiting>,
}

/// A block with matching articles, and what these score at most.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    bound: f32,
    block: usize,
    matching: u64,
}

impl<'a> Scan<'a> {
    pub(super) fn new(context: &SegmentContext<'a>, plan: &Plan) -> Result<Self> {
        let (tree, parts) = compile::compile(context, plan)?;
        let leaves = parts.leaves.iter().filter(|leaf| leaf.is_scored);
        let leaves: f32 = leaves.map(|leaf| leaf.ceiling).sum();
        let cursors: f32 = parts.cursors.iter().map(|part| part.ceiling).sum();
        let bonuses: f32 = parts.bonuses.iter().map(|bonus| bonus.amount).sum();
        Ok(Scan {
            segment: context.segment,
            buffers: context.buffers(),
            tree,
            parts,
            scores: Box::new([0.0; WINDOW as usize]),
            besides_words: bonuses + (leaves + cursors + bonuses) * (ROUNDING - 1.0),
            stakes: Stakes::default(),
            waiting: Vec::new(),
        })
    }

    /// Counts the matching articles that are alive, and offers the best.
    pub(super) fn run(&mut self, taker: &mut dyn Taker) -> Result<u64> {
        let max_doc = self.segment.max_doc();
        let mut total = 0;
        let mut from = 0;
        while from < max_doc {
            let next = self.parts.next(&self.tree, from);
            if next >= max_doc {
                break;
            }
            let start = next - next % WINDOW;
            total += u64::from(self.window(start, max_doc, taker)?);
            from = start.saturating_add(WINDOW);
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

    /// Looks at one window; returns the number of articles that match.
    fn window(&mut self, start: DocId, max_doc: DocId, taker: &mut dyn Taker) -> Result<u32> {
        self.parts.leave_window();
        let threshold = taker.threshold();
        let among = self.alive(start, max_doc);
        let needed = threshold.unwrap_or(f32::INFINITY);
        // Nothing is taken where articles are only counted.
        let words = match needed < f32::INFINITY {
            true => self.parts.bound_words(start),
            false => [0.0; BLOCKS_OF_WINDOW],
        };
        let needed = words.map(|words| needed - self.besides_words - words);
        let mut window = Window { start, scores: &mut self.scores, needed };
        let mut matching = Bits::NONE;
        self.parts.matching(&self.tree, &among, &mut window, &mut matching)?;
        match threshold {
            None => self.admit(start, &matching, taker),
            Some(f32::INFINITY) => {}
            Some(_) => {
                let bounds = self.parts.bound(start, words, &self.scores);
                self.compete(start, &bounds, &matching, taker);
            }
        }
        self.wipe();
        Ok(matching.count())
    }

    /// Takes what goes by something else than its score.
    fn admit(&mut self, start: DocId, matching: &Bits, taker: &mut dyn Taker) {
        for block in 0..BLOCKS_OF_WINDOW {
            let number = first_block(start) + block;
            let mut is_weighed = false;
            for doc in members(number, matching.block(block)) {
                if !taker.admits(doc, f32::INFINITY) {
                    continue;
                }
                if !is_weighed {
                    self.stakes.weigh(&self.parts, number, matching.block(block));
                    is_weighed = true;
                }
                let all = f32::NEG_INFINITY;
                if let Some(score) = self.stakes.score(&self.parts, &self.scores, doc, all) {
                    taker.take(doc, score);
                }
            }
        }
    }

    /// Takes the articles of a window that score enough. Those that score by words alone wait until
    /// all windows were looked at.
    fn compete(&mut self, start: DocId, bounds: &Bounds, matching: &Bits, taker: &mut dyn Taker) {
        let mut needed = taker.threshold().unwrap_or(f32::INFINITY);
        if bounds.iter().all(|&bound| bound < needed) {
            return;
        }
        let first = first_block(start);
        let waits = !self.parts.has_known();
        let mut is_done = None;
        if waits && let Some(block) = best(bounds, matching).filter(|&it| bounds[it] >= needed) {
            // What is taken early keeps others from waiting in vain.
            self.offer(first + block, matching.block(block), taker);
            needed = taker.threshold().unwrap_or(needed);
            is_done = Some(block);
        }
        for (block, &bound) in bounds.iter().enumerate() {
            let matching = matching.block(block);
            if matching == 0 || bound < needed || is_done == Some(block) {
                continue;
            }
            match waits {
                true => self.waiting.push(Waiting { bound, block: first + block, matching }),
                false => self.offer(first + block, matching, taker),
            }
        }
    }

    /// Takes the best articles of the blocks that wait: from the most promising ones on, so that few
    /// are looked into.
    fn settle(&mut self, taker: &mut dyn Taker) {
        let needed = taker.threshold().unwrap_or(f32::INFINITY);
        self.waiting.retain(|waiting| waiting.bound >= needed);
        let waiting = by_promise(std::mem::take(&mut self.waiting));
        for Waiting { bound, block, matching } in waiting {
            // Of equal articles the first is the best.
            if members(block, matching).next().is_some_and(|first| taker.admits(first, bound)) {
                self.offer(block, matching, taker);
            }
        }
    }

    /// Takes the articles of a block that score enough.
    fn offer(&mut self, block: usize, matching: u64, taker: &mut dyn Taker) {
        // Of equal articles another one may be the better.
        let above = |taker: &dyn Taker| taker.threshold().map_or(f32::INFINITY, f32::next_down);
        let mut needed = above(taker);
        self.stakes.weigh(&self.parts, block, matching);
        let reaching = self.stakes.reaching(&self.parts, &self.scores, matching, needed);
        self.stakes.add_up(&self.parts, reaching);
        for doc in members(block, reaching) {
            if let Some(score) = self.stakes.score(&self.parts, &self.scores, doc, needed) {
                taker.take(doc, score);
                needed = above(taker);
            }
        }
    }

    /// Sets the scores of the window back to nothing.
    fn wipe(&mut self) {
        let cursors = self.parts.cursors.iter().map(|part| &part.bits);
        let dirty: u32 = cursors.clone().map(Bits::count).sum();
        if dirty >= SPARSE {
            return self.scores.fill(0.0);
        }
        for bits in cursors {
            bits.iter().for_each(|index| self.scores[index] = 0.0);
        }
    }

    /// Lists the articles of the window that are not deleted.
    fn alive(&self, start: DocId, max_doc: DocId) -> Bits {
        let mut bits = Bits::first(max_doc.saturating_sub(start).min(WINDOW));
        if self.segment.has_deletes() {
            for index in 0..WINDOW.min(max_doc.saturating_sub(start)) {
                if self.segment.is_deleted(start + index) {
                    bits.clear(index as usize);
                }
            }
        }
        bits
    }
}

impl Drop for Scan<'_> {
    fn drop(&mut self) {
        self.buffers.give_back(self.parts.leaves.drain(..).map(Leaf::into_buffer));
    }
}

/// Returns the block of a window where matching articles have the highest bound.
fn best(bounds: &Bounds, matching: &Bits) -> Option<usize> {
    let blocks = (0..BLOCKS_OF_WINDOW).filter(|&block| matching.block(block) != 0);
    blocks.max_by(|&left, &right| bounds[left].total_cmp(&bounds[right]))
}

/// Orders blocks by their bounds, about: into so many grades, as that takes no comparisons.
fn by_promise(waiting: Vec<Waiting>) -> Vec<Waiting> {
    let most = waiting.iter().map(|waiting| waiting.bound).fold(f32::MIN_POSITIVE, f32::max);
    let grade = |waiting: &Waiting| ((1.0 - waiting.bound / most) * GRADES as f32) as usize;
    let mut ends = [0; GRADES + 2];
    for waiting in &waiting {
        ends[grade(waiting).min(GRADES) + 1] += 1;
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let mut ordered = vec![Waiting::default(); waiting.len()];
    for waiting in waiting {
        let place = &mut ends[grade(&waiting).min(GRADES)];
        ordered[*place] = waiting;
        *place += 1;
    }
    ordered
}
