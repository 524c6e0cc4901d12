//! Lines of columns parted by white space, as the TREC tools read and write them.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Result};

/// A line of a file, for messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    origin: &'a str,
    line: usize,
}

impl Place<'_> {
    /// Makes the error of this line; `problem` goes on after its place.
    pub(super) fn error(self, problem: &str) -> Error {
        Error::new(ErrorKind::Input, format!("`{}:{}` {problem}", self.origin, self.line))
    }
}

/// Returns the lines that hold something, without byte order mark and line ends.
pub(super) fn lines<'a>(
    text: &'a str,
    origin: &'a str,
) -> impl Iterator<Item = (Place<'a>, &'a str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.lines().enumerate();
    numbered
        .map(move |(index, line)| (Place { origin, line: index + 1 }, line))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Parts a line into exactly as many columns as there are `names`.
pub(super) fn columns<'a, const N: usize>(
    place: Place<'_>,
    line: &'a str,
    names: [&str; N],
) -> Result<[&'a str; N]> {
    // One column too many is enough to refuse the line, however long it is.
    let found: Vec<&str> = line.split_whitespace().take(N + 1).collect();
    <[&str; N]>::try_from(found).map_err(|found| {
        let count = match found.len() {
            found if found > N => "more than".to_owned(),
            found => format!("{found} of"),
        };
        let problem = format!("has {count} the {N} columns `{}`", names.join(" "));
        place.error(&problem).with_hint("write `%20` for a space inside an id")
    })
}

/// Returns an id as it stands in a column: white space and control characters are percent-coded,
/// for paths of articles may well hold spaces, and even no-break spaces part columns for some
/// tools. All else stays, percent signs too, so that ids that are URLs are kept.
pub(super) fn column(id: &str) -> Cow<'_, str> {
    if !id.contains(parts_columns) {
        return Cow::Borrowed(id);
    }
    Cow::Owned(id.chars().map(coded).collect())
}

fn parts_columns(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

fn coded(character: char) -> String {
    if !parts_columns(character) {
        return character.to_string();
    }
    character.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_column(id: &str, expected: &str) {
        assert_eq!(column(id), expected);
    }

    #[test]
    fn ids_without_white_space_stay() {
        check_column("textes/grève.txt", "textes/grève.txt");
        check_column("https://a.example/b%20c?d=é", "https://a.example/b%20c?d=é");
    }

    #[test]
    fn white_space_of_any_kind_is_coded() {
        check_column("la grève.txt", "la%20grève.txt");
        check_column("Lyon\u{a0}: la\tsuite", "Lyon%C2%A0:%20la%09suite");
        check_column("50\u{202f}%", "50%E2%80%AF%");
    }

    fn check_columns(line: &str, expected: std::result::Result<[&str; 2], &str>) {
        let (place, line) = lines(line, "f").next().unwrap();
        let found = columns(place, line, ["a", "b"]).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn any_run_of_white_space_parts_columns() {
        check_columns(" x\t \ty \r\n", Ok(["x", "y"]));
    }

    #[test]
    fn blank_lines_and_byte_order_mark_do_not_count() {
        check_columns("\u{feff}x y", Ok(["x", "y"]));
        check_columns("\n  \nx", Err("`f:3` has 1 of the 2 columns `a b`"));
    }

    #[test]
    fn a_column_too_many_is_refused() {
        check_columns("x y z", Err("`f:1` has more than the 2 columns `a b`"));
    }
}
