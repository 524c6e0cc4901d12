//! Letters that a web page left written out: `&eacute;` and `&#233;` are read as `é`.

use unicode_normalization::char::compose;

use super::character::byte_at;

/// Names of the accents, and the mark each of them stands for.
const ACCENTS: [(&str, char); 6] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circ", '\u{302}'),
    ("uml", '\u{308}'),
    ("cedil", '\u{327}'),
    ("tilde", '\u{303}'),
];

/// Longest name between `&` and `;`, `eacute`, `#x2019` and their like.
const LONGEST_NAME: usize = 6;

/// Reads the written-out letter at `at`: the letter and the byte after its semicolon.
pub(super) fn read(text: &str, at: usize) -> Option<(char, usize)> {
    if byte_at(text, at) != b'&' {
        return None;
    }
    let after = at + 1;
    let bytes = text.as_bytes().get(after..)?;
    let length = bytes.iter().take(LONGEST_NAME + 1).position(|byte| *byte == b';')?;
    let letter = letter(text.get(after..after + length)?)?;
    Some((letter, after + length + 1))
}

fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number);
    }
    match name {
        "amp" => return Some('&'),
        "oelig" => return Some('œ'),
        "OElig" => return Some('Œ'),
        "rsquo" | "apos" => return Some('\''),
        "nbsp" => return Some(' '),
        _ => {}
    }
    let base = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accent = name.get(1..)?;
    let (_, mark) = ACCENTS.into_iter().find(|(known, _)| *known == accent)?;
    compose(base, mark)
}

/// Reads a number, decimal or behind an `x` hexadecimal, that stands for a letter, an apostrophe or
/// a space. Other signs are left, so that no tag comes out of a text.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '\u{A0}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<char>) {
        assert_eq!(read(text, 0).map(|(letter, _)| letter), expected);
    }

    #[test]
    fn accented_letters_are_read() {
        check("&eacute;", Some('é'));
        check("&Ccedil;a", Some('Ç'));
        check("&oelig;uf", Some('œ'));
        check("&#233;", Some('é'));
        check("&#xE9;", Some('é'));
        check("&#8217;", Some('’'));
    }

    #[test]
    fn other_entities_are_left() {
        check("&lt;b", None);
        check("&#60;b", None);
        check("&zacutely;", None);
        check("& Cie;", None);
    }
}
