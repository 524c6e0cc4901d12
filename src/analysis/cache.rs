//! The cache of terms: a word of the text is analyzed once, then looked up by its bytes.
//!
//! An open-addressing table over one arena: no allocation for a word seen before.

/// Most words kept: 20 MB of press have 90,000 different forms.
const MAX_ENTRIES: usize = 1 << 17;

/// Most bytes of text kept, so that hostile input cannot grow the cache.
const MAX_ARENA_BYTES: usize = 8 << 20;

/// Slots of an empty table; it doubles when three quarters are taken.
const FIRST_SLOTS: usize = 1 << 10;

/// The three terms of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Terms<'a> {
    pub(crate) exact: &'a str,
    pub(crate) lemma: &'a str,
    pub(crate) stem: &'a str,
    /// Terms of the other lemmas the word may have, separated by spaces.
    pub(crate) homographs: &'a str,
}

/// A place of the table. A short word is compared here alone.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// Number of the word, from 1, and in the lowest bits its length; zero in a free slot.
    word: u32,
    /// Its first bytes, see [`beginning`].
    beginning: u64,
}

/// Bits of a slot that tell the length of its word, which is at most 255.
const LENGTH_BITS: u32 = 8;

const _: () = assert!(MAX_ENTRIES < 1 << (u32::BITS - LENGTH_BITS));

impl Slot {
    /// Makes the slot of a word, without its number.
    #[inline]
    fn of(surface: &[u8]) -> Slot {
        let word = surface.len() as u32;
        Slot { hash: hash(surface), word, beginning: beginning(surface) }
    }

    fn is_free(self) -> bool {
        self.word == 0
    }

    /// Whether both are of words of the same length, beginning and hash.
    #[inline]
    fn is_like(self, other: Slot) -> bool {
        let are_as_long = (self.word ^ other.word).is_multiple_of(1 << LENGTH_BITS);
        self.hash == other.hash && are_as_long && self.beginning == other.beginning
    }

    fn number(self) -> u32 {
        (self.word >> LENGTH_BITS) - 1
    }
}

/// A word: where its record starts in the arena, and how long its parts are.
///
/// The record is surface, exact form, lemma, stem, homographs; a part equal to the one before it is
/// not written again.
#[derive(Debug, Clone, Copy, Default)]
struct Record {
    start: u32,
    surface: u8,
    exact: u8,
    lemma: u8,
    stem: u8,
    homographs: u8,
    is_exact_surface: bool,
    is_lemma_exact: bool,
    is_stem_lemma: bool,
}

/// Words and their terms, up to a bound; when it is reached the cache starts afresh.
#[derive(Debug, Clone, Default)]
pub(super) struct Cache {
    slots: Vec<Slot>,
    /// By number, in the order in which words came: frequent ones lie together.
    records: Vec<Record>,
    arena: String,
    generation: u32,
}

impl Cache {
    /// Returns the number of a word, which is its own until the generation changes. Numbers are given in
    /// order.
    #[inline]
    pub(super) fn find(&self, surface: &str) -> Option<u32> {
        let bytes = surface.as_bytes();
        let wanted = Slot::of(bytes);
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = wanted.hash as usize & mask;
        loop {
            let slot = *self.slots.get(place)?;
            if slot.is_free() {
                return None;
            }
            if slot.is_like(wanted) && (bytes.len() <= 8 || self.surface(slot.number()) == bytes) {
                return Some(slot.number());
            }
            place = (place + 1) & mask;
        }
    }

    /// Returns a word by its number.
    fn surface(&self, number: u32) -> &[u8] {
        let record = self.records.get(number as usize).copied().unwrap_or_default();
        let start = record.start as usize;
        let end = start + usize::from(record.surface);
        self.arena.as_bytes().get(start..end).unwrap_or_default()
    }

