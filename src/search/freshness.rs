//! What being recent is worth, when the weights ask for it.

use std::sync::Arc;

use tantivy::DocAddress;

use super::weights::Weights;
use crate::index::{Columns, Snapshot};

const SECONDS_PER_DAY: f32 = 86_400.0;

/// Dates of the articles. Age is counted from the newest article, so that a collection that has
/// stopped growing stays as it is.
pub(super) struct Freshness<'a> {
    columns: &'a [Arc<Columns>],
    newest: i64,
    weight: f32,
    half_life: f32,
}

impl<'a> Freshness<'a> {
    /// Opens the dates; `None` when age counts for nothing.
    pub(super) fn open(snapshot: &'a Snapshot, weights: &Weights) -> Option<Self> {
        if weights.freshness <= 0.0 {
            return None;
        }
        let columns = snapshot.columns();
        let newest = columns.iter().map(|columns| columns.newest()).max().unwrap_or(0);
        let (weight, half_life) = (weights.freshness, weights.freshness_half_life);
        Some(Freshness { columns, newest, weight, half_life })
    }

    /// Returns the share of its score that an article gains; 0 without a date.
    pub(super) fn share(&self, address: DocAddress) -> f32 {
        let column = self.columns.get(address.segment_ord as usize);
        let date = column.and_then(|column| column.date(address.doc_id));
        let age = date.map(|date| self.newest.saturating_sub(date) as f32 / SECONDS_PER_DAY);
        age.map_or(0.0, |days| self.weight * (-days / self.half_life).exp2())
    }
}
