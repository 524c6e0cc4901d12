//! The first stage on one segment: window by window, every matching article is counted, and the
//! best are scored.
//!
//! Which articles match is worked out on sets of bits. Scores are bounded by sections of blocks, and
//! worked out only for articles whose words can still bring them among those that are kept: MaxScore
//! (Turtle and Flood, *Query evaluation: strategies and optimizations*, 1995) within blocks.

mod bits;
mod bounds;
mod combinations;
mod compile;
mod leaf;
mod list;
mod promising;
mod scale;
mod stakes;
mod tree;

use tantivy::{DocId, SegmentReader};

#[cfg(test)]
pub(super) use bits::SECTION;
pub(super) use bits::{
    BLOCK, BLOCKS_OF_WINDOW, Bits, SECTIONS_OF_BLOCK, SectionBounds, WINDOW, section_of,
};
pub(super) use leaf::MIN_FORMS;
pub(super) use scale::Scale;

use self::bits::Bounds;
use self::bounds::{NO_BOUNDS, of_block, of_blocks};
use self::combinations::Combinations;
use self::leaf::Leaf;
use self::list::Scores;
use self::promising::{Promising, order};
use self::stakes::{Stakes, first_block, members, reaching};
use self::tree::{Bonus, Parts, Tree, Window};
use super::cursor::SegmentContext;
use super::plan::Plan;
use super::pool::Pool;
use crate::error::Result;

