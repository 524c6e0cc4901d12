//! The first stage on one segment: window by window, every matching article is counted, and the
//! best are scored.
//!
//! Which articles match is worked out on sets of bits. Scores are bounded from what is known of an
//! article, and worked out only as far as it can still come among those that are kept: MaxScore
//! (Turtle and Flood, *Query evaluation: strategies and optimizations*, 1995) within windows.

mod bits;
mod compile;
mod leaf;
mod list;
mod tree;

use tantivy::{DocId, SegmentReader};

pub(super) use bits::WINDOW;
pub(super) use leaf::MIN_FORMS;

use self::bits::Bits;
use self::leaf::Leaf;
use self::list::Scores;
use self::tree::{Parts, Tree, Window};
use super::cursor::SegmentContext;
use super::plan::Plan;
use crate::error::Result;

/// Bounds are sums in another order than scores; this much of them may be lost in rounding.
const ROUNDING: f32 = 1.0 + 1e-5;

/// Work to look up one article, counted in articles read in turn.
const LOOK_UP_COST: u32 = 8;

/// So few scores are wiped one by one.
const SPARSE: u32 = 512;

/// Whom the articles of a segment are offered to.
pub(super) trait Taker {
    /// Returns the score that an article must be above to be taken, when others are above it;
    /// articles are not compared by score when `None`.
    fn threshold(&self) -> Option<f32>;

    /// Tells whether an article can be taken at all, whatever it scores.
    fn admits(&self, doc: DocId) -> bool;

    fn take(&mut self, doc: DocId, score: f32);
}

/// A plan at work on one segment.
pub(super) struct Scan<'a> {
    segment: &'a SegmentReader,
    tree: Tree,
    parts: Parts,
    scores: Box<Scores>,
    /// Numbers of the scored leaves, those that can add least first.
    by_ceiling: Vec<usize>,
    /// All that leaves, cursors and bonuses can add.
    ceiling: f32,
}

