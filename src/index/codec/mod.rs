//! Texts in fewer bytes: frequent strings of French become codes of one or two bytes.
//!
//! Any text comes back exactly: a byte that no entry covers is written after a mark, and a text
//! that codes would lengthen stays as it is. `codebook/README.md` tells how the table is made.

mod code;
mod codebook;
mod cutter;
#[cfg(test)]
mod cutter_tests;
mod trie;

use std::cell::RefCell;
use std::sync::LazyLock;

use code::{MAX_ENTRY_BYTES, RAW, SHORT};
use codebook::{CODEBOOK, Codebook};
use cutter::{Cutter, NO_ENTRY, Step};

/// The entries by their bytes; only writing needs it.
static CUTTER: LazyLock<Cutter<u16>> = LazyLock::new(|| Cutter::new(CODEBOOK.texts()));

/// Most bytes of a code.
const MAX_CODE_BYTES: usize = 2;

/// Most bytes that a thread keeps for reading texts: many times a passage.
const MAX_ROOM: usize = 1 << 20;

thread_local! {
    /// Where texts are put together.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Appends a text's codes, or the text itself where that is shorter, and tells which.
pub(super) fn encode(text: &str, output: &mut Vec<u8>) -> bool {
    let start = output.len();
    put_codes(text.as_bytes(), output);
    let is_plain = output.len() - start > text.len();
    if is_plain {
        output.truncate(start);
        output.extend_from_slice(text.as_bytes());
    }
    is_plain
}

/// Returns the text of `length` bytes from byte `start` on, or `None` when the bytes are none that
/// [`encode`] wrote or the text has no letter that begins there.
pub(super) fn decode(bytes: &[u8], is_plain: bool, length: usize, start: usize) -> Option<String> {
    if is_plain {
        return text_of(bytes, length, start);
    }
    ROOM.with_borrow_mut(|room| {
        let bytes = bytes_of_codes(bytes, length, &CODEBOOK, room);
        let text = bytes.and_then(|bytes| text_of(bytes, length, start));
        if room.len() > MAX_ROOM {
            *room = Vec::new();
        }
        text
    })
}

/// Returns the text that bytes are, from byte `start` on.
fn text_of(bytes: &[u8], length: usize, start: usize) -> Option<String> {
    let text = simdutf8::basic::from_utf8(bytes).ok().filter(|text| text.len() == length)?;
    text.get(start..).map(str::to_owned)
}

fn put_codes(text: &[u8], output: &mut Vec<u8>) {
    let (mut start, mut end) = (0, output.len());
    // No code has more bytes than this; a byte that no entry covers takes as many.
    output.resize(end + MAX_CODE_BYTES * text.len(), 0);
    for Step { entry, length } in CUTTER.cut(text) {
        // Chosen without a branch, as in reading: two bytes are written, whether or not one is enough.
        let long = entry.wrapping_sub(SHORT as u32);
        let is_short = entry < SHORT as u32;
        let first = if is_short { entry as u8 } else { (SHORT as u32 + long / 256) as u8 };
        let code = if entry == NO_ENTRY { [RAW, text[start]] } else { [first, long as u8] };
        if let Some(room) = output[end..].first_chunk_mut::<MAX_CODE_BYTES>() {
            *room = code;
        }
        end += if is_short { 1 } else { MAX_CODE_BYTES };
        start += usize::from(length);
    }
    output.truncate(end);
}

/// Writes what codes stand for into `room`, and returns it.
fn bytes_of_codes<'r>(
    codes: &[u8],
    length: usize,
    codebook: &Codebook,
    room: &'r mut Vec<u8>,
) -> Option<&'r [u8]> {
    // Damage must not ask for more memory than the codes could fill.
    if length > codes.len().saturating_mul(MAX_ENTRY_BYTES) {
        return None;
    }
    if room.len() < length + MAX_ENTRY_BYTES {
        room.resize(length + MAX_ENTRY_BYTES, 0);
    }
    let (mut at, mut end) = (0, 0);
    while let Some(&first) = codes.get(at) {
        // Chosen without a branch: half of the codes are long, and none tells of the next.
        let (first, second) = (usize::from(first), codes.get(at + 1).copied().unwrap_or(0));
        let is_long = first >= SHORT;
        let long = first.wrapping_sub(SHORT).wrapping_mul(256).wrapping_add(usize::from(second));
        let entry = codebook.entries.get(if is_long { SHORT.wrapping_add(long) } else { first })?;
        at += 1 + usize::from(is_long);
        // A copy of one size is one instruction; what is too much is written over.
        room.get_mut(end..end + MAX_ENTRY_BYTES)?.copy_from_slice(&entry.bytes);
        end += usize::from(entry.length);
    }
    // The last code may be cut.
    if at == codes.len() { room.get(..end) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(text: &str) -> (Vec<u8>, bool) {
        let mut bytes = Vec::new();
        let is_plain = encode(text, &mut bytes);
        (bytes, is_plain)
    }

    fn check(text: &str) {
        let (bytes, is_plain) = packed(text);
        assert!(bytes.len() <= text.len(), "{text:?} grew");
        assert_eq!(decode(&bytes, is_plain, text.len(), 0).as_deref(), Some(text));
    }

    #[test]
    fn any_writing_comes_back() {
        check("");
        check("Le président de la République l’a annoncé mardi.\r\n\r\n« Non ! »");
        check("e\u{301}\u{308}\u{301} seul \u{301}");
        check("\u{0}\u{1}\u{7f}\u{85}\u{feff}\u{10ffff}");
        check("👩‍👩‍👧‍👦🇫🇷 et 北京, Київ, القاهرة");
        check(&"a".repeat(5000));
        check(&" \u{a0}\u{202f}".repeat(300));
    }

    #[test]
    fn french_takes_less_than_half() {
        let text =
            "Le gouvernement a annoncé que les mesures seraient prises avant la fin du mois.";
        assert!(2 * packed(text).0.len() < text.len());
    }

    #[test]
    fn a_foreign_script_stays_as_it_is() {
        assert!(packed("北京").1);
    }

    #[test]
    fn a_text_may_be_wanted_from_a_letter_on() {
        let (bytes, is_plain) = packed("Un été");
        let from = |start| decode(&bytes, is_plain, 8, start);
        assert_eq!(
            [from(3), from(4), from(8), from(9)],
            [Some("été".to_owned()), None, Some(String::new()), None]
        );
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC*|(?s:.*)|[ -~éèàç’\r\n]{0,400}") {
            check(&text);
        }

        #[test]
        fn any_bytes_are_a_text_or_none(bytes: Vec<u8>, is_plain: bool, length in 0_usize..400) {
            let text = decode(&bytes, is_plain, length, 0);
            prop_assert!(text.is_none_or(|text| text.len() == length));
        }

        #[test]
        fn a_wrong_length_is_damage(text in "[a-z ]{1,80}", wrong: usize) {
            let (bytes, is_plain) = packed(&text);
            let decoded = decode(&bytes, is_plain, wrong, 0);
            prop_assert_eq!(decoded.is_some(), wrong == text.len());
        }
    }
}
