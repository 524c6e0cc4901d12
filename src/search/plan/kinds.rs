//! Kinds of words: some tell more than others, and are worth more or less for it.

use super::Planner;
use super::row::Row;
use crate::analysis::{QueryToken, Unit};

/// Words that ask, beside the stop words among them, folded.
const QUESTION_WORDS: [&str; 8] =
    ["combien", "comment", "laquelle", "lequel", "lesquelles", "lesquels", "pourquoi", "quoi"];

/// Words after which a question names the kind of its answer, folded.
const KIND_FOLLOWS: [&str; 4] = ["quel", "quelle", "quelles", "quels"];

impl Planner<'_> {
    /// Returns what each unit of a row is worth, as a share of a common word.
    pub(super) fn shares(&self, row: &Row<'_, '_>) -> Vec<f32> {
        let mut asks_for_kind = false;
        let mut shares = Vec::with_capacity(row.units.len());
        for (index, unit) in row.units.iter().enumerate() {
            let [first, ..] = unit.parts() else {
                shares.push(1.0);
                continue;
            };
            if self.is_ignored(unit) {
                asks_for_kind |= KIND_FOLLOWS.contains(&first.exact.as_str());
                shares.push(1.0);
                continue;
            }
            let is_kind = std::mem::take(&mut asks_for_kind);
            let kind = if is_kind { self.weights.asked_kind } else { 1.0 };
            shares.push(kind * self.share(unit, first, index == 0));
        }
        shares
    }

    fn share(&self, unit: &Unit, first: &QueryToken, is_first: bool) -> f32 {
        let is_single = matches!(unit, Unit::Single(_));
        if is_single && QUESTION_WORDS.contains(&first.exact.as_str()) {
            self.weights.question_word
        } else if !is_first && first.written.starts_with(char::is_uppercase) {
            self.weights.name
        } else {
            1.0
        }
    }
}
