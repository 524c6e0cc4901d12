//! Which reader a file name asks for.

/// Formats that can be read; one file of this module each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A plain text.
    Text,
    /// A text with Markdown marks.
    Markdown,
    /// One JSON object a line.
    JsonLines,
    /// Found out from the first character: standard input, a file without extension.
    Guess,
}

/// What a folder's other files are told.
pub(super) const UNSUPPORTED: &str =
    "format not supported; .txt, .md and .jsonl are read, also packed as .gz or .zst";

const ENDINGS: [(&str, Format); 4] = [
    ("txt", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("jsonl", Format::JsonLines),
];

impl Format {
    /// Returns the format that a file name stands for.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let unpacked = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name);
        let (_, ending) = unpacked.rsplit_once('.')?;
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
    }
}

/// Returns whether a file at the top of a folder tells about the folder: `README.md`, `LICENSE`.
pub(super) fn is_about_the_folder(name: &str) -> bool {
    let stem = name.split(['.', '-', '_']).next().unwrap_or(name);
    // An article may well be called `licence-4.txt`; the legal text is written in capitals.
    stem.eq_ignore_ascii_case("readme") || ["LICENSE", "LICENCE"].contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_names_the_format() {
        assert_eq!(Format::of("a.TXT"), Some(Format::Text));
        assert_eq!(Format::of("a.b.md"), Some(Format::Markdown));
        assert_eq!(Format::of("a.jsonl.gz"), Some(Format::JsonLines));
        assert_eq!(Format::of("a.jsonl.zst"), Some(Format::JsonLines));
        for name in ["a.pdf", "a", "a.gz", "txt", ""] {
            assert_eq!(Format::of(name), None, "{name}");
        }
    }

    #[test]
    fn a_readme_is_no_article_but_a_licence_may_be() {
        assert!(
            ["README.md", "readme", "LICENSE-MIT", "README.fr.txt"].map(is_about_the_folder)
                == [true; 4]
        );
        assert!(["licence-4.txt", "relire.txt", "README2"].map(is_about_the_folder) == [false; 3]);
    }
}