impl<'a> Scan<'a> {
    pub(super) fn new(context: &SegmentContext<'a>, plan: &Plan) -> Result<Self> {
        let (tree, parts) = compile::compile(context, plan)?;
        let scored = parts.leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_scored);
        let mut by_ceiling: Vec<usize> = scored.map(|(index, _)| index).collect();
        by_ceiling.sort_by(|&left, &right| {
            parts.leaves[left].ceiling.total_cmp(&parts.leaves[right].ceiling)
        });
        let leaves: f32 = parts.leaves.iter().map(|leaf| leaf.ceiling).sum();
        let cursors: f32 = parts.cursors.iter().map(|part| part.ceiling).sum();
        let bonuses: f32 = parts.bonuses.iter().map(|bonus| bonus.amount).sum();
        Ok(Scan {
            segment: context.segment,
            ceiling: leaves + cursors + bonuses,
            tree,
            parts,
            scores: Box::new([0.0; WINDOW as usize]),
            by_ceiling,
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
        self.choose(threshold);
        let among = self.alive(start, max_doc);
        let mut window = Window {
            start,
            scores: &mut self.scores,
            threshold: threshold.unwrap_or(f32::INFINITY) - self.ceiling * ROUNDING,
        };
        let mut matching = Bits::NONE;
        self.parts.matching(&self.tree, &among, &mut window, &mut matching)?;
        match threshold {
            None => self.admit(start, &matching, taker)?,
            Some(needed) => self.compete(start, &matching, needed, taker)?,
        }
        self.wipe();
        Ok(matching.count())
    }

    /// Takes what goes by something else than its score.
    fn admit(&mut self, start: DocId, matching: &Bits, taker: &mut dyn Taker) -> Result<()> {
        for index in matching.iter() {
            let doc = start + index as DocId;
            if taker.admits(doc)
                && let Some(score) = self.score(doc, index, f32::NEG_INFINITY)?
            {
                taker.take(doc, score);
            }
        }
        Ok(())
    }

    /// Takes what scores above a threshold, which rises meanwhile.
    fn compete(
        &mut self,
        start: DocId,
        matching: &Bits,
        mut needed: f32,
        taker: &mut dyn Taker,
    ) -> Result<()> {
        let mut leaves = self.parts.leaves.iter();
        let is_open = needed < 0.0 || leaves.all(|leaf| leaf.reaches || !leaf.is_scored);
        let reaching;
        let worthwhile = match is_open {
            true => matching,
            false => {
                reaching = self.reaching(matching);
                &reaching
            }
        };
        let (factor, slack) = self.quick_bound();
        let bonus = self.parts.bonuses.iter().map(|bonus| bonus.amount).sum::<f32>() * ROUNDING;
        for index in worthwhile.iter() {
            let bound = self.scores[index] * factor + slack;
            if bound <= needed && (bound + bonus <= needed || !self.has_bonus(index)) {
                continue;
            }
            let doc = start + index as DocId;
            if let Some(score) = self.score(doc, index, needed)? {
                taker.take(doc, score);
                needed = taker.threshold().unwrap_or(needed);
            }
        }
        Ok(())
    }

    /// Returns by how much an article's score may grow beyond what was added up: as a factor, and
    /// as a sum. It is the bound of all articles, so cheap to apply to each.
    fn quick_bound(&self) -> (f32, f32) {
        let (mut share, mut slack) = (0.0_f32, 0.0_f32);
        for leaf in self.parts.leaves.iter().filter(|leaf| leaf.is_scored) {
            match leaf.adds_up {
                true => share = share.max(leaf.attached_share),
                false => slack += leaf.ceiling,
            }
        }
        ((1.0 + share) * ROUNDING, slack * ROUNDING)
    }

    fn has_bonus(&self, index: usize) -> bool {
        self.parts.bonuses.iter().any(|bonus| bonus.amount > 0.0 && bonus.bits.has(index))
    }

    /// Sets the scores of the window back to nothing.
    fn wipe(&mut self) {
        let leaves = self.parts.leaves.iter().filter(|leaf| leaf.adds_up).map(Leaf::bits);
        let cursors = self.parts.cursors.iter().map(|part| &part.bits);
        let dirty: u32 = leaves.clone().chain(cursors.clone()).map(Bits::count).sum();
        if dirty >= SPARSE {
            return self.scores.fill(0.0);
        }
        for bits in leaves.chain(cursors) {
            bits.iter().for_each(|index| self.scores[index] = 0.0);
        }
    }

    /// Chooses the words whose scores are added up for all their articles. The others, which
    /// cannot lift an article over the threshold by themselves, are looked up where they occur
    /// beside those, unless that would be more work.
    fn choose(&mut self, threshold: Option<f32>) {
        let threshold = threshold.unwrap_or(f32::NEG_INFINITY);
        let mut sum = 0.0;
        for &index in &self.by_ceiling {
            let leaf = &mut self.parts.leaves[index];
            sum += leaf.ceiling;
            leaf.reaches = sum * ROUNDING > threshold;
        }
        let scored = || self.by_ceiling.iter().map(|&index| &self.parts.leaves[index]);
        let reaching = scored().filter(|leaf| leaf.reaches).map(Leaf::cost);
        let rarest = scored().map(Leaf::cost).min().unwrap_or(0);
        let candidates = match self.tree {
            Tree::All(_) => rarest,
            _ => reaching.fold(0, u32::saturating_add).max(rarest),
        };
        for &index in &self.by_ceiling {
            let leaf = &mut self.parts.leaves[index];
            let is_short = leaf.cost() / LOOK_UP_COST < candidates;
            leaf.choose(is_short);
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

    /// Leaves out the articles that have only words which together cannot reach the threshold.
    fn reaching(&self, matching: &Bits) -> Bits {
        let leaves = self.parts.leaves.iter().filter(|leaf| leaf.reaches).map(Leaf::bits);
        let cursors = self.parts.cursors.iter().map(|part| &part.bits);
        let bonuses = self.parts.bonuses.iter().filter(|bonus| bonus.amount > 0.0);
        let mut reaching = Bits::NONE;
        for bits in leaves.chain(cursors).chain(bonuses.map(|bonus| &bonus.bits)) {
            reaching.unite(bits);
        }
        reaching.intersect(matching);
        reaching
    }

    /// Scores one article; `None` when it turns out not to reach above what is needed.
    fn score(&mut self, doc: DocId, index: usize, needed: f32) -> Result<Option<f32>> {
        let bonuses = self.parts.bonuses.iter().filter(|bonus| bonus.bits.has(index));
        let known = self.scores[index];
        let mut score = known + bonuses.map(|bonus| bonus.amount).sum::<f32>();
        let mut open = self.open(index, known);
        for &at in self.by_ceiling.iter().rev() {
            if (score + open) * ROUNDING <= needed {
                return Ok(None);
            }
            let leaf = &mut self.parts.leaves[at];
            if !leaf.adds_up && leaf.bits().has(index) {
                let found = leaf.probe(doc)?;
                score += found;
                open += leaf.attached_share * found - leaf.ceiling;
            }
        }
        if (score + open) * ROUNDING <= needed {
            return Ok(None);
        }
        for leaf in self.parts.leaves.iter_mut().filter(|leaf| leaf.is_scored) {
            if leaf.bits().has(index) {
                score += leaf.probe_attached(doc)?;
            }
        }
        Ok((score > needed).then_some(score))
    }

    /// Returns the most that an article can gain beyond what was added up.
    fn open(&self, index: usize, known: f32) -> f32 {
        let (mut open, mut share) = (0.0_f32, 0.0_f32);
        let here = self.parts.leaves.iter().filter(|leaf| leaf.bits().has(index));
        for leaf in here.filter(|leaf| leaf.is_scored) {
            match leaf.adds_up {
                true => share = share.max(leaf.attached_share),
                false => open += leaf.ceiling,
            }
        }
        open + share * known
    }
}
