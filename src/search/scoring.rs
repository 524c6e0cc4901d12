//! What scores are made of, for one choice of weights over one snapshot.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field as Column;

use super::bm25::Penalties;
use super::dictionary::Lookups;
use super::impacts::{Cache, Docs, Impacts, Positions};
use super::scan::Pools;
use super::weights::Weights;
use crate::error::Result;
use crate::index::Snapshot;

/// Most bytes of the impacts of words that are kept. With positions they leave a third of what searching
/// may take beside the file cache (150 MiB) to all else, and find room for all frequent words of a
/// hundred thousand articles.
const IMPACTS_BYTES: usize = 50 << 20;

/// Most bytes of the positions of words that are kept, see [`IMPACTS_BYTES`].
const POSITIONS_BYTES: usize = 50 << 20;

/// Most bytes of the articles of filters that are kept: those of dozens of sources and periods.
const FILTERS_BYTES: usize = 4 << 20;

/// What lengths cost, the impacts that follow from it, and what else is kept for other searches.
#[derive(Debug)]
pub(super) struct Scoring {
    /// What the weights say of mentions and lengths.
    curve: Curve,
    /// What the lengths of each scored column cost.
    penalties: HashMap<Column, Arc<Penalties>>,
    pub impacts: Cache<Impacts>,
    pub positions: Cache<Positions>,
    /// Articles that filters let pass.
    pub filters: Cache<Docs>,
    pub lookups: Lookups,
    pub pools: Pools,
    /// Searches that were planned.
    searches: AtomicU64,
}

/// The weights that decide how mentions and lengths count.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Curve {
    k1: f32,
    b: f32,
    title_b: f32,
}

impl Curve {
    fn of(weights: &Weights) -> Self {
        let Weights { k1, b, title_b, .. } = *weights;
        Curve { k1, b, title_b }
    }
}

impl Scoring {
    fn open(snapshot: &Snapshot, curve: Curve) -> Result<Self> {
        let fields = snapshot.fields();
        let scored = [
            (fields.body_exact, curve.b),
            (fields.body_lemma, curve.b),
            (fields.body_stem, curve.b),
            (fields.title_exact, curve.title_b),
            (fields.title_lemma, curve.title_b),
        ];
        let mut penalties = HashMap::with_capacity(scored.len());
        for (column, b) in scored {
            let average = average_length(snapshot, column)?;
            penalties.insert(column, Arc::new(Penalties::new(average, curve.k1, b)));
        }
        Ok(Scoring {
            curve,
            penalties,
            impacts: Cache::new(IMPACTS_BYTES),
            positions: Cache::new(POSITIONS_BYTES),
            filters: Cache::new(FILTERS_BYTES),
            lookups: Lookups::default(),
            pools: Pools::default(),
            searches: AtomicU64::new(0),
        })
    }

    /// Returns a number for a search that begins.
    pub(super) fn next_search(&self) -> u64 {
        self.searches.fetch_add(1, Ordering::Relaxed)
    }

    /// Returns what lengths cost in a column; `None` for columns that are only matched.
    pub(super) fn penalties(&self, column: Column) -> Option<&Arc<Penalties>> {
        self.penalties.get(&column)
    }
}

/// Returns the mean length of a column, in words, articles without any included.
fn average_length(snapshot: &Snapshot, column: Column) -> Result<f32> {
    let (mut tokens, mut articles) = (0, 0);
    for (ordinal, segment) in snapshot.segments().iter().enumerate() {
        articles += u64::from(segment.max_doc());
        tokens += snapshot.inverted(ordinal, column)?.map_or(0, |it| it.total_num_tokens());
    }
    Ok(tokens as f32 / articles.max(1) as f32)
}

/// The scoring used last; other weights take its place.
#[derive(Debug, Clone, Default)]
pub(super) struct LastScoring(Arc<Mutex<Option<Arc<Scoring>>>>);

impl LastScoring {
    /// Returns the scoring for weights.
    pub(super) fn of(&self, snapshot: &Snapshot, weights: &Weights) -> Result<Arc<Scoring>> {
        let curve = Curve::of(weights);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(scoring) = last.as_ref().filter(|scoring| scoring.curve == curve) {
            return Ok(Arc::clone(scoring));
        }
        let scoring = Arc::new(Scoring::open(snapshot, curve)?);
        Ok(Arc::clone(last.insert(scoring)))
    }
}
