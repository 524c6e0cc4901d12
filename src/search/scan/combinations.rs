//! Which words an article must have together to score enough.

use super::ROUNDING;
use super::tree::Parts;

/// Most words whose combinations are worked out: there are twice as many with each word.
const MAX_WORDS: usize = 6;

/// What is needed grows a little with every article that is taken; combinations are worked out anew
/// when it has grown by so much.
const GROWTH: f32 = 1.02;

/// The combinations of the words of a query that can score enough.
#[derive(Default)]
pub(super) struct Combinations {
    /// What each word scores at most, with the number of its leaf.
    words: Vec<(usize, f32)>,
    /// What an article may gain besides.
    bonus: f32,
    /// The smallest combinations that score more than was needed, a bit for each word.
    smallest: Vec<u8>,
    /// What was needed when they were worked out.
    needed: Option<f32>,
}

impl Combinations {
    /// Prepares for the words of a query; for too many of them, or where more than words scores,
    /// nothing is left out.
    pub(super) fn new(parts: &Parts) -> Combinations {
        let scored = parts.leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_scored);
        let mut words: Vec<_> = scored.map(|(at, leaf)| (at, leaf.ceiling)).collect();
        if words.len() > MAX_WORDS || parts.has_known() {
            words.clear();
        }
        let bonus = parts.bonuses.iter().map(|bonus| bonus.amount).sum();
        Combinations { words, bonus, ..Combinations::default() }
    }

    /// Leaves out the articles of a block whose words together cannot score above what is needed.
    /// Words are given by the numbers of their leaves, with the articles that have them.
    pub(super) fn reaching(&mut self, found: &[(usize, u64)], here: u64, needed: f32) -> u64 {
        if self.words.len() < 2 || needed == f32::NEG_INFINITY {
            return here;
        }
        if self.needed.is_none_or(|before| needed > before * GROWTH) {
            self.work_out(needed);
        }
        let mut articles = [0; MAX_WORDS];
        for &(leaf, own) in found {
            let place = self.words.iter().position(|(other, _)| *other == leaf);
            if let Some(articles) = place.and_then(|place| articles.get_mut(place)) {
                *articles = own;
            }
        }
        let with_all = |&combination: &u8| {
            let words = articles.iter().enumerate();
            let chosen = words.filter(|(place, _)| combination >> place & 1 == 1);
            chosen.fold(here, |all, (_, articles)| all & articles)
        };
        self.smallest.iter().map(with_all).fold(0, |any, articles| any | articles)
    }

    fn work_out(&mut self, needed: f32) {
        self.needed = Some(needed);
        self.smallest.clear();
        // A combination comes behind all that are part of it.
        for combination in 1..1_u8 << self.words.len() {
            let words = self.words.iter().enumerate();
            let chosen = words.filter(|(place, _)| combination >> place & 1 == 1);
            let score: f32 = chosen.map(|(_, (_, ceiling))| ceiling).sum();
            let is_smallest = !self.smallest.iter().any(|part| combination & part == *part);
            if is_smallest && (score + self.bonus) * ROUNDING > needed {
                self.smallest.push(combination);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(needed: f32, expected: u64) {
        let words = vec![(3, 1.0), (5, 2.0), (7, 4.0)];
        let mut combinations = Combinations { words, ..Combinations::default() };
        // Articles 0 to 7 have the words whose bits their numbers have.
        let found = [(3, 0b1010_1010), (5, 0b1100_1100), (7, 0b1111_0000)];
        assert_eq!(combinations.reaching(&found, 0xFF, needed), expected, "{needed}");
    }

    #[test]
    fn articles_need_words_that_score_enough() {
        check(0.5, 0b1111_1110);
        check(2.5, 0b1111_1000);
        check(3.5, 0b1111_0000);
        check(5.5, 0b1100_0000);
        check(7.5, 0);
    }

    #[test]
    fn where_nothing_is_needed_all_may_stay() {
        assert_eq!(Combinations::default().reaching(&[], 0b11, 1.0), 0b11);
        check(f32::NEG_INFINITY, 0xFF);
    }
}
