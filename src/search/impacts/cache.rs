//! What is kept in memory of words from one search to the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Key;
use crate::error::Result;

/// What an entry takes beside its content, about.
const ENTRY_BYTES: usize = 160;

/// Words whose questions are remembered.
const MAX_ASKED: usize = 4096;

/// Searches that a shelf serves at least. Where more is asked for than finds room, a part of it is
/// kept; to change that part with every search would make all and use none.
const MIN_SEARCHES: u64 = 256;

/// What takes memory.
pub(in crate::search) trait Weighty {
    /// Returns the bytes that it takes.
    fn bytes(&self) -> usize;
}

/// What was made of the words that were asked for last, as far as it finds room. Searches on several
/// threads share it.
pub(in crate::search) struct Cache<T>(Mutex<Shelves<T>>);

/// Words that were asked for lately, and those before. When the first shelf is full and has served for
/// long enough, what still stands on the second goes, and the first takes its place.
struct Shelves<T> {
    /// Most bytes of a shelf.
    room: usize,
    late: HashMap<Key, Arc<T>>,
    early: HashMap<Key, Arc<T>>,
    /// Of the first shelf.
    bytes: usize,
    /// The search with which the first shelf began.
    since: u64,
    /// Searches that asked for what is not kept.
    asked: HashMap<Key, u64>,
}

impl<T: Weighty> Cache<T> {
    /// Keeps so many bytes at most.
    pub(in crate::search) fn new(bytes: usize) -> Self {
        let (late, early, asked) = Default::default();
        let (room, bytes, since) = (bytes / 2, 0, 0);
        Cache(Mutex::new(Shelves { room, late, early, bytes, since, asked }))
    }

    /// Returns what is kept of a word. Searches are numbered in their order.
    fn get(&self, key: &Key, search: u64) -> Option<Arc<T>> {
        let mut shelves = self.shelves();
        if let Some(kept) = shelves.late.get(key) {
            return Some(Arc::clone(kept));
        }
        let kept = Arc::clone(shelves.early.get(key)?);
        if shelves.put(key.clone(), &kept, search) {
            shelves.early.remove(key);
        }
        Some(kept)
    }

    /// Keeps what was made of a word, if it finds room.
    fn keep(&self, key: Key, made: T, search: u64) -> Arc<T> {
        let made = Arc::new(made);
        self.shelves().put(key, &made, search);
        made
    }

    /// Returns what is kept of a word, or makes and keeps it where that is worthwhile; `None` where it
    /// is not.
    ///
    /// # Errors
    /// Those of making it.
    pub(in crate::search) fn get_or_make(
        &self,
        key: Key,
        bytes: usize,
        search: u64,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Option<Arc<T>>> {
        if let Some(kept) = self.get(&key, search) {
            return Ok(Some(kept));
        }
        if !self.is_worthwhile(&key, bytes, search) {
            return Ok(None);
        }
        Ok(Some(self.keep(key, make()?, search)))
    }

    /// Tells whether it is worth making something of so many bytes that takes longer than to do
    /// without: it finds room, and another search asked for the word before.
    fn is_worthwhile(&self, key: &Key, bytes: usize, search: u64) -> bool {
        let mut shelves = self.shelves();
        if !shelves.has_room(bytes, search) {
            return false;
        }
        if shelves.asked.len() >= MAX_ASKED {
            shelves.asked.clear();
        }
        let first = shelves.asked.get(key).copied();
        if first.is_none() {
            shelves.asked.insert(key.clone(), search);
        }
        first.is_some_and(|first| first != search)
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Weighty> Shelves<T> {
    /// Tells whether there is room, if need be when the first shelf gives way.
    fn has_room(&self, bytes: usize, search: u64) -> bool {
        let bytes = bytes + ENTRY_BYTES;
        let gives_way = search.saturating_sub(self.since) >= MIN_SEARCHES;
        bytes <= self.room && (gives_way || self.bytes + bytes <= self.room)
    }

    /// Puts something on the first shelf; `false` when it finds no room.
    fn put(&mut self, key: Key, made: &Arc<T>, search: u64) -> bool {
        let bytes = made.bytes() + key.bytes();
        if !self.has_room(bytes, search) {
            return false;
        }
        if self.bytes + bytes + ENTRY_BYTES > self.room {
            self.early = std::mem::take(&mut self.late);
            (self.bytes, self.since) = (0, search);
        }
        if self.late.insert(key, Arc::clone(made)).is_none() {
            self.bytes += bytes + ENTRY_BYTES;
        }
        true
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

    const SHELF: usize = 1 << 20;

    struct Block(usize);

    impl Weighty for Block {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    fn key(segment: usize) -> Key {
        Key::filter(segment, "")
    }

    fn check(cache: &Cache<Block>, search: u64, expected: &[(usize, bool)]) {
        for &(number, is_kept) in expected {
            assert_eq!(cache.get(&key(number), search).is_some(), is_kept, "{number}");
        }
    }

    #[test]
    fn what_is_on_the_shelf_stays_for_a_while() {
        let cache = Cache::new(2 * SHELF);
        let most = 2 * SHELF / 3;
        cache.keep(key(0), Block(most), 1);
        cache.keep(key(1), Block(most), 2);
        check(&cache, 2, &[(0, true), (1, false)]);
        assert!(!cache.is_worthwhile(&key(1), most, 3));
    }

    #[test]
    fn what_was_asked_for_last_stays_in_the_end() {
        let cache = Cache::new(2 * SHELF);
        let most = 2 * SHELF / 3;
        cache.keep(key(0), Block(most), 1);
        cache.keep(key(1), Block(most), MIN_SEARCHES);
        check(&cache, MIN_SEARCHES, &[(0, true), (1, true)]);
        cache.keep(key(2), Block(most), 2 * MIN_SEARCHES);
        check(&cache, 2 * MIN_SEARCHES, &[(0, false), (1, true), (2, true)]);
    }

    #[test]
    fn what_finds_no_room_is_not_kept() {
        let cache = Cache::new(2 * SHELF);
        assert_eq!(cache.keep(key(0), Block(SHELF), 1).0, SHELF);
        check(&cache, 1, &[(0, false)]);
    }

    #[test]
    fn it_is_worthwhile_for_another_search() {
        let cache = Cache::<Block>::new(2 * SHELF);
        let asked = [(0, 1), (0, 1), (0, 2), (1, 2)];
        let again = asked.map(|(number, search)| cache.is_worthwhile(&key(number), 8, search));
        assert_eq!(again, [false, false, true, false]);
    }
}
