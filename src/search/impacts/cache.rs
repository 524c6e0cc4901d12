//! Which impacts are kept from one search to the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;

use super::Impacts;

/// Most bytes of all that is kept: less than half of what searching may take beside the file cache
/// (150 MiB), and room for all frequent words of a hundred thousand articles.
const MAX_BYTES: usize = 64 << 20;

/// What an entry takes beside its list, about.
const ENTRY_BYTES: usize = 160;

/// Names a term: its segment, its column, and where its postings begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::search) struct Key {
    segment: usize,
    column: Column,
    postings: usize,
}

impl Key {
    pub(in crate::search) fn of(segment: usize, column: Column, info: &TermInfo) -> Key {
        Key { segment, column, postings: info.postings_range.start }
    }
}

/// The impacts of the terms that were asked for last, as far as they find room. Searches on several
/// threads share it.
#[derive(Default)]
pub(in crate::search) struct ImpactCache(Mutex<Shelves>);

/// Terms that were asked for lately, and those before. When the first shelf is full, what still
/// stands on the second goes, and the first takes its place.
#[derive(Default)]
struct Shelves {
    late: HashMap<Key, Arc<Impacts>>,
    early: HashMap<Key, Arc<Impacts>>,
    /// Of the first shelf.
    bytes: usize,
}

impl ImpactCache {
    /// Returns the impacts of a term, if they were kept.
    pub(in crate::search) fn get(&self, key: Key) -> Option<Arc<Impacts>> {
        let mut shelves = self.shelves();
        if let Some(impacts) = shelves.late.get(&key) {
            return Some(Arc::clone(impacts));
        }
        let impacts = shelves.early.remove(&key)?;
        shelves.put(key, Arc::clone(&impacts));
        Some(impacts)
    }

    /// Keeps the impacts of a term.
    pub(in crate::search) fn keep(&self, key: Key, impacts: Impacts) -> Arc<Impacts> {
        let impacts = Arc::new(impacts);
        self.shelves().put(key, Arc::clone(&impacts));
        impacts
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn put(&mut self, key: Key, impacts: Arc<Impacts>) {
        let bytes = impacts.size() + ENTRY_BYTES;
        if self.bytes + bytes > MAX_BYTES / 2 {
            self.early = std::mem::take(&mut self.late);
            self.bytes = 0;
        }
        if bytes <= MAX_BYTES / 2 && self.late.insert(key, impacts).is_none() {
            self.bytes += bytes;
        }
    }
}

impl std::fmt::Debug for ImpactCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shelves = self.shelves();
        let lists = shelves.late.len() + shelves.early.len();
        formatter.debug_struct("ImpactCache").field("lists", &lists).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> Key {
        Key { segment: 0, column: Column::from_field_id(0), postings: number }
    }

    fn list(bytes: usize) -> Impacts {
        let articles = (bytes / 8) as u32;
        Impacts::new((0..articles).collect(), Vec::new(), u32::MAX)
    }

    fn check(cache: &ImpactCache, expected: &[(usize, bool)]) {
        for &(number, is_kept) in expected {
            assert_eq!(cache.get(key(number)).is_some(), is_kept, "{number}");
        }
    }

    #[test]
    fn what_was_asked_for_last_stays() {
        let cache = ImpactCache::default();
        let third = MAX_BYTES / 3;
        cache.keep(key(0), list(third));
        cache.keep(key(1), list(third));
        check(&cache, &[(0, true), (0, true)]);
        cache.keep(key(2), list(third));
        check(&cache, &[(1, false), (2, true), (0, true)]);
    }

    #[test]
    fn a_list_that_finds_no_room_is_not_kept() {
        let cache = ImpactCache::default();
        let made = cache.keep(key(0), list(MAX_BYTES));
        assert!(made.size() >= MAX_BYTES);
        check(&cache, &[(0, false)]);
    }
}
