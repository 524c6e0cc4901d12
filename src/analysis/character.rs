//! The kinds of characters the scanner tells apart.

/// Returns the character that starts at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Returns the character that ends before byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Returns the byte at `at`, or zero behind the end.
#[inline]
pub(super) fn byte_at(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// Tells of each byte whether it is a letter or digit of ASCII.
const ASCII_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Whether the byte is a letter or digit of ASCII: looked up, as every byte is asked for.
#[inline]
pub(super) fn is_ascii_word(byte: u8) -> bool {
    ASCII_WORD[usize::from(byte)]
}

/// Returns the number of bytes of the letter or digit at `at`, zero when there is none.
#[inline]
pub(super) fn word_width(text: &str, at: usize) -> usize {
    let byte = byte_at(text, at);
    if byte.is_ascii() {
        return usize::from(is_ascii_word(byte));
    }
    wide_width(text, at)
}

/// Returns the number of bytes of the letter at `at`, which is no ASCII character.
#[inline]
fn wide_width(text: &str, at: usize) -> usize {
    // U+00C0 to U+00FF: the accented letters of French, all but the signs × and ÷.
    if byte_at(text, at) == 0xC3 {
        return if matches!(byte_at(text, at + 1), 0x97 | 0xB7) { 0 } else { 2 };
    }
    match char_at(text, at) {
        Some(letter) if letter.is_alphanumeric() => letter.len_utf8(),
        _ => 0,
    }
}

/// Returns the end of the run of letters and digits that starts at `at`.
#[inline]
pub(super) fn run_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        let rest = bytes.get(end..).unwrap_or_default();
        end += rest.iter().position(|byte| !is_ascii_word(*byte)).unwrap_or(rest.len());
        match if byte_at(text, end).is_ascii() { 0 } else { wide_width(text, end) } {
            0 => return end,
            width => end += width,
        }
    }
}

/// Returns the end of the run of ASCII digits that starts at `at`.
pub(super) fn digits_end(text: &str, at: usize) -> usize {
    let digits = text.as_bytes().iter().skip(at).take_while(|byte| byte.is_ascii_digit());
    at + digits.count()
}

/// Returns the number of bytes of the apostrophe at `at`, zero when there is none.
///
/// The view has already turned the rarer apostrophes into these two.
pub(super) fn apostrophe_width(text: &str, at: usize) -> usize {
    match byte_at(text, at) {
        b'\'' => 1,
        0xE2 if text.get(at..).is_some_and(|rest| rest.starts_with('’')) => '’'.len_utf8(),
        _ => 0,
    }
}

/// Returns the number of bytes of the space at `at` that may stand within a number.
pub(super) fn space_width(text: &str, at: usize) -> usize {
    match byte_at(text, at) {
        b' ' => 1,
        0xC2 | 0xE2 => match char_at(text, at) {
            Some(space @ ('\u{A0}' | '\u{202F}')) => space.len_utf8(),
            _ => 0,
        },
        _ => 0,
    }
}

/// Whether the character is one of the two apostrophes left by the view.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Whether the text is made of ASCII digits only.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns how many of eight bytes, from the lowest on, are letters of ASCII with none of another kind
/// before them. All are compared at once: no sum carries over into the next byte.
#[inline]
pub(super) fn leading_letters(bytes: u64) -> usize {
    const EACH: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = 0x80 * EACH;
    let lower = (bytes & !HIGH) | (0x20 * EACH);
    let from_a = lower + (0x80 - u64::from(b'a')) * EACH;
    let behind_z = lower + (0x7F - u64::from(b'z')) * EACH;
    let others = !(from_a & !behind_z & !bytes) & HIGH;
    (others.trailing_zeros() / u8::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn letters_are_counted_at_once(bytes: [u8; 8], letters in "[A-Za-z]{0,8}") {
            let mut mixed = bytes;
            mixed[..letters.len()].copy_from_slice(letters.as_bytes());
            for eight in [bytes, mixed] {
                let expected = eight.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                proptest::prop_assert_eq!(leading_letters(u64::from_le_bytes(eight)), expected);
            }
        }
    }
}
