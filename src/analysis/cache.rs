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

/// A word: where its record starts in the arena, and how long its parts are.
///
/// The record is surface, exact form, lemma, stem, homographs; a part equal to the one before it is
/// not written again. Sixteen bytes, so that a word costs one line of memory here and one in the arena.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    start: u32,
    /// Zero in a free slot.
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
    count: usize,
    arena: String,
    generation: u32,
}

impl Cache {
    /// Returns the number of a word, which is its own until the generation changes.
    #[inline]
    pub(super) fn find(&self, surface: &str) -> Option<u32> {
        let bytes = surface.as_bytes();
        let hash = hash(bytes);
        let mask = self.slots.len().checked_sub(1)?;
        let mut number = hash as usize & mask;
        loop {
            let slot = self.slots.get(number)?;
            if slot.surface == 0 {
                return None;
            }
            let start = slot.start as usize;
            let end = start + usize::from(slot.surface);
            let kept = self.arena.as_bytes().get(start..end).unwrap_or_default();
            if slot.hash == hash && are_same(kept, bytes) {
                // The bound on entries is far below the range of 32 bits.
                return Some(number as u32);
            }
            number = (number + 1) & mask;
        }
    }

    /// Tells which words were numbered anew: those of another generation.
    pub(super) fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns the terms of a word by its number.
    #[inline]
    pub(super) fn terms(&self, number: u32) -> Terms<'_> {
        let Some(slot) = self.slots.get(number as usize) else { return Terms::default() };
        let mut end = slot.start as usize;
        if !slot.is_exact_surface {
            end += usize::from(slot.surface);
        }
        let exact = self.read(&mut end, slot.exact);
        let lemma = if slot.is_lemma_exact { exact } else { self.read(&mut end, slot.lemma) };
        let stem = if slot.is_stem_lemma { lemma } else { self.read(&mut end, slot.stem) };
        // Most words have none.
        let homographs =
            if slot.homographs == 0 { "" } else { self.read(&mut end, slot.homographs) };
        Terms { exact, lemma, stem, homographs }
    }

    /// Keeps the terms of a word and returns its number.
    pub(super) fn insert(&mut self, surface: &str, terms: Terms<'_>) -> u32 {
        let Terms { exact, lemma, stem, homographs } = terms;
        let parts = [surface, exact, lemma, stem, homographs];
        let bytes: usize = parts.iter().map(|part| part.len()).sum();
        if self.count >= MAX_ENTRIES || self.arena.len() + bytes > MAX_ARENA_BYTES {
            self.clear();
        }
        if 3 * self.slots.len() <= 4 * self.count {
            self.grow();
        }
        let slot = self.write(surface, terms);
        self.count += 1;
        self.place(slot)
    }

    fn write(&mut self, surface: &str, terms: Terms<'_>) -> Slot {
        let Terms { exact, lemma, stem, homographs } = terms;
        let (is_exact_surface, is_lemma_exact) = (exact == surface, lemma == exact);
        let is_stem_lemma = stem == lemma;
        // The arena's bound is far below the range of 32 bits.
        let start = self.arena.len() as u32;
        Slot {
            hash: hash(surface.as_bytes()),
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
        self.arena.clear();
        self.count = 0;
    }

    fn grow(&mut self) {
        self.generation += 1;
        let size = (self.slots.len() * 2).max(FIRST_SLOTS);
        for slot in std::mem::replace(&mut self.slots, vec![Slot::default(); size]) {
            if slot.surface != 0 {
                self.place(slot);
            }
        }
    }

    /// Puts a word into the first free slot, of which there always is one, and returns its number.
    fn place(&mut self, slot: Slot) -> u32 {
        let mask = self.slots.len().saturating_sub(1);
        let mut number = slot.hash as usize & mask;
        while self.slots.get(number).is_some_and(|taken| taken.surface != 0) {
            number = (number + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(number) {
            *free = slot;
        }
        number as u32
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
/// overlap with those before them, and short words are read from both ends: no byte is read singly.
#[inline]
fn hash(bytes: &[u8]) -> u32 {
    let length = bytes.len() as u64;
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => short_ends(bytes),
    };
    let mut hash = mix(length, first);
    for chunk in bytes.get(8..).unwrap_or_default().chunks_exact(8) {
        hash = mix(hash, chunk.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk)));
    }
    // The high bits of a product are its best mixed ones.
    (mix(hash, last) >> 32) as u32
}

/// Compares words. Most are short enough that their first and last bytes are all they have, which
/// takes no call.
#[inline]
fn are_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let (first, last) = (left.first_chunk::<8>(), left.last_chunk::<8>());
    match left.len() {
        0..8 => short_ends(left) == short_ends(right),
        8..=16 => first == right.first_chunk() && last == right.last_chunk(),
        _ => left == right,
    }
}

/// Returns both ends of fewer than eight bytes.
#[inline]
fn short_ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into());
    }
    let byte = |at: usize| bytes.get(at).copied().map_or(0, u64::from);
    (byte(0) << 8 | byte(1), byte(2))
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
        fn words_are_the_same_when_all_bytes_are(word in "[a-c]{0,20}", other in "[a-c]{0,20}", at: usize) {
            let [left, right] = [&word, &other].map(|word| word.as_bytes());
            proptest::prop_assert_eq!(are_same(left, right), left == right);
            let mut changed = left.to_vec();
            if let Some(byte) = changed.get_mut(at % (left.len() + 1)) {
                *byte ^= 1;
                proptest::prop_assert!(!are_same(left, &changed));
            }
            proptest::prop_assert!(are_same(left, &word.clone().into_bytes()));
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
        assert_eq!(cache.count, 1);
        assert!(cache.find("0").is_none());
        assert!(cache.find(&MAX_ENTRIES.to_string()).is_some());
    }
}
