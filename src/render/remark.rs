//! A place in a query, pointed at.

use std::ops::Range;

use super::clean;
use super::words::width;

/// Columns of the query that are shown before the place, when it is far from the beginning.
const COLUMNS_BEFORE: usize = 40;

/// Columns of the query that are shown in all.
const COLUMNS: usize = 72;

/// Returns the query with a line of carets under `span`, both indented, for example
///
/// ```text
///   la "paix
///      ^^^^^
/// ```
pub fn pointed(input: &str, span: Range<usize>) -> String {
    let before = input.get(..span.start).unwrap_or(input);
    let marked = input.get(span.clone()).unwrap_or("");
    let after = input.get(span.end..).unwrap_or("");
    let before = clean(before.trim_start());
    let shown_before = last_columns(&before, COLUMNS_BEFORE);
    let lead = if shown_before.len() < before.len() { "…" } else { "" };
    let rest = clean(marked).into_owned() + &clean(after);
    let start = width(lead) + width(shown_before);
    let shown_rest = first_columns(&rest, COLUMNS - start);
    let tail = if shown_rest.len() < rest.len() { "…" } else { "" };
    let carets = width(&clean(marked)).min(width(shown_rest)).max(1);
    format!(
        "  {lead}{shown_before}{shown_rest}{tail}\n  {}{}\n",
        " ".repeat(start),
        "^".repeat(carets)
    )
}

fn first_columns(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(at, character)| {
        used += width(text.get(*at..at + character.len_utf8()).unwrap_or(""));
        used > columns
    });
    text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or("")
}

fn last_columns(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut start = text.len();
    for (at, character) in text.char_indices().rev() {
        used += width(text.get(at..at + character.len_utf8()).unwrap_or(""));
        if used > columns {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(input: &str, span: Range<usize>, expected: &str) {
        assert_eq!(pointed(input, span), expected);
    }

    #[test]
    fn carets_stand_under_the_place() {
        check("la \"paix", 3..8, "  la \"paix\n     ^^^^^\n");
        check("été (hiver", 6..7, "  été (hiver\n      ^\n");
        check("東京 (hiver", 7..8, "  東京 (hiver\n       ^\n");
    }

    #[test]
    fn an_empty_place_has_one_caret() {
        check("a ET", 4..4, "  a ET\n      ^\n");
        check("", 0..0, "  \n  ^\n");
    }

    #[test]
    fn a_place_far_away_is_brought_near() {
        let input = format!("{}(x{}", "mot ".repeat(50), " fin".repeat(50));
        let shown = pointed(&input, 200..202);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with("  …mot") && lines[0].ends_with('…'), "{shown}");
        assert_eq!(lines[0].chars().position(|c| c == '('), lines[1].find('^'), "{shown}");
        assert!(lines[0].chars().count() < 80, "{shown}");
    }

    #[test]
    fn a_place_outside_the_query_does_no_harm() {
        check("é", 1..9, "  é\n   ^\n");
    }

    proptest! {
        #[test]
        fn any_query_and_place_give_two_short_lines(
            input in "(?s).{0,200}", start in 0usize..220, length in 0usize..220,
        ) {
            let shown = pointed(&input, start..start + length);
            let lines: Vec<&str> = shown.lines().collect();
            prop_assert_eq!(lines.len(), 2);
            prop_assert!(lines.iter().all(|line| width(line) <= COLUMNS + 3), "{}", shown);
        }
    }
}