    /// Tells which words were numbered anew: those of another generation.
    pub(super) fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns the terms of a word by its number.
    #[inline]
    pub(super) fn terms(&self, number: u32) -> Terms<'_> {
        let Some(record) = self.records.get(number as usize) else { return Terms::default() };
        let mut end = record.start as usize;
        if !record.is_exact_surface {
            end += usize::from(record.surface);
        }
        let exact = self.read(&mut end, record.exact);
        let lemma = if record.is_lemma_exact { exact } else { self.read(&mut end, record.lemma) };
        let stem = if record.is_stem_lemma { lemma } else { self.read(&mut end, record.stem) };
        // Most words have none.
        let homographs =
            if record.homographs == 0 { "" } else { self.read(&mut end, record.homographs) };
        Terms { exact, lemma, stem, homographs }
    }

    /// Keeps the terms of a word and returns its number.
    pub(super) fn insert(&mut self, surface: &str, terms: Terms<'_>) -> u32 {
        let Terms { exact, lemma, stem, homographs } = terms;
        let parts = [surface, exact, lemma, stem, homographs];
        let bytes: usize = parts.iter().map(|part| part.len()).sum();
        if self.records.len() >= MAX_ENTRIES || self.arena.len() + bytes > MAX_ARENA_BYTES {
            self.clear();
        }
        if 3 * self.slots.len() <= 4 * self.records.len() {
            self.grow();
        }
        let record = self.write(surface, terms);
        let number = self.records.len() as u32;
        self.records.push(record);
        let slot = Slot::of(self.surface(number));
        self.place(Slot { word: (number + 1) << LENGTH_BITS | slot.word, ..slot });
        number
    }

    fn write(&mut self, surface: &str, terms: Terms<'_>) -> Record {
        let Terms { exact, lemma, stem, homographs } = terms;
        let (is_exact_surface, is_lemma_exact) = (exact == surface, lemma == exact);
        let is_stem_lemma = stem == lemma;
        // The arena's bound is far below the range of 32 bits.
        let start = self.arena.len() as u32;
        Record {
            start,
            surface: self.push(surface, false),
            exact: self.push(exact, is_exact_surface),
            lemma: self.push(lemma, is_lemma_exact),
            stem: self.push(stem, is_stem_lemma),
            homographs: self.push(homographs, false),
            is_exact_surface,
            is_lemma_exact,
            is_stem_lemma,
        }
    }

    /// Appends a text to the arena, unless it is there already, and returns its length.
    fn push(&mut self, text: &str, is_there: bool) -> u8 {
        let text = text.get(..text.floor_char_boundary(u8::MAX.into())).unwrap_or_default();
        if !is_there {
            self.arena.push_str(text);
        }
        text.len() as u8
    }

    fn clear(&mut self) {
        self.generation += 1;
        self.slots.fill(Slot::default());
        self.records.clear();
        self.arena.clear();
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        for slot in std::mem::replace(&mut self.slots, vec![Slot::default(); size]) {
            if !slot.is_free() {
                self.place(slot);
            }
        }
    }

    /// Puts a word into the first free slot, of which there always is one.
    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len().saturating_sub(1);
        let mut place = slot.hash as usize & mask;
        while self.slots.get(place).is_some_and(|taken| !taken.is_free()) {
            place = (place + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(place) {
            *free = slot;
        }
    }

    /// Returns the next part of a record and moves behind it.
    #[inline]
    fn read(&self, at: &mut usize, length: u8) -> &str {
        let start = *at;
        *at += usize::from(length);
        self.arena.get(start..*at).unwrap_or_default()
    }
}

/// Multiplies and folds eight bytes at a time: fast, and good enough for words. The last eight
/// overlap with those before them, and no byte is read singly.
#[inline]
fn hash(bytes: &[u8]) -> u32 {
    let length = bytes.len() as u64;
    let number = |chunk: &[u8; 8]| u64::from_le_bytes(*chunk);
    let mut hash = mix(length, beginning(bytes));
    for chunk in bytes.get(8..).unwrap_or_default().chunks_exact(8) {
        hash = mix(hash, chunk.first_chunk().map_or(0, number));
    }
    // The high bits of a product are its best mixed ones.
    (mix(hash, bytes.last_chunk().map_or(0, number)) >> 32) as u32
}

/// Returns the first eight bytes as one number, fewer with zeros behind them.
#[inline]
fn beginning(bytes: &[u8]) -> u64 {
    if let Some(first) = bytes.first_chunk() {
        return u64::from_le_bytes(*first);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        return first | last << (8 * (bytes.len() - 4));
    }
    let byte = |at: usize| bytes.get(at).copied().map_or(0, u64::from);
    byte(0) | byte(1) << 8 | byte(2) << 16
}

#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Terms<'_> {
        Terms { exact: text, lemma: text, stem: text, homographs: "" }
    }

    fn several(word: &str) -> Terms<'_> {
        Terms { exact: word, lemma: &word[1..], stem: "mot", homographs: "moté motè" }
    }

    #[test]
    fn what_goes_in_comes_out() {
        let mut cache = Cache::default();
        let words: Vec<String> = (0..5_000).map(|number| format!("mot{number}")).collect();
        for word in &words {
            cache.insert(word, several(word));
        }
        for word in &words {
            let found = cache.find(word).map(|number| cache.terms(number));
            assert_eq!(found, Some(several(word)));
        }
        assert!(cache.find("absent").is_none());
    }

    proptest::proptest! {
        #[test]
        fn short_words_are_known_by_their_beginning(word in "[a-cé\\x00]{0,10}", other in "[a-cé\\x00]{0,10}") {
            let [left, right] = [&word, &other].map(|word| Slot::of(word.as_bytes()));
            if word.len() <= 8 {
                proptest::prop_assert_eq!(left.is_like(right), word == other);
            }
            let mut padded = word.clone().into_bytes();
            padded.resize(8.max(padded.len()), 0);
            proptest::prop_assert_eq!(&left.beginning.to_le_bytes()[..], &padded[..8]);
        }
    }

    #[test]
    fn numbers_stay_until_the_generation_changes() {
        let mut cache = Cache::default();
        let mut numbers = std::collections::HashMap::new();
        let mut generation = cache.generation();
        for word in (0..5_000).map(|number| format!("mot{number}")) {
            let number = cache.insert(&word, several(&word));
            if cache.generation() != generation {
                generation = cache.generation();
                numbers.clear();
            }
            assert!(numbers.insert(number, word).is_none());
        }
        assert!(numbers.iter().all(|(number, word)| cache.find(word) == Some(*number)));
    }

    #[test]
    fn a_full_cache_starts_afresh() {
        let mut cache = Cache::default();
        for number in 0..=MAX_ENTRIES {
            cache.insert(&number.to_string(), terms("x"));
        }
        assert_eq!(cache.records.len(), 1);
        assert!(cache.find("0").is_none());
        assert!(cache.find(&MAX_ENTRIES.to_string()).is_some());
    }
}
