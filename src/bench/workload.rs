//! The queries of a measurement.

use crate::error::{Error, ErrorKind, Result};

/// Kind of queries that name none.
const NO_KIND: &str = "query";

/// Queries to be answered, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Workload {
    /// The queries.
    pub queries: Vec<WorkloadQuery>,
}

/// One query and what kind it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WorkloadQuery {
    /// What it is counted with: `term`, `phrase`…
    pub kind: String,
    /// The query.
    pub text: String,
}

impl Workload {
    /// Reads `kind TAB query`, or bare queries, one a line; blank lines and `#` comments are left
    /// out. `origin` names the text in errors.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when there is no query at all.
    pub fn read(text: &str, origin: &str) -> Result<Self> {
        let lines = text.lines().map(str::trim_end);
        let lines = lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let queries: Vec<_> = lines.map(read_line).collect();
        if queries.is_empty() {
            return Err(Error::new(ErrorKind::Input, format!("`{origin}` holds no query"))
                .with_hint("write one query a line, or `kind TAB query`"));
        }
        Ok(Workload { queries })
    }
}

fn read_line(line: &str) -> WorkloadQuery {
    let (kind, text) = line.split_once('\t').unwrap_or((NO_KIND, line));
    WorkloadQuery { kind: kind.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_optional() {
        let workload = Workload::read("# début\nterm\tpaix\n\n\"accord de paix\"\n", "q").unwrap();
        let read: Vec<_> = workload
            .queries
            .iter()
            .map(|query| (query.kind.as_str(), query.text.as_str()))
            .collect();
        assert_eq!(read, [("term", "paix"), ("query", "\"accord de paix\"")]);
    }

    #[test]
    fn a_file_without_queries_is_an_error() {
        assert!(Workload::read("\n# rien\n", "q.tsv").unwrap_err().to_string().contains("q.tsv"));
    }
}
