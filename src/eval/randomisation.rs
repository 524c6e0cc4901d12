//! The paired randomisation test: could two rankings differ so much by chance?
//!
//! If both were equally good, each query's difference could as well have the other sign. The test
//! flips signs at random and counts how often the sum gets as far from zero as the one observed.
//! Smucker, Allan and Carterette (CIKM 2007) found it the test of choice for search engines.

use crate::random::Random;

/// Rounds of the test. At p = 0.05 the estimate is then good to about ±0.004 (two standard errors).
pub(super) const ROUNDS: u32 = 10_000;

/// Up to this many differences all sign patterns are tried: 2^13 patterns are fewer than the
/// rounds of the sampled test, and the result is exact.
const MAX_EXACT: usize = 13;

/// Start of the random numbers: fixed, so that a comparison gives the same result again.
const SEED: u64 = 0x00DE_9EC4_E5EE_D001;

/// Differences up to here are rounding, not wins.
pub(super) const TOLERANCE: f64 = 1e-9;

/// Returns the two-sided probability of a sum of differences as far from zero as this one, if
/// signs were chance.
pub(super) fn p_value(differences: &[f64]) -> f64 {
    // Ties stay zero under either sign.
    let changed: Vec<f64> =
        differences.iter().copied().filter(|difference| difference.abs() > TOLERANCE).collect();
    let observed = changed.iter().sum::<f64>().abs() - TOLERANCE;
    if changed.len() <= MAX_EXACT { exact(&changed, observed) } else { sampled(&changed, observed) }
}

fn exact(differences: &[f64], observed: f64) -> f64 {
    let patterns = 1_u64 << differences.len();
    let is_extreme = |&signs: &u64| signed_sum(differences, || signs).abs() >= observed;
    (0..patterns).filter(is_extreme).count() as f64 / patterns as f64
}

fn sampled(differences: &[f64], observed: f64) -> f64 {
    let mut random = Random::new(SEED);
    let is_extreme = |_: &u32| signed_sum(differences, || random.next()).abs() >= observed;
    let extreme = (0..ROUNDS).filter(is_extreme).count();
    // The observed pattern is one of those possible: a p of 0 would be wrong.
    (extreme as f64 + 1.0) / (f64::from(ROUNDS) + 1.0)
}

/// Adds up the differences, each with the sign of one bit.
fn signed_sum(differences: &[f64], mut signs: impl FnMut() -> u64) -> f64 {
    let mut sum = 0.0;
    for chunk in differences.chunks(64) {
        let mut bits = signs();
        for difference in chunk {
            sum += if bits & 1 == 0 { *difference } else { -difference };
            bits >>= 1;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(differences: &[f64], expected: std::ops::RangeInclusive<f64>) {
        let p = p_value(differences);
        assert!(expected.contains(&p), "{p} is not in {expected:?}");
    }

    #[test]
    fn no_difference_is_chance() {
        check(&[], 1.0..=1.0);
        check(&[0.0; 40], 1.0..=1.0);
    }

    #[test]
    fn few_differences_are_counted_exactly() {
        check(&[0.5], 1.0..=1.0);
        check(&[0.2, 0.3, 0.4, 0.5], 0.125..=0.125);
        check(&[0.1, 0.2, 0.3, -0.6], 1.0..=1.0);
    }

    #[test]
    fn ties_neither_help_nor_harm() {
        check(&[0.0, 0.2, 0.0, 0.3, 0.4, 0.0, 0.5], 0.125..=0.125);
    }

    #[test]
    fn sums_that_differ_by_rounding_are_equal() {
        check(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, -1.0], 1.0..=1.0);
    }

    #[test]
    fn sampling_comes_close_to_the_binomial() {
        // 14 wins of 20 equal steps: two-sided sign test, p = 0.1153.
        let steps: Vec<f64> = (0..20).map(|step| if step < 14 { 0.5 } else { -0.5 }).collect();
        check(&steps, 0.109..=0.122);
    }

    #[test]
    fn one_sided_differences_are_no_chance() {
        check(&[0.1; 40], 0.00009..=0.0001);
    }

    proptest! {
        // Each case is up to two whole tests.
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn swapping_the_rankings_changes_nothing(
            differences in prop::collection::vec(-1.0_f64..1.0, 0..30),
        ) {
            let swapped: Vec<f64> = differences.iter().map(|difference| -difference).collect();
            let p = p_value(&differences);
            prop_assert_eq!(p, p_value(&swapped));
            prop_assert!(p > 0.0 && p <= 1.0);
        }
    }
}
