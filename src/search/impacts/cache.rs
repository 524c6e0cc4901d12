//! What is kept in memory of words from one search to the next.
//!
//! Which words stay is decided by how often they are asked for, as estimated over a while: one that finds
//! no room takes the place of others only if they are asked for much less (after Einziger, Friedman and
//! Manes, *TinyLFU: A Highly Efficient Cache Admission Policy*, 2017). To keep what was asked for last
//! would make all and use none, where more is asked for by turns than finds room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Key;
use crate::error::Result;

/// What an entry takes beside its content, about.
const ENTRY_BYTES: usize = 160;

/// Words without an entry whose questions are remembered.
const MAX_ASKED: usize = 4096;

/// Searches after which every question counts half.
const HALF_LIFE: u64 = 2048;

/// So many times as often a word must be asked for as those whose place it takes.
const MARGIN: u32 = 2;

/// What takes memory.
pub(in crate::search) trait Weighty {
    /// Returns the bytes that it takes.
    fn bytes(&self) -> usize;
}

/// What was made of the words that are asked for most, as far as it finds room. Searches on several
/// threads share it.
pub(in crate::search) struct Cache<T>(Mutex<Shelf<T>>);

struct Shelf<T> {
    /// Most bytes.
    room: usize,
    bytes: usize,
    kept: HashMap<Key, Entry<T>>,
    /// Questions for what is not kept.
    asked: HashMap<Key, Asked>,
    /// The search with which questions last began to count half.
    since: u64,
    /// No entry was asked for less often, when that was last looked at.
    least: u32,
}

struct Entry<T> {
    made: Arc<T>,
    bytes: usize,
    asked: Asked,
}

/// How many searches asked, and the last one of them.
#[derive(Clone, Copy, Default)]
struct Asked {
    count: u32,
    last: u64,
    /// Bytes of what found no room when it was made.
    bytes: usize,
}

impl Asked {
    fn again(&mut self, search: u64) {
        self.count += u32::from(self.last != search);
        self.last = search;
    }
}

impl<T: Weighty> Cache<T> {
    /// Keeps so many bytes at most.
    pub(in crate::search) fn new(room: usize) -> Self {
        let (bytes, kept, asked, since, least) = Default::default();
        Cache(Mutex::new(Shelf { room, bytes, kept, asked, since, least }))
    }

    /// Returns what is kept of a word, or makes and keeps it where that is worthwhile; `None` where it
    /// is not. Searches are numbered in their order.
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
        let mut shelf = self.shelf();
        shelf.age(search);
        if let Some(entry) = shelf.kept.get_mut(&key) {
            entry.asked.again(search);
            return Ok(Some(Arc::clone(&entry.made)));
        }
        if !shelf.is_worthwhile(&key, bytes, search) {
            return Ok(None);
        }
        // Others need not wait.
        drop(shelf);
        let made = Arc::new(make()?);
        self.shelf().keep(key, &made);
        Ok(Some(made))
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Weighty> Shelf<T> {
    /// Has all questions count half when it is time to.
    fn age(&mut self, search: u64) {
        if search.saturating_sub(self.since) < HALF_LIFE {
            return;
        }
        self.since = search;
        self.least /= 2;
        self.kept.values_mut().for_each(|entry| entry.asked.count /= 2);
        self.asked.retain(|_, asked| {
            asked.count /= 2;
            asked.count > 0
        });
    }

    /// Tells whether it is worth making something of so many bytes that takes longer than to do
    /// without: another search asked for the word before, and it finds room.
    fn is_worthwhile(&mut self, key: &Key, bytes: usize, search: u64) -> bool {
        if let Some(asked) = self.asked.get_mut(key) {
            asked.again(search);
            let Asked { count, bytes: known, .. } = *asked;
            return count > 1 && self.has_room(known.max(bytes + ENTRY_BYTES), count);
        }
        if self.asked.len() >= MAX_ASKED {
            self.asked.clear();
        }
        self.asked.insert(key.clone(), Asked { count: 1, last: search, bytes: 0 });
        false
    }

    /// Tells whether something that was asked for so often finds room, if need be in the place of others.
    fn has_room(&mut self, bytes: usize, count: u32) -> bool {
        if self.bytes + bytes <= self.room {
            return true;
        }
        if bytes > self.room / 2 || !gives_way(self.least, count) {
            return false;
        }
        let entries = self.kept.values();
        self.least = entries.map(|entry| entry.asked.count).min().unwrap_or(0);
        let entries = self.kept.values().filter(|entry| gives_way(entry.asked.count, count));
        let free: usize = entries.map(|entry| entry.bytes).sum();
        self.bytes + bytes <= self.room + free
    }

    /// Keeps what was made of a word, if it finds room.
    fn keep(&mut self, key: Key, made: &Arc<T>) {
        let bytes = made.bytes() + key.bytes() + ENTRY_BYTES;
        let asked = self.asked.get(&key).copied().unwrap_or_default();
        if self.kept.contains_key(&key) {
            return;
        }
        if !self.has_room(bytes, asked.count) {
            self.asked.insert(key, Asked { bytes, ..asked });
            return;
        }
        self.clear_away(bytes, asked.count);
        self.asked.remove(&key);
        self.least = self.least.min(asked.count);
        self.bytes += bytes;
        self.kept.insert(key, Entry { made: Arc::clone(made), bytes, asked });
    }

    /// Takes away what is asked for least, until there is room for so many bytes more.
    fn clear_away(&mut self, bytes: usize, count: u32) {
        if self.bytes + bytes <= self.room {
            return;
        }
        let entries = self.kept.iter().filter(|(_, entry)| gives_way(entry.asked.count, count));
        let mut going: Vec<(Key, Asked)> =
            entries.map(|(key, entry)| (key.clone(), entry.asked)).collect();
        going.sort_unstable_by_key(|(_, asked)| (asked.count, asked.last));
        for (key, _) in going {
            if self.bytes + bytes <= self.room {
                break;
            }
            self.bytes -= self.kept.remove(&key).map_or(0, |entry| entry.bytes);
        }
    }
}

/// Tells whether what was asked for so often gives way to what was asked for `count` times.
fn gives_way(asked: u32, count: u32) -> bool {
    asked.saturating_mul(MARGIN) < count
}

impl<T> std::fmt::Debug for Cache<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Cache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 1 << 20;

