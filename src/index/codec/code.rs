//! How the entries of the codebook are numbered in bytes. The generator uses this file too.

/// Entries with a code of one byte: the numbers from 0 on.
pub(super) const SHORT: usize = 190;

/// First bytes of codes of two bytes that lead to an entry; the last value of a byte is left for
/// [`RAW`].
pub(super) const LEADS: usize = RAW as usize - SHORT;

/// Entries in all.
pub(super) const ENTRIES: usize = SHORT + LEADS * 256;

/// Says that the next byte stands for itself.
pub(super) const RAW: u8 = 255;

/// Longest entry in bytes; decoding copies that many at once.
pub(super) const MAX_ENTRY_BYTES: usize = 16;

/// Bytes of a byte that no entry covers.
pub(super) const RAW_COST: u32 = 2;

/// Returns the bytes of the code of an entry.
pub(super) fn cost(entry: u32) -> u32 {
    if (entry as usize) < SHORT { 1 } else { 2 }
}
