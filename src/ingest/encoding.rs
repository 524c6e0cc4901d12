//! Character sets that a user can name.

use std::str::FromStr;

use crate::error::{Error, ErrorKind};

/// A character set, read from its label: `windows-1252`, `latin1`, `macintosh`, `cp850`…
///
/// ```
/// let encoding: depeche::ingest::Encoding = "latin1".parse()?;
/// # Ok::<(), depeche::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(Table);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Web(&'static encoding_rs::Encoding),
    Dos,
}

impl Encoding {
    /// Decodes any bytes; what the character set lacks becomes U+FFFD. A byte order mark wins.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self.0 {
            Table::Web(encoding) => encoding.decode(bytes).0.into_owned(),
            Table::Dos => bytes.iter().map(|byte| dos_letter(*byte)).collect(),
        }
    }

    /// Makes the character set that a detector of web pages found.
    pub(super) fn web(encoding: &'static encoding_rs::Encoding) -> Self {
        Encoding(Table::Web(encoding))
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Reads a label of the Encoding Standard, or one of code page 850.
    ///
    /// # Errors
    ///
    /// Fails with kind `Input` when the label is unknown.
    fn from_str(label: &str) -> Result<Self, Error> {
        let plain = label.trim().to_ascii_lowercase();
        if ["850", "cp850", "ibm850", "dos"].contains(&plain.as_str()) {
            return Ok(Encoding(Table::Dos));
        }
        let web = encoding_rs::Encoding::for_label(plain.as_bytes());
        web.map(Encoding::web).ok_or_else(|| {
            Error::new(ErrorKind::Input, format!("unknown encoding `{label}`"))
                .with_hint("--encoding windows-1252 (or utf-8, iso-8859-15, macintosh, cp850)")
        })
    }
}

fn dos_letter(byte: u8) -> char {
    let upper_half = byte.checked_sub(128).and_then(|place| CP850.get(usize::from(place)));
    upper_half.copied().unwrap_or(char::from(byte))
}

/// Upper half of code page 850, the one of western DOS, which the web never had.
const CP850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', //
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', //
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', //
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐', //
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', //
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀', //
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', //
    '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, bytes: &[u8], text: &str) {
        let encoding: Encoding = label.parse().unwrap();
        assert_eq!(encoding.decode(bytes), text, "{label}");
    }

    #[test]
    fn a_label_chooses_the_table() {
        check("windows-1252", b"\x9cuvre \x80", "œuvre €");
        check("Latin1", b"\xe9t\xe9", "été");
        check("macintosh", b"\x8et\x8e", "été");
        check("cp850", b"\x82t\x82 \xf8", "été °");
        check("utf-16le", b"o\x00u\x00i\x00", "oui");
    }

    #[test]
    fn an_unknown_label_names_known_ones() {
        let error = "klingon".parse::<Encoding>().unwrap_err();
        assert!(error.hint().is_some_and(|hint| hint.contains("windows-1252")));
    }
}
