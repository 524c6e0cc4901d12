//! The codebook: the frozen table of the binary that texts are stored with.
//!
//! `codebook/generator` makes it: a first line, then every entry with its length before it.

use super::code::{ENTRIES, MAX_ENTRY_BYTES};

const MAGIC: &[u8] = b"depeche-codebook-1\n";

/// The table as the generator wrote it.
const BYTES: &[u8] = include_bytes!("../../../codebook/codebook.bin");

/// Entries with those bytes that stand for themselves.
const ALL: usize = ENTRIES + 256;

/// Laid out when the program is built, so that a process reads the pages it needs and no more.
pub(super) static CODEBOOK: Codebook = Codebook::parse(BYTES);

/// One entry, filled up with zeros.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub bytes: [u8; MAX_ENTRY_BYTES],
    pub length: u8,
}

impl Entry {
    fn text(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

/// The entries in the order of their codes, and after them the bytes that stand for themselves.
#[derive(Debug)]
pub(super) struct Codebook {
    pub entries: [Entry; ALL],
}

impl Codebook {
    /// Reads the table; a damaged one is told when the program is built.
    #[allow(long_running_const_eval, reason = "a table of 17,000 entries")]
    const fn parse(bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < MAGIC.len() {
            assert!(bytes[at] == MAGIC[at], "another table");
            at += 1;
        }
        let mut entries = [Entry { bytes: [0; MAX_ENTRY_BYTES], length: 0 }; ALL];
        let mut number = 0;
        while number < ENTRIES {
            let length = bytes[at];
            assert!(length as usize <= MAX_ENTRY_BYTES, "an entry is too long");
            entries[number].length = length;
            let mut byte = 0;
            while byte < length as usize {
                entries[number].bytes[byte] = bytes[at + 1 + byte];
                byte += 1;
            }
            at += 1 + length as usize;
            number += 1;
        }
        assert!(at == bytes.len(), "the table is longer than its entries");
        while number < ALL {
            entries[number].length = 1;
            entries[number].bytes[0] = (number - ENTRIES) as u8;
            number += 1;
        }
        Codebook { entries }
    }

    /// Returns the texts of the entries.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[u8]> + Clone {
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
    const PINNED: (u32, &str) = (5, "420fe03a51e43294");

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
