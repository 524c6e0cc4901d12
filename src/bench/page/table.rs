//! Tables of the page.

use crate::html::escaped;

/// Returns a table. The first cell of a row is its heading; texts of `text_columns` stand left.
pub(super) fn table(head: &[&str], rows: &[Vec<String>], text_columns: &[usize]) -> String {
    let heading = |(column, name): (usize, &&str)| {
        let class = if text_columns.contains(&column) { " class=\"text\"" } else { "" };
        format!("<th scope=\"col\"{class}>{}", escaped(name))
    };
    let head: String = head.iter().enumerate().map(heading).collect();
    let rows: String = rows.iter().map(|cells| row(cells, text_columns)).collect();
    format!("<div class=\"wide\"><table>\n<thead><tr>{head}\n<tbody>\n{rows}</table></div>\n")
}

fn row(cells: &[String], text_columns: &[usize]) -> String {
    let mut row = "<tr>".to_owned();
    for (column, cell) in cells.iter().enumerate() {
        let tag = match column {
            0 => "<th scope=\"row\">",
            _ if text_columns.contains(&column) => "<td class=\"text\">",
            _ => "<td>",
        };
        row.push_str(tag);
        row.push_str(&escaped(cell));
    }
    row.push('\n');
    row
}
