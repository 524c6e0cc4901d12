//! The queries that are put to an index: one a line, `id TAB text`.

use std::collections::HashSet;

use super::columns::{Place, lines};
use crate::error::Result;

/// A query with the id under which it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EvalQuery {
    /// Id, without white space.
    pub id: String,
    /// What a person typed.
    pub text: String,
}

/// Reads queries. `origin` names the file in messages.
///
/// # Errors
/// [`ErrorKind::Input`](crate::ErrorKind::Input) with file and line: no tab, no id or no text, an
/// id with white space, an id that was seen before.
pub fn read_queries(text: &str, origin: &str) -> Result<Vec<EvalQuery>> {
    let mut seen = HashSet::new();
    let mut queries = Vec::new();
    for (place, line) in lines(text, origin) {
        let (id, text) = parts(place, line)?;
        if !seen.insert(id) {
            return Err(place.error(&format!("repeats the query id `{id}`")));
        }
        queries.push(EvalQuery { id: id.to_owned(), text: text.to_owned() });
    }
    Ok(queries)
}

fn parts<'a>(place: Place<'_>, line: &'a str) -> Result<(&'a str, &'a str)> {
    let (id, text) =
        line.split_once('\t').ok_or_else(|| place.error("has no tab: `id TAB text`"))?;
    let (id, text) = (id.trim(), text.trim());
    if id.is_empty() || text.is_empty() {
        return Err(place.error("lacks the id or the text: `id TAB text`"));
    }
    if id.contains(char::is_whitespace) {
        // Judgments and run files could not name it.
        return Err(place.error(&format!("has white space in the query id `{id}`")));
    }
    Ok((id, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: std::result::Result<&[(&str, &str)], &str>) {
        let found = read_queries(text, "q.tsv").map_err(|error| error.to_string());
        let expected = expected.map(|queries| {
            let query = |&(id, text): &(&str, &str)| EvalQuery { id: id.into(), text: text.into() };
            queries.iter().map(query).collect()
        });
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn id_and_text_are_parted_by_the_first_tab() {
        check(
            "a\tgel  des loyers\r\n\nb\tl’eau\tet l’air\n",
            Ok(&[("a", "gel  des loyers"), ("b", "l’eau\tet l’air")]),
        );
    }

    #[test]
    fn a_line_without_both_is_refused() {
        check("a\tx\ngel des loyers\n", Err("`q.tsv:2` has no tab: `id TAB text`"));
        check("a\t \n", Err("`q.tsv:1` lacks the id or the text: `id TAB text`"));
        check("\tloyers\n", Err("`q.tsv:1` lacks the id or the text: `id TAB text`"));
    }

    #[test]
    fn an_id_names_one_query() {
        check("a\tx\na\ty\n", Err("`q.tsv:2` repeats the query id `a`"));
        check("a b\tx\n", Err("`q.tsv:1` has white space in the query id `a b`"));
    }
}