/// Bounds are sums in another order than scores; this much of them may be lost in rounding.
const ROUNDING: f32 = 1.0 + 1e-5;

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
    combinations: Combinations,
    /// Blocks that wait until all windows were looked at.
    waiting: Vec<Promising>,
    /// Room to order them.
    ordered: Vec<Promising>,
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
    scores: Option<Box<Scores>>,
    waiting: Vec<Promising>,
    ordered: Vec<Promising>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(context: &SegmentContext<'a>, plan: &Plan) -> Result<Self> {
        let (tree, mut parts) = compile::compile(context, plan)?;
        let leaves = parts.leaves.iter().filter(|leaf| leaf.is_scored);
        let leaves: f32 = leaves.map(|leaf| leaf.ceiling).sum();
        let cursors: f32 = parts.cursors.iter().map(|part| part.ceiling).sum();
        let bonuses: f32 = parts.bonuses.iter().map(|bonus| bonus.amount).sum();
        let scale = parts.scale(leaves + bonuses);
        let combinations = Combinations::new(&parts);
        let pools = context.pools();
        let Room { scores, mut waiting, ordered } = pools.rooms.take();
        let mut scores = scores.unwrap_or_else(|| Box::new([0.0; WINDOW as usize]));
        scores.fill(0.0);
        waiting.clear();
        Ok(Scan {
            segment: context.segment,
            pools,
            tree,
            parts,
            scores,
            sections: Box::new(NO_BOUNDS),
            scale,
            has_words: leaves + bonuses > 0.0,
            besides_words: bonuses + (leaves + cursors + bonuses) * (ROUNDING - 1.0),
            stakes: Stakes::default(),
            combinations,
            waiting,
            ordered,
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

    /// Gives the room back, for the next scan.
    pub(super) fn rest(self) {
        let Scan { pools, parts, scores, waiting, ordered, .. } = self;
        let Parts { leaves, bonuses, .. } = parts;
        let sets = leaves.into_iter().map(Leaf::into_set);
        let sets = sets.chain(bonuses.into_iter().map(Bonus::into_set));
        pools.sets.give_back(sets.filter(|set| set.capacity() > 0));
        pools.rooms.give_back(std::iter::once(Room { scores: Some(scores), waiting, ordered }));
    }

    /// Looks at one window; returns the number of articles that match.
    fn window(&mut self, start: DocId, max_doc: DocId, taker: &mut dyn Taker) -> Result<u32> {
        self.parts.leave_window();
        let threshold = taker.threshold();
        let among = self.alive(start, max_doc);
        let needed = threshold.unwrap_or(f32::INFINITY);
        // Nothing is taken where articles are only counted.
        if self.has_words && needed < f32::INFINITY {
            self.parts.bound_words(start, &mut self.sections);
        }
        let needed = self.needed_of_cursors(needed);
        let mut window = Window { start, scores: &mut self.scores, needed };
        let mut matching = Bits::NONE;
        self.parts.matching(&self.tree, &among, &mut window, &mut matching)?;
        match threshold {
            None => self.admit(start, &matching, taker),
            Some(f32::INFINITY) => {}
            Some(_) => {
                if self.has_words {
                    self.parts.add_bonuses(start, self.scale, &mut self.sections);
                }
                let bounds = self.bounds();
                self.compete(start, &bounds, &matching, taker);
            }
        }
        self.wipe();
        Ok(matching.count())
    }

    /// Returns what cursors must score in each block so that an article is kept.
    fn needed_of_cursors(&self, needed: f32) -> Bounds {
        let needed = needed - self.besides_words;
        match self.has_words && needed < f32::INFINITY && self.parts.has_known() {
            true => of_blocks(&self.sections, self.scale).map(|words| needed - words),
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

    /// Returns what articles score at most in each block of the window at hand.
    fn bounds(&self) -> Bounds {
        let mut bounds = match self.has_words {
            true => of_blocks(&self.sections, self.scale),
            false => [0.0; BLOCKS_OF_WINDOW],
        };
        self.parts.add_cursors(&self.scores, &mut bounds);
        bounds.map(|bound| bound * ROUNDING)
    }

    /// Takes the articles of a window that score enough. Those that score by words alone wait until
    /// all windows were looked at.
    fn compete(&mut self, start: DocId, bounds: &Bounds, matching: &Bits, taker: &mut dyn Taker) {
        let mut needed = taker.threshold().unwrap_or(f32::INFINITY);
        if bounds.iter().all(|&bound| bound < needed) {
            return;
        }
        let waits = !self.parts.has_known();
        let mut is_done = None;
        if waits && let Some(block) = best(bounds, matching).filter(|&it| bounds[it] >= needed) {
            // What is taken early keeps others from waiting in vain.
            let promising = self.promising(start, block, bounds, matching);
            self.offer(&promising, taker);
            needed = taker.threshold().unwrap_or(needed);
            is_done = Some(block);
        }
        for (block, &bound) in bounds.iter().enumerate() {
            if bound < needed || matching.block(block) == 0 || is_done == Some(block) {
                continue;
            }
            let promising = self.promising(start, block, bounds, matching);
            match waits {
                true => self.waiting.push(promising),
                false => self.offer(&promising, taker),
            }
        }
    }

    fn promising(&self, start: DocId, block: usize, bounds: &Bounds, matching: &Bits) -> Promising {
        let sections = match self.has_words {
            true => of_block(&self.sections, block),
            false => [0; SECTIONS_OF_BLOCK],
        };
        let (bound, number) = (bounds[block], (first_block(start) + block) as u32);
        Promising { bound, block: number, matching: matching.block(block), sections }
    }

    /// Takes the best articles of the blocks that wait: from the most promising ones on, so that few
    /// are looked into.
    fn settle(&mut self, taker: &mut dyn Taker) {
        let needed = taker.threshold().unwrap_or(f32::INFINITY);
        self.waiting.retain(|waiting| waiting.bound >= needed);
        order(&self.waiting, &mut self.ordered);
        for at in 0..self.ordered.len() {
            let waiting = self.ordered[at];
            // Of equal articles the first is the best.
            let first = members(waiting.block as usize, waiting.matching).next();
            if first.is_some_and(|first| taker.admits(first, waiting.bound)) {
                self.offer(&waiting, taker);
            }
        }
    }

    /// Takes the articles of a block that score enough.
    fn offer(&mut self, promising: &Promising, taker: &mut dyn Taker) {
        // Of equal articles another one may be the better.
        let above = |taker: &dyn Taker| taker.threshold().map_or(f32::INFINITY, f32::next_down);
        let mut needed = above(taker);
        let Promising { block, matching, sections, .. } = promising;
        let block = *block as usize;
        let (here, bounds) = ((block, *matching), (sections, self.scale));
        let reaching = reaching(&self.parts, &self.scores, here, bounds, needed);
        if reaching == 0 {
            return;
        }
        self.stakes.enter(&self.parts, block, reaching);
        let reaching = self.combinations.reaching(self.stakes.words(), reaching, needed);
        for doc in members(block, reaching) {
            let score = self.stakes.score(&self.parts, &self.scores, doc);
            if score > needed {
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

/// Returns the block of a window where matching articles have the highest bound.
fn best(bounds: &Bounds, matching: &Bits) -> Option<usize> {
    let blocks = (0..BLOCKS_OF_WINDOW).filter(|&block| matching.block(block) != 0);
    blocks.max_by(|&left, &right| bounds[left].total_cmp(&bounds[right]))
}
