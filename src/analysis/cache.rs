//! The cache of terms: a word of the text is analyzed once, then looked up by its bytes.
//!
//! An open-addressing table over one arena: no allocation for a word seen before.

/// Most words kept; 64 Ki forms cover about 97 of 100 words of the press.
const MAX_ENTRIES: usize = 1 << 16;

/// Most bytes of text kept, so that hostile input cannot grow the cache.
const MAX_ARENA_BYTES: usize = 8 << 20;

/// Slots of an empty table; it doubles when half full.
const FIRST_SLOTS: usize = 1 << 10;

/// The three terms of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms<'a> {
    pub(super) exact: &'a str,
    pub(super) lemma: &'a str,
    pub(super) stem: &'a str,
}

/// A stretch of the arena.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    surface: Stretch,
    exact: Stretch,
    lemma: Stretch,
    stem: Stretch,
}

/// Words and their terms, up to a bound; when it is reached the cache starts afresh.
#[derive(Debug, Clone, Default)]
pub(super) struct Cache {
    /// Number of the entry plus one; zero is a free slot.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    arena: String,
}

impl Cache {
    /// Returns the number of the entry of a word.
    pub(super) fn find(&self, surface: &str) -> Option<usize> {
        let hash = hash(surface.as_bytes());
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = slot_of(hash, mask);
        loop {
            let number = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            let entry = self.entries.get(number)?;
            if entry.hash == hash && self.read(entry.surface) == surface {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Returns the terms of an entry.
    pub(super) fn terms(&self, number: usize) -> Terms<'_> {
        let Some(entry) = self.entries.get(number) else {
            return Terms { exact: "", lemma: "", stem: "" };
        };
        Terms {
            exact: self.read(entry.exact),
            lemma: self.read(entry.lemma),
            stem: self.read(entry.stem),
        }
    }

    /// Keeps the terms of a word and returns the number of its entry.
    pub(super) fn insert(&mut self, surface: &str, terms: Terms<'_>) -> usize {
        let bytes = surface.len() + terms.exact.len() + terms.lemma.len() + terms.stem.len();
        if self.entries.len() >= MAX_ENTRIES || self.arena.len() + bytes > MAX_ARENA_BYTES {
            self.clear();
        }
        if self.slots.len() <= 2 * self.entries.len() {
            self.grow();
        }
        let entry = self.entry(surface, terms);
        self.entries.push(entry);
        self.place(self.entries.len() - 1, entry.hash);
        self.entries.len() - 1
    }

    fn entry(&mut self, surface: &str, terms: Terms<'_>) -> Entry {
        let exact = self.write(terms.exact);
        let lemma = if terms.lemma == terms.exact { exact } else { self.write(terms.lemma) };
        let stem = match terms.stem {
            same if same == terms.exact => exact,
            same if same == terms.lemma => lemma,
            other => self.write(other),
        };
        let same_surface = surface == terms.exact;
        let surface_stretch = if same_surface { exact } else { self.write(surface) };
        Entry { hash: hash(surface.as_bytes()), surface: surface_stretch, exact, lemma, stem }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
        self.entries.clear();
        self.arena.clear();
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        self.slots.clear();
        self.slots.resize(size, 0);
        for number in 0..self.entries.len() {
            if let Some(entry) = self.entries.get(number) {
                self.place(number, entry.hash);
            }
        }
    }

    /// Puts an entry into the first free slot; the table is never more than half full.
    fn place(&mut self, number: usize, hash: u64) {
        let mask = self.slots.len().saturating_sub(1);
        let mut slot = slot_of(hash, mask);
        while self.slots.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) & mask;
        }
        if let (Some(free), Ok(number)) = (self.slots.get_mut(slot), u32::try_from(number + 1)) {
            *free = number;
        }
    }

    fn write(&mut self, text: &str) -> Stretch {
        let start = self.arena.len();
        self.arena.push_str(text);
        // The arena's bound is far below the range of 32 bits.
        Stretch { start: start as u32, end: self.arena.len() as u32 }
    }

    fn read(&self, stretch: Stretch) -> &str {
        self.arena.get(stretch.start as usize..stretch.end as usize).unwrap_or_default()
    }
}

fn slot_of(hash: u64, mask: usize) -> usize {
    // The high bits of a product are its best mixed ones.
    (hash >> 32) as usize & mask
}

/// Multiplies and rotates eight bytes at a time: fast, and good enough for words.
fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.try_into().map(u64::from_le_bytes).unwrap_or_default();
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
    let rest = chunks.remainder().iter().fold(0, |rest: u64, byte| rest << 8 | u64::from(*byte));
    (hash.rotate_left(5) ^ rest).wrapping_mul(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Terms<'_> {
        Terms { exact: text, lemma: text, stem: text }
    }

    #[test]
    fn what_goes_in_comes_out() {
        let mut cache = Cache::default();
        let words: Vec<String> = (0..5_000).map(|number| format!("mot{number}")).collect();
        for word in &words {
            cache.insert(word, terms(word));
        }
        for word in &words {
            let number = cache.find(word).map(|number| cache.terms(number).lemma);
            assert_eq!(number, Some(word.as_str()));
        }
        assert_eq!(cache.find("absent"), None);
    }

    #[test]
    fn a_full_cache_starts_afresh() {
        let mut cache = Cache::default();
        for number in 0..=MAX_ENTRIES {
            cache.insert(&number.to_string(), terms("x"));
        }
        assert_eq!(cache.entries.len(), 1);
        assert_eq!(cache.find("0"), None);
        assert!(cache.find(&MAX_ENTRIES.to_string()).is_some());
    }
}
