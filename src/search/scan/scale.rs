//! Bounds in whole steps: sums of small numbers are worked out many at a time.

/// Steps in which each list tells its own highest values, see `impacts::peaks`.
const STEPS_OF_LIST: f32 = u8::MAX as f32;

/// Most units that all parts of a query may have, so that their steps together are one number.
const MAX_UNITS: usize = u16::MAX as usize / u8::MAX as usize;

/// Fewest units that the highest score of a query of many parts is divided into.
const MIN_UNITS: usize = MAX_UNITS / 4;

/// How scores are told in steps, always rounded up.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct Scale {
    /// What all steps of one unit stand for.
    unit: f32,
}

impl Scale {
    /// Divides the highest score of a query, which so many parts add up to. Each part is rounded up
    /// by at most a unit.
    pub(in crate::search) fn new(highest: f32, parts: usize) -> Scale {
        let units = MAX_UNITS.saturating_sub(parts).max(MIN_UNITS);
        Scale { unit: (highest / units as f32).max(f32::MIN_POSITIVE) }
    }

    /// Returns the units of a list by its highest score.
    pub(in crate::search) fn units(self, highest: f32) -> u16 {
        rounded_up(highest / self.unit).min(MAX_UNITS as u16)
    }

    /// Returns the steps of a score.
    pub(in crate::search) fn steps(self, score: f32) -> u16 {
        rounded_up(score / self.unit * STEPS_OF_LIST)
    }

    /// Returns steps that every bound reaches whose articles may score as much as is needed.
    pub(in crate::search) fn steps_below(self, needed: f32) -> u16 {
        // Rounded down, and one less for what division may lose.
        ((needed / self.unit * STEPS_OF_LIST) as u16).saturating_sub(1)
    }

    /// Returns the score that so many steps stand for; too many to be told are without bound.
    pub(in crate::search) fn score(self, steps: u16) -> f32 {
        match steps {
            u16::MAX => f32::INFINITY,
            _ => f32::from(steps) * (self.unit / STEPS_OF_LIST),
        }
    }
}

/// Returns the next whole number, the highest one for numbers beyond it. `f32::ceil` calls a
/// function on processors that may lack an instruction for it.
#[inline]
pub(in crate::search) fn rounded_up(number: f32) -> u16 {
    let whole = number as u16;
    whole.saturating_add(u16::from(f32::from(whole) < number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_units_together_are_few_enough() {
        let scale = Scale::new(10.0, 4);
        let units: u16 = [1.0, 2.0, 3.5, 3.5].map(|highest| scale.units(highest)).into_iter().sum();
        assert!((200..=MAX_UNITS as u16).contains(&units));
    }

    proptest! {
        #[test]
        fn numbers_are_rounded_up(number in -2.0_f32..70_000.0) {
            prop_assert_eq!(rounded_up(number), number.ceil() as u16);
            prop_assert_eq!(rounded_up(number.floor()), number.floor() as u16);
        }

        #[test]
        fn steps_are_never_less_than_the_score(
            scores in prop::collection::vec(0.0_f32..30.0, 1..300),
        ) {
            let highest: f32 = scores.iter().sum();
            let scale = Scale::new(highest, scores.len());
            let steps = scores.iter().map(|score| scale.steps(*score));
            let steps = steps.fold(0, u16::saturating_add);
            prop_assert!(scale.score(steps) * 1.00001 >= highest);
            prop_assert!(scores.iter().all(|it| scale.score(scale.steps(*it)) * 1.00001 >= *it));
            prop_assert!(scores.iter().all(|it| scale.steps(*it) >= scale.steps_below(*it)));
        }
    }
}
