//! Rows with their columns aligned.

use super::clean;
use super::words::width;

/// Spaces between two columns.
const GAP: usize = 2;

/// Side at which the texts of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// For words.
    Left,
    /// For numbers.
    Right,
}

/// Returns rows as lines with their columns aligned, measured in columns of the screen; a column
/// that `align` does not name stands left.
///
/// ```
/// use depeche::render::{Align, table};
///
/// let rows = [["mer".to_owned(), "7".to_owned()], ["marée".to_owned(), "12".to_owned()]];
/// assert_eq!(table(&rows, &[Align::Left, Align::Right]), "mer     7\nmarée  12\n");
/// ```
pub fn table<Row: AsRef<[String]>>(rows: &[Row], align: &[Align]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row.as_ref())).collect();
    let widths = widths(&rows);
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (index, cell) in row.iter().enumerate() {
            let padding = widths.get(index).copied().unwrap_or(0).saturating_sub(width(cell));
            let (before, after) = match align.get(index) {
                Some(Align::Right) => (padding, 0),
                _ => (0, padding),
            };
            let gap = if index > 0 { GAP } else { 0 };
            line.extend(std::iter::repeat_n(' ', gap + before));
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', after));
        }
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
    out
}

fn cells(row: &[String]) -> Vec<String> {
    row.iter().map(|cell| clean(cell).into_owned()).collect()
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_what_is_seen() {
        let rows = [vec!["e\u{301}te\u{301}", "1"], vec!["東京", "22"], vec!["a\u{1b}b"]];
        let rows = rows.map(|row| row.into_iter().map(str::to_owned).collect::<Vec<_>>());
        let expected = "e\u{301}te\u{301}    1\n東京  22\na\u{fffd}b\n";
        assert_eq!(table(&rows, &[Align::Left, Align::Right]), expected);
    }
}
