//! How sure a ratio of two measurements is: the bootstrap of Efron (1979).
//!
//! The queries measured stand for all queries one might have measured. Drawing as many of them
//! anew, with repetition, many times over shows how much the ratio depends on which ones they were.

use serde::Serialize;

use crate::random::Random;

/// Draws. The ends of a 95 % interval then rest on 50 draws each.
const DRAWS: usize = 2000;

/// Part of the draws that lies outside on either side.
const TAIL_PERCENT: f64 = 2.5;

/// Start of the random numbers: fixed, so that the same times give the same interval again.
const SEED: u64 = 0x00DE_9EC4_E0B0_0057;

/// A ratio and the ends of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Ratio {
    /// The ratio.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Ratio {
    /// Returns the ratio of a summary of the second times to that of the first; the two times of
    /// a pair are of the same query.
    pub(super) fn of(pairs: &[(f64, f64)], summary: fn(&mut [f64]) -> f64) -> Self {
        let mut random = Random::new(SEED);
        let mut drawn = pairs.to_vec();
        let mut ratios: Vec<f64> = Vec::with_capacity(DRAWS);
        for _ in 0..DRAWS {
            for pair in &mut drawn {
                *pair = pairs[random.below(pairs.len())];
            }
            ratios.push(ratio(&drawn, summary));
        }
        ratios.sort_unstable_by(f64::total_cmp);
        let at = |percent| super::statistics::percentile(&ratios, percent);
        Ratio {
            value: ratio(pairs, summary),
            low: at(TAIL_PERCENT),
            high: at(100.0 - TAIL_PERCENT),
        }
    }
}

fn ratio(pairs: &[(f64, f64)], summary: fn(&mut [f64]) -> f64) -> f64 {
    let (mut first, mut second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    summary(&mut second) / summary(&mut first).max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::super::statistics::{mean, median};
    use super::*;

    /// Pairs whose ratios swing evenly around `center`.
    fn pairs(count: usize, center: f64) -> Vec<(f64, f64)> {
        let mut random = Random::new(5);
        let noise = |random: &mut Random| random.below(1000) as f64 / 1000.0;
        (0..count)
            .map(|_| {
                let first = 50.0 + 100.0 * noise(&mut random);
                (first, first * center * (0.9 + 0.2 * noise(&mut random)))
            })
            .collect()
    }

    #[test]
    fn a_constant_ratio_is_certain() {
        let pairs: Vec<(f64, f64)> =
            (1..=40).map(|time| (f64::from(time), f64::from(time) * 2.0)).collect();
        let ratio = Ratio::of(&pairs, |times| mean(times));
        assert!([ratio.value, ratio.low, ratio.high].iter().all(|end| (end - 2.0).abs() < 1e-9));
    }

    #[test]
    fn more_queries_make_the_interval_narrower() {
        let [few, many] = [30, 300].map(|count| Ratio::of(&pairs(count, 1.5), median));
        assert!(many.high - many.low < few.high - few.low, "{few:?} {many:?}");
        assert!(many.low < 1.5 && 1.5 < many.high + 0.05, "{many:?}");
        assert_eq!(many, Ratio::of(&pairs(300, 1.5), median));
    }

    #[test]
    fn the_interval_holds_the_truth_about_as_often_as_it_says() {
        let hits = (0..60).filter(|offset| {
            let all = pairs(60 * 40, 1.0);
            let ratio = Ratio::of(&all[offset * 40..][..40], |times| mean(times));
            ratio.low <= 1.0 && 1.0 <= ratio.high
        });
        let hits = hits.count();
        assert!((50..=60).contains(&hits), "{hits} of 60");
    }
}