    struct Block(usize);

    impl Weighty for Block {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    /// Asks for blocks of a size, one search after the other, and tells which were made or kept.
    fn ask(cache: &Cache<Block>, search: &mut u64, blocks: &[usize], bytes: usize) -> Vec<usize> {
        let found = blocks.iter().filter(|&&block| {
            *search += 1;
            let key = Key::filter(block, "");
            let found = cache.get_or_make(key, bytes, *search, || Ok(Block(bytes)));
            found.unwrap().is_some()
        });
        found.copied().collect()
    }

    #[test]
    fn it_is_worthwhile_for_another_search() {
        let cache = Cache::<Block>::new(ROOM);
        let asked = [(0, 1), (0, 1), (0, 2), (1, 2)].map(|(block, search)| {
            let key = Key::filter(block, "");
            cache.get_or_make(key, 8, search, || Ok(Block(8))).unwrap().is_some()
        });
        assert_eq!(asked, [false, false, true, false]);
    }

    #[test]
    fn what_is_asked_for_by_turns_stays_as_far_as_there_is_room() {
        let (cache, mut search) = (Cache::new(ROOM), 0);
        let turns = [0, 1, 2, 3, 4, 5];
        for _ in 0..9 {
            ask(&cache, &mut search, &turns, ROOM / 4);
        }
        assert_eq!(ask(&cache, &mut search, &turns, ROOM / 4), [0, 1, 2]);
    }

    #[test]
    fn what_is_asked_for_more_often_takes_the_place() {
        let (cache, mut search) = (Cache::new(ROOM), 0);
        ask(&cache, &mut search, &[0, 0, 0, 1, 1], ROOM / 3);
        assert!(ask(&cache, &mut search, &[2, 2, 2, 2], ROOM / 3).is_empty());
        assert_eq!(ask(&cache, &mut search, &[2, 0, 1, 2], ROOM / 3), [2, 0, 2]);
    }

    #[test]
    fn in_the_end_what_was_asked_for_before_gives_way() {
        let (cache, mut search) = (Cache::new(ROOM), 0);
        ask(&cache, &mut search, &[0; 40], 2 * ROOM / 5);
        for _ in 0..6 {
            search += HALF_LIFE;
            ask(&cache, &mut search, &[9], 8);
        }
        assert_eq!(ask(&cache, &mut search, &[1, 1, 1], 2 * ROOM / 5), [1, 1]);
        assert_eq!(ask(&cache, &mut search, &[2, 2, 2, 0], 2 * ROOM / 5), [2, 2]);
    }

    #[test]
    fn what_found_no_room_is_not_made_again() {
        let (cache, mut made) = (Cache::new(ROOM), 0);
        for search in 0..9 {
            let make = || {
                made += 1;
                Ok(Block(2 * ROOM))
            };
            cache.get_or_make(Key::filter(0, ""), 8, search, make).unwrap();
        }
        assert_eq!(made, 1);
    }

    #[test]
    fn what_takes_half_of_the_room_does_not_drive_others_out() {
        let (cache, mut search) = (Cache::new(ROOM), 0);
        ask(&cache, &mut search, &[0, 0], ROOM / 4);
        assert!(ask(&cache, &mut search, &[1; 9], ROOM).is_empty());
        assert_eq!(ask(&cache, &mut search, &[0], ROOM / 4), [0]);
    }
}
