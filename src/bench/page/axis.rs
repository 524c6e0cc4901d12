//! Axes: where a value lies, and which values are written beside it.

/// Steps of a decade that are labelled when few decades are shown.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];

/// Steps that are labelled when less than a decade is shown.
const FINE_STEPS: [f64; 8] = [1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0];

/// Up to this many decades, 2 and 5 are labelled too.
const MAX_FINE_DECADES: f64 = 2.5;

/// Labels that a linear axis has at most.
const MAX_LINEAR_TICKS: f64 = 6.0;

/// Lowest time on a logarithmic axis, in microseconds: zero has no place there.
const LOWEST: f64 = 0.01;

/// Maps values to pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    is_logarithmic: bool,
    from: f64,
    to: f64,
}

impl Axis {
    /// Makes an axis from zero to the highest value.
    pub(super) fn linear(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let high = values.filter(|value| value.is_finite()).fold(0.0, f64::max);
        let high = if high > 0.0 { high } else { 1.0 };
        Axis { low: 0.0, high, is_logarithmic: false, from, to }
    }

    /// Makes a logarithmic axis from the lowest to the highest value, rounded outwards to a step.
    pub(super) fn logarithmic(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, LOWEST);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value.max(LOWEST));
            high = high.max(value);
        }
        let (low, high) = (step_below(low.min(high)), step_above(high));
        Axis { low, high: high.max(low * 2.0), is_logarithmic: true, from, to }
    }

    /// Returns the pixel of a value.
    pub(super) fn place(&self, value: f64) -> f64 {
        let part = match self.is_logarithmic {
            true => (value.max(self.low) / self.low).ln() / (self.high / self.low).ln(),
            false => (value - self.low) / (self.high - self.low),
        };
        self.from + part.clamp(0.0, 1.0) * (self.to - self.from)
    }

    /// Returns the values that get a label.
    pub(super) fn ticks(&self) -> Vec<f64> {
        match self.is_logarithmic {
            true => self.logarithmic_ticks(),
            false => {
                let step = step_above(self.high / MAX_LINEAR_TICKS);
                let count = (self.high / step).floor() as u32;
                (0..=count).map(|index| f64::from(index) * step).collect()
            }
        }
    }

    fn logarithmic_ticks(&self) -> Vec<f64> {
        let steps = match (self.high / self.low).log10() {
            few if few < 1.0 => &FINE_STEPS[..],
            some if some <= MAX_FINE_DECADES => &STEPS[..],
            _ => &STEPS[..1],
        };
        let decades = self.low.log10().floor() as i32..=self.high.log10().ceil() as i32;
        let ticks =
            decades.flat_map(|decade| steps.iter().map(move |step| step * 10_f64.powi(decade)));
        let inside = self.low * 0.999..=self.high * 1.001;
        ticks.filter(|tick| inside.contains(tick)).collect()
    }
}

fn step_below(value: f64) -> f64 {
    let decade = 10_f64.powf(value.log10().floor());
    let step = STEPS.iter().rev().find(|step| *step * decade <= value * 1.000_001);
    step.copied().unwrap_or(1.0) * decade
}

fn step_above(value: f64) -> f64 {
    let decade = 10_f64.powf(value.log10().floor());
    let step = STEPS.iter().find(|step| *step * decade >= value * 0.999_999);
    step.copied().unwrap_or(10.0) * decade
}

/// Writes a time with three digits and its unit.
pub(super) fn time(microseconds: f64) -> String {
    match microseconds {
        small if small < 999.5 => format!("{}\u{202f}µs", digits(small)),
        middle if middle < 999_500.0 => format!("{}\u{202f}ms", digits(middle / 1e3)),
        large => format!("{}\u{202f}s", digits(large / 1e6)),
    }
}

/// Writes a number with three digits and no zeros behind.
pub(super) fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        large if large >= 99.95 => 0,
        middle if middle >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_logarithmic_axis_ends_on_steps() {
        let axis = Axis::logarithmic([70.0, 2600.0].into_iter(), 0.0, 100.0);
        assert_eq!(axis.ticks(), [50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0]);
        assert_eq!((axis.place(50.0), axis.place(5000.0), axis.place(500.0)), (0.0, 100.0, 50.0));
    }

    #[test]
    fn a_short_logarithmic_axis_has_finer_steps() {
        let axis = Axis::logarithmic([0.6, 1.4].into_iter(), 0.0, 100.0);
        assert_eq!(
            axis.ticks().into_iter().map(digits).collect::<Vec<_>>(),
            ["0.6", "0.8", "1", "1.2", "1.5", "2"]
        );
    }

    #[test]
    fn a_linear_axis_begins_at_zero() {
        let axis = Axis::linear([100.0, 430.0].into_iter(), 0.0, 43.0);
        assert_eq!(axis.ticks(), [0.0, 100.0, 200.0, 300.0, 400.0]);
        assert_eq!(axis.place(100.0), 10.0);
    }

    #[test]
    fn times_are_written_with_their_unit() {
        let cases = [
            (0.0, "0 µs"),
            (12.345, "12.3 µs"),
            (999.9, "1 ms"),
            (2600.0, "2.6 ms"),
            (3.1e6, "3.1 s"),
        ];
        for (time_us, text) in cases {
            assert_eq!(time(time_us).replace('\u{202f}', " "), text);
        }
    }

    proptest! {
        #[test]
        fn every_value_has_a_place(values in prop::collection::vec(0.0_f64..1e12, 0..5)) {
            for axis in [Axis::linear(values.iter().copied(), 0.0, 1.0), Axis::logarithmic(values.iter().copied(), 0.0, 1.0)] {
                prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(&axis.place(*value))));
                prop_assert!(axis.ticks().len() < 30);
            }
        }
    }
}
