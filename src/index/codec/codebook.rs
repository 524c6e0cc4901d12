//! The codebook: the frozen table of the binary that texts are stored with.
//!
//! `codebook/generator` makes it: a first line, then every entry with its length before it.

use std::sync::LazyLock;

use super::code::{ENTRIES, MAX_ENTRY_BYTES};

const MAGIC: &[u8] = b"depeche-codebook-1\n";

/// The table as the generator wrote it.
const BYTES: &[u8] = include_bytes!("../../../codebook/codebook.bin");

/// A damaged table reads as an empty one: then no stored text can be read, and none reads wrongly.
pub(super) static CODEBOOK: LazyLock<Codebook> =
    LazyLock::new(|| Codebook::parse(BYTES).unwrap_or_default());

/// One entry, filled up with zeros.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub bytes: [u8; MAX_ENTRY_BYTES],
    pub length: u8,
}

impl Entry {
    fn new(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; MAX_ENTRY_BYTES];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        Some(Entry { bytes, length: text.len() as u8 })
    }

    fn text(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

/// The entries in the order of their codes, and after them the bytes that stand for themselves.
#[derive(Debug, Default)]
pub(super) struct Codebook {
    pub entries: Vec<Entry>,
}

impl Codebook {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut entries = Vec::with_capacity(ENTRIES + 256);
        for _ in 0..ENTRIES {
            let (&length, after) = rest.split_first()?;
            let (text, after) = after.split_at_checked(usize::from(length))?;
            entries.push(Entry::new(text)?);
            rest = after;
        }
        let raw = (0..=u8::MAX).map(|byte| Entry::new(&[byte]));
        entries.extend(raw.collect::<Option<Vec<Entry>>>()?);
        rest.is_empty().then_some(Codebook { entries })
    }

    /// Returns the texts of the entries.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.entries.iter().take(ENTRIES).map(Entry::text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::index::schema::FORMAT_VERSION;

    /// Version of the layout and beginning of the hash of the table. Stored texts cannot be read
    /// with another table, so another hash needs another version.
    const PINNED: (u32, &str) = (4, "420fe03a51e43294");

    #[test]
    fn another_table_is_another_format() {
        let hash = blake3::hash(BYTES).to_hex();
        assert_eq!((FORMAT_VERSION, &hash[..16]), PINNED);
    }

    #[test]
    fn the_table_is_whole() {
        let texts: HashSet<&[u8]> = CODEBOOK.texts().collect();
        assert_eq!(texts.len(), ENTRIES);
        assert!(texts.iter().all(|text| !text.is_empty() && std::str::from_utf8(text).is_ok()));
    }
}
