//! From bytes to text: refuses what is no text, finds the character set of the rest.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::Encoding;

/// Files that begin like this are no text, whatever their name says.
const BINARY_STARTS: [(&[u8], &str); 6] = [
    (b"%PDF-", "a PDF; make a text of it first: pdftotext FILE.pdf"),
    (b"{\\rtf", "an RTF document; save it as plain text first"),
    (b"PK\x03\x04", "a zip or office document; save it as plain text first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
];

/// Decodes a whole file, with the given character set or the likeliest; the error is a reason
/// to skip it.
pub(super) fn text(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, String> {
    let binary = BINARY_STARTS.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some((_, what)) = binary {
        return Err(format!("is {what}"));
    }
    let has_mark = encoding_rs::Encoding::for_bom(bytes).is_some();
    if encoding.is_none() && !has_mark && bytes.contains(&0) {
        return Err(zero_bytes(bytes));
    }
    let text = match encoding {
        Some(encoding) => encoding.decode(bytes),
        None => detected(bytes).decode(bytes),
    };
    // A zero in a text that was decoded well is a slip, not a sign of a binary file.
    Ok(text.trim_start_matches('\u{feff}').replace('\0', ""))
}

fn zero_bytes(bytes: &[u8]) -> String {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    // Latin letters in UTF-16 have a zero in every second byte.
    if zeros > bytes.len() * 2 / 5 && zeros <= bytes.len() / 2 {
        return "looks like UTF-16 without a byte order mark; try --encoding utf-16le".to_owned();
    }
    "is a binary file, not text".to_owned()
}

fn detected(bytes: &[u8]) -> Encoding {
    if is_mostly_utf8(bytes) {
        return Encoding::web(encoding_rs::UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Encoding::web(detector.guess(Some(b"fr"), Utf8Detection::Deny))
}

/// Returns whether the bytes are UTF-8 but for a few: a page cut within a letter must not turn
/// all its accents into other letters.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut accented, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        accented += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || accented > broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], decoded: &str) {
        assert_eq!(text(bytes, None).as_deref(), Ok(decoded));
    }

    fn check_refused(bytes: &[u8], word: &str) {
        assert!(text(bytes, None).is_err_and(|reason| reason.contains(word)), "{word}");
    }

    #[test]
    fn utf8_and_marked_utf16_are_read() {
        check("Hé".as_bytes(), "Hé");
        check(b"\xef\xbb\xbfH\xc3\xa9", "Hé");
        check(b"\xff\xfeH\x00\xe9\x00", "Hé");
        check(b"\xfe\xff\x00H\x00\xe9", "Hé");
    }

    #[test]
    fn windows_1252_is_found() {
        check(b"L\x92\x9cuvre a \xe9t\xe9 achev\xe9e", "L’œuvre a été achevée");
    }

    #[test]
    fn a_cut_letter_does_not_spoil_the_others() {
        check(b"\xc3\xa9t\xc3\xa9 et \xc3", "été et \u{fffd}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        check_refused(b"%PDF-1.7 \x00", "pdftotext");
        check_refused(b"\x89PNG\r\n", "picture");
        check_refused(b"ab\x00\x01\x02cd", "binary");
        check_refused(b"o\x00u\x00i\x00!\x00", "--encoding");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_can_be_offered(bytes: Vec<u8>) {
            let _ = text(&bytes, None);
            let _ = text(&bytes, "cp850".parse().ok());
        }
    }
}
