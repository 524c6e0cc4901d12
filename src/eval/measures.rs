//! The measures, defined as in `trec_eval`.

use serde::Serialize;

/// Ranks that a reader looks at: the first page.
const PAGE: usize = 10;

/// Ranks within which recall is asked whether an article was found at all.
pub(super) const DEPTH: usize = 100;

/// The measures of one query, or their means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Measures {
    /// One over the rank of the first relevant article, 0 beyond rank 10.
    pub mrr_10: f64,
    /// Gain of the first ten, each article's relevance counting less the lower it stands, over the
    /// gain of the best ten possible.
    pub ndcg_10: f64,
    /// Share of the relevant articles that are among the first ten.
    pub recall_10: f64,
    /// Share of the relevant articles that are among the first hundred.
    pub recall_100: f64,
    /// 1 when the first article is relevant.
    pub hit_1: f64,
}

/// A measure: its key, its name for people, its place in [`Measures`].
pub(super) struct Measure {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) of: fn(&Measures) -> f64,
}

/// All measures, in the order in which they are shown.
pub(super) const MEASURES: [Measure; 5] = [
    Measure { key: "mrr_10", name: "MRR@10", of: |measures| measures.mrr_10 },
    Measure { key: "ndcg_10", name: "nDCG@10", of: |measures| measures.ndcg_10 },
    Measure { key: "recall_10", name: "recall@10", of: |measures| measures.recall_10 },
    Measure { key: "recall_100", name: "recall@100", of: |measures| measures.recall_100 },
    Measure { key: "hit_1", name: "hit@1", of: |measures| measures.hit_1 },
];

impl Measures {
    /// Measures a ranking. `grades` has the relevance of the articles, best-ranked first; `ideal`
    /// that of all relevant articles, most relevant first.
    pub(super) fn new(grades: &[u32], ideal: &[u32]) -> Measures {
        Measures {
            mrr_10: first_relevant_rank(top(grades, PAGE)).map_or(0.0, |rank| 1.0 / rank as f64),
            ndcg_10: ratio(gain(top(grades, PAGE)), gain(top(ideal, PAGE))),
            recall_10: recall(top(grades, PAGE), ideal),
            recall_100: recall(top(grades, DEPTH), ideal),
            hit_1: f64::from(u8::from(first_relevant_rank(grades) == Some(1))),
        }
    }

    /// Returns the means; zeros when there is nothing to average.
    pub(super) fn mean(all: impl Iterator<Item = Measures>) -> Measures {
        let (mut sum, mut count) = (Measures::default(), 0_usize);
        for measures in all {
            sum = sum.combine(&measures, |left, right| left + right);
            count += 1;
        }
        let count = count as f64;
        sum.combine(&sum, |sum, _| ratio(sum, count))
    }

    /// Returns by how much these exceed `other`.
    pub(super) fn minus(&self, other: &Measures) -> Measures {
        self.combine(other, |left, right| left - right)
    }

    fn combine(&self, other: &Measures, each: impl Fn(f64, f64) -> f64) -> Measures {
        Measures {
            mrr_10: each(self.mrr_10, other.mrr_10),
            ndcg_10: each(self.ndcg_10, other.ndcg_10),
            recall_10: each(self.recall_10, other.recall_10),
            recall_100: each(self.recall_100, other.recall_100),
            hit_1: each(self.hit_1, other.hit_1),
        }
    }
}

/// Returns the rank of the first relevant article, from 1.
pub(super) fn first_relevant_rank(grades: &[u32]) -> Option<usize> {
    grades.iter().position(|&grade| grade > 0).map(|index| index + 1)
}

fn top(grades: &[u32], ranks: usize) -> &[u32] {
    grades.get(..ranks).unwrap_or(grades)
}

/// Discounted cumulative gain: relevance over log2(rank + 1).
fn gain(grades: &[u32]) -> f64 {
    let ranked = grades.iter().zip(1_u32..);
    let gains = ranked.map(|(&grade, rank)| f64::from(grade) / f64::from(rank + 1).log2());
    // `sum` would make -0 of no gains at all.
    gains.fold(0.0, |sum, gain| sum + gain)
}

fn recall(grades: &[u32], ideal: &[u32]) -> f64 {
    let found = grades.iter().filter(|&&grade| grade > 0).count();
    ratio(found as f64, ideal.len() as f64)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(grades: &[u32], ideal: &[u32], key: &str, expected: &str) {
        let measure = MEASURES.iter().find(|measure| measure.key == key).unwrap();
        let value = (measure.of)(&Measures::new(grades, ideal));
        assert_eq!(format!("{value:.4}"), expected);
    }

    #[test]
    fn reciprocal_rank_looks_at_ten() {
        check(&[0, 0, 1, 2], &[2, 1], "mrr_10", "0.3333");
        check(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1], &[1], "mrr_10", "0.1000");
        check(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], &[1], "mrr_10", "0.0000");
    }

    #[test]
    fn gain_is_relevance_and_falls_with_the_logarithm_of_the_rank() {
        check(&[2, 1], &[2, 1], "ndcg_10", "1.0000");
        check(&[1, 2], &[2, 1], "ndcg_10", "0.8597");
        check(&[0, 1], &[1], "ndcg_10", "0.6309");
        check(&[1], &[3, 1], "ndcg_10", "0.2754");
    }

    #[test]
    fn the_ideal_has_ten_ranks_too() {
        check(&[1; 10], &[1; 30], "ndcg_10", "1.0000");
    }

    #[test]
    fn recall_counts_all_relevant_articles() {
        check(&[1; 10], &[1; 40], "recall_10", "0.2500");
        check(&[1; 20], &[1; 40], "recall_100", "0.5000");
        check(&[], &[1], "recall_100", "0.0000");
    }

    #[test]
    fn an_empty_ranking_has_no_negative_zero() {
        check(&[], &[1], "ndcg_10", "0.0000");
    }

    #[test]
    fn hit_asks_for_any_relevance_at_rank_one() {
        check(&[1], &[3, 2], "hit_1", "1.0000");
        check(&[0, 3], &[3, 2], "hit_1", "0.0000");
    }

    #[test]
    fn a_mean_of_nothing_is_zero() {
        assert_eq!(Measures::mean(std::iter::empty()), Measures::default());
    }

    proptest! {
        #[test]
        fn measures_lie_between_zero_and_one(
            judged in prop::collection::vec(0_u32..4, 1..150),
            seen in 0_usize..150,
        ) {
            let mut ideal: Vec<u32> = judged.iter().copied().filter(|&grade| grade > 0).collect();
            ideal.sort_unstable_by(|left, right| right.cmp(left));
            let measures = Measures::new(top(&judged, seen), &ideal);
            for measure in &MEASURES {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&(measure.of)(&measures)));
            }
        }
    }
}
