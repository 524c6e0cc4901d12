//! What articles of one block can score, and what they do.

use tantivy::DocId;

use super::ROUNDING;
use super::bits::{BLOCK, BLOCKS_OF_WINDOW, WINDOW};
use super::list::Scores;
use super::tree::Parts;
use crate::search::impacts::Sums;

/// From so many words on, and so many articles of a block that they can lift high enough, it is less
/// work to add them up word by word.
const MANY_WORDS: usize = 6;
const MANY_ARTICLES: u32 = 16;

/// The words that can add to the score in the block at hand.
#[derive(Default)]
pub(super) struct Stakes {
    block: usize,
    /// Those that add least first.
    words: Vec<Stake>,
    /// What each leaf scores in the article at hand.
    found: Vec<f32>,
    /// What the words score in each article of the block, where they were all added up.
    sums: Option<Sums>,
}

/// What a word can add in a block.
struct Stake {
    /// Number of its leaf.
    leaf: usize,
    /// The articles of the block that have it.
    articles: u64,
    most: f32,
}

impl Stakes {
    /// Lists what the words can add in some articles of a block.
    pub(super) fn weigh(&mut self, parts: &Parts, block: usize, here: u64) {
        self.block = block;
        self.words.clear();
        self.sums = None;
        self.found.clear();
        self.found.resize(parts.leaves.len(), 0.0);
        for (at, leaf) in parts.leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_scored) {
            let articles = leaf.block(block) & here;
            if articles != 0 {
                self.words.push(Stake { leaf: at, articles, most: leaf.bound(block) });
            }
        }
        self.words.sort_unstable_by(|left, right| left.most.total_cmp(&right.most));
    }

    /// Leaves out the articles of the block that have only words which together cannot reach above
    /// what is needed.
    pub(super) fn reaching(&self, parts: &Parts, scores: &Scores, here: u64, needed: f32) -> u64 {
        let known = match parts.has_known() {
            true => members(self.block, here).map(|doc| scores[in_window(doc)]).fold(0.0, f32::max),
            false => 0.0,
        };
        if known * ROUNDING > needed {
            return here;
        }
        let (mut reaching, mut sum) = (0, known);
        for bonus in parts.bonuses.iter().filter(|bonus| bonus.block(self.block) & here != 0) {
            reaching |= bonus.block(self.block);
            sum += bonus.amount;
        }
        let words: f32 = self.words.iter().map(|word| word.most).sum();
        if (sum + words) * ROUNDING <= needed {
            reaching = 0;
        }
        // The others, which gain no bonus.
        sum = known;
        for word in &self.words {
            sum += word.most;
            if sum * ROUNDING > needed {
                reaching |= word.articles;
            }
        }
        reaching & here
    }

    /// Adds up the scores of so many articles of the block at once, if there are enough.
    pub(super) fn add_up(&mut self, parts: &Parts, reaching: u64) {
        let are_many = self.words.len() >= MANY_WORDS && reaching.count_ones() >= MANY_ARTICLES;
        self.sums = are_many.then(|| {
            // Leaf by leaf, in the order in which single articles are added up.
            let mut leaves: Vec<(usize, u64)> =
                self.words.iter().map(|word| (word.leaf, word.articles)).collect();
            leaves.sort_unstable();
            let mut sums = [0.0; BLOCK as usize];
            for (leaf, articles) in leaves {
                parts.leaves[leaf].add_scores(self.block, articles, &mut sums);
            }
            sums
        });
    }

    /// Scores one article of the block; `None` when it turns out not to reach above what is needed.
    pub(super) fn score(
        &mut self,
        parts: &Parts,
        scores: &Scores,
        doc: DocId,
        needed: f32,
    ) -> Option<f32> {
        let bit = 1_u64 << (doc % BLOCK);
        let bonuses = parts.bonuses.iter().filter(|bonus| bonus.block(self.block) & bit != 0);
        let known = if parts.has_known() { scores[in_window(doc)] } else { 0.0 };
        let sure = known + bonuses.map(|bonus| bonus.amount).sum::<f32>();
        if let Some(sums) = &self.sums {
            let score = sure + sums[(doc % BLOCK) as usize];
            return (score > needed).then_some(score);
        }
        let here = self.words.iter().filter(|word| word.articles & bit != 0);
        let mut bound = sure + here.map(|word| word.most).sum::<f32>();
        for word in self.words.iter().rev() {
            if bound * ROUNDING <= needed {
                return None;
            }
            let is_here = word.articles & bit != 0;
            let found = if is_here { parts.leaves[word.leaf].score(doc) } else { 0.0 };
            self.found[word.leaf] = found;
            bound += if is_here { found - word.most } else { 0.0 };
        }
        // Added up in the same order for all articles, so that equal ones stay equal.
        let score = sure + self.found.iter().sum::<f32>();
        (score > needed).then_some(score)
    }
}

/// Lists articles of a block.
pub(super) fn members(block: usize, mut rest: u64) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        let bit = (rest != 0).then(|| rest.trailing_zeros())?;
        rest &= rest - 1;
        Some(block as DocId * BLOCK + bit)
    })
}

/// Returns the distance of an article from the start of its window.
fn in_window(doc: DocId) -> usize {
    (doc % WINDOW) as usize
}

/// Returns the number of the first block of a window.
pub(super) fn first_block(start: DocId) -> usize {
    (start / WINDOW) as usize * BLOCKS_OF_WINDOW
}
