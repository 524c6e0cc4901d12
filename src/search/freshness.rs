//! What being recent is worth, when the weights ask for it.

use tantivy::DocAddress;
use tantivy::columnar::Column;

use super::weights::Weights;
use crate::error::Result;
use crate::index::{Snapshot, dates};

const SECONDS_PER_DAY: f32 = 86_400.0;

/// Dates of the articles. Age is counted from the newest article, so that a collection that has
/// stopped growing stays as it is.
pub(super) struct Freshness {
    columns: Vec<Column<i64>>,
    newest: i64,
    weight: f32,
    half_life: f32,
}

impl Freshness {
    /// Opens the dates; `None` when age counts for nothing.
    pub(super) fn open(snapshot: &Snapshot, weights: &Weights) -> Result<Option<Freshness>> {
        if weights.freshness <= 0.0 {
            return Ok(None);
        }
        let segments = snapshot.segments().iter();
        let columns = segments
            .map(|segment| dates(segment, snapshot.fields()))
            .collect::<Result<Vec<_>>>()?;
        let newest = columns.iter().map(Column::max_value).max().unwrap_or(0);
        let (weight, half_life) = (weights.freshness, weights.freshness_half_life);
        Ok(Some(Freshness { columns, newest, weight, half_life }))
    }

    /// Returns the share of its score that an article gains; 0 without a date.
    pub(super) fn share(&self, address: DocAddress) -> f32 {
        let column = self.columns.get(address.segment_ord as usize);
        let date = column.and_then(|column| column.first(address.doc_id));
        let age = date.map(|date| self.newest.saturating_sub(date) as f32 / SECONDS_PER_DAY);
        age.map_or(0.0, |days| self.weight * (-days / self.half_life).exp2())
    }
}
