//! What is kept in memory of terms from one search to the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;

/// Most bytes that a cache keeps. There are two, which leaves a third of what searching may take
/// beside the file cache (150 MiB), and room for all frequent words of a hundred thousand articles.
const MAX_BYTES: usize = 48 << 20;

/// What an entry takes beside its content, about.
const ENTRY_BYTES: usize = 160;

/// Terms whose questions are remembered.
const MAX_ASKED: usize = 4096;

/// What takes memory.
pub(in crate::search) trait Weighty {
    /// Returns the bytes that it takes.
    fn bytes(&self) -> usize;
}

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

/// What was made of the terms that were asked for last, as far as it finds room. Searches on several
/// threads share it.
pub(in crate::search) struct Cache<T>(Mutex<Shelves<T>>);

/// Terms that were asked for lately, and those before. When the first shelf is full, what still
/// stands on the second goes, and the first takes its place.
struct Shelves<T> {
    late: HashMap<Key, Arc<T>>,
    early: HashMap<Key, Arc<T>>,
    /// Of the first shelf.
    bytes: usize,
    /// Searches that asked for what is not kept.
    asked: HashMap<Key, u64>,
}

impl<T: Weighty> Cache<T> {
    /// Returns what is kept of a term.
    pub(in crate::search) fn get(&self, key: Key) -> Option<Arc<T>> {
        let mut shelves = self.shelves();
        if let Some(kept) = shelves.late.get(&key) {
            return Some(Arc::clone(kept));
        }
        let kept = shelves.early.remove(&key)?;
        shelves.put(key, Arc::clone(&kept));
        Some(kept)
    }

    /// Keeps what was made of a term.
    pub(in crate::search) fn keep(&self, key: Key, made: T) -> Arc<T> {
        let made = Arc::new(made);
        self.shelves().put(key, Arc::clone(&made));
        made
    }

    /// Tells whether another search than this one asked for a term before, so that it is worth
    /// making what takes longer than to do without.
    pub(in crate::search) fn is_asked_again(&self, key: Key, search: u64) -> bool {
        let mut shelves = self.shelves();
        if shelves.asked.len() >= MAX_ASKED {
            shelves.asked.clear();
        }
        *shelves.asked.entry(key).or_insert(search) != search
    }

    /// Tells whether something of so many bytes can be kept.
    pub(in crate::search) fn has_room(bytes: usize) -> bool {
        bytes + ENTRY_BYTES <= MAX_BYTES / 2
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Weighty> Shelves<T> {
    fn put(&mut self, key: Key, made: Arc<T>) {
        let bytes = made.bytes();
        if !Cache::<T>::has_room(bytes) {
            return;
        }
        if self.bytes + bytes + ENTRY_BYTES > MAX_BYTES / 2 {
            self.early = std::mem::take(&mut self.late);
            self.bytes = 0;
        }
        if self.late.insert(key, made).is_none() {
            self.bytes += bytes + ENTRY_BYTES;
        }
    }
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        let (late, early, bytes, asked) = Default::default();
        Cache(Mutex::new(Shelves { late, early, bytes, asked }))
    }
}

impl<T> std::fmt::Debug for Cache<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Cache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Block(usize);

    impl Weighty for Block {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    fn key(number: usize) -> Key {
        Key { segment: 0, column: Column::from_field_id(0), postings: number }
    }

    fn check(cache: &Cache<Block>, expected: &[(usize, bool)]) {
        for &(number, is_kept) in expected {
            assert_eq!(cache.get(key(number)).is_some(), is_kept, "{number}");
        }
    }

    #[test]
    fn what_was_asked_for_last_stays() {
        let cache = Cache::default();
        let third = MAX_BYTES / 3;
        cache.keep(key(0), Block(third));
        cache.keep(key(1), Block(third));
        check(&cache, &[(0, true), (0, true)]);
        cache.keep(key(2), Block(third));
        check(&cache, &[(1, false), (2, true), (0, true)]);
    }

    #[test]
    fn what_finds_no_room_is_not_kept() {
        let cache = Cache::default();
        assert_eq!(cache.keep(key(0), Block(MAX_BYTES)).0, MAX_BYTES);
        check(&cache, &[(0, false)]);
    }

    #[test]
    fn only_another_search_asks_again() {
        let cache = Cache::<Block>::default();
        let asked = [(0, 1), (0, 1), (0, 2), (1, 2)];
        let again = asked.map(|(number, search)| cache.is_asked_again(key(number), search));
        assert_eq!(again, [false, false, true, false]);
    }
}
