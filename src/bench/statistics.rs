//! Means and percentiles of measured values.

/// Keeps rounding from lifting a rank: `0.999 × 1000` is not always 999.
const RANK_TOLERANCE: f64 = 1e-9;

/// Returns the mean; 0 without values.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Returns the value that `percent` in a hundred do not exceed, by nearest rank; 0 without values.
/// The values are in order.
///
/// ```
/// use depeche::bench::percentile;
///
/// assert_eq!(percentile(&[1.0, 2.0, 3.0, 9.0], 50.0), 2.0);
/// assert_eq!(percentile(&[1.0, 2.0, 3.0, 9.0], 99.0), 9.0);
/// ```
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let rank = (values.len() as f64 * percent / 100.0 - RANK_TOLERANCE).ceil().max(1.0);
    values.get(rank as usize - 1).copied().unwrap_or(0.0)
}

/// Puts values in order and returns the one in the middle, the lower one of two.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    percentile(values, 50.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_go_by_nearest_rank() {
        let values: Vec<f64> = (1..=1000).map(f64::from).collect();
        assert_eq!(percentile(&values, 50.0), 500.0);
        assert_eq!(percentile(&values, 99.0), 990.0);
        assert_eq!(percentile(&values, 99.9), 999.0);
        assert_eq!(percentile(&values, 100.0), 1000.0);
        assert_eq!(percentile(&[7.0], 1.0), 7.0);
        assert_eq!(percentile(&[], 50.0), 0.0);
    }

    #[test]
    fn the_median_orders_its_values() {
        assert_eq!(median(&mut [9.0, 1.0, 5.0]), 5.0);
        assert_eq!(mean(&[1.0, 2.0, 6.0]), 3.0);
        assert_eq!(mean(&[]), 0.0);
    }
}
