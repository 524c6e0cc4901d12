//! Which articles answer which query, and how well: TREC judgment files (`qrels`).

use std::collections::HashMap;

use super::columns::{columns, lines};
use crate::error::Result;

/// The judgments of all queries.
#[derive(Debug, Clone, Default)]
pub struct Judgments {
    of_query: HashMap<String, Judged>,
}

/// The judgments of one query.
#[derive(Debug, Clone, Default)]
pub(super) struct Judged {
    grades: HashMap<String, u32>,
}

impl Judgments {
    /// Reads lines `query 0 article-id relevance`, parted by white space. The second column has no
    /// meaning; a negative relevance counts as 0. Spaces in an article id are written `%20`.
    /// `origin` names the file in messages.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) with file and line: other columns, a relevance
    /// that is no whole number, an article judged differently for the same query.
    pub fn read(text: &str, origin: &str) -> Result<Judgments> {
        let mut judgments = Judgments::default();
        for (place, line) in lines(text, origin) {
            let [query, _, article, relevance] =
                columns(place, line, ["query", "0", "article", "relevance"])?;
            let grade = grade(relevance).ok_or_else(|| {
                place.error(&format!("has a relevance that is no whole number: `{relevance}`"))
            })?;
            // Merged files often repeat a judgment; only a contradiction is a fault.
            if judgments.add(query, article, grade).is_some_and(|before| before != grade) {
                let otherwise = format!("judges article `{article}` otherwise for query `{query}`");
                return Err(place.error(&otherwise));
            }
        }
        Ok(judgments)
    }

    /// Returns the judgments of a query, when there are any.
    pub(super) fn of(&self, query: &str) -> Option<&Judged> {
        self.of_query.get(query)
    }

    /// Returns the queries that have a relevant article, in alphabetical order.
    pub(super) fn answerable(&self) -> Vec<&str> {
        let has_answer = |(_, judged): &(&String, &Judged)| judged.has_relevant();
        let found = self.of_query.iter().filter(has_answer);
        let mut queries: Vec<&str> = found.map(|(query, _)| query.as_str()).collect();
        queries.sort_unstable();
        queries
    }

    fn add(&mut self, query: &str, article: &str, grade: u32) -> Option<u32> {
        if !self.of_query.contains_key(query) {
            self.of_query.insert(query.to_owned(), Judged::default());
        }
        self.of_query.get_mut(query)?.grades.insert(article.to_owned(), grade)
    }
}

impl Judged {
    /// Returns the relevance of an article; 0 without judgment.
    pub(super) fn grade(&self, article: &str) -> u32 {
        self.grades.get(article).copied().unwrap_or(0)
    }

    /// Returns the relevance of all relevant articles, most relevant first.
    pub(super) fn ideal(&self) -> Vec<u32> {
        let mut grades: Vec<u32> =
            self.grades.values().copied().filter(|&grade| grade > 0).collect();
        grades.sort_unstable_by(|left, right| right.cmp(left));
        grades
    }

    pub(super) fn has_relevant(&self) -> bool {
        self.grades.values().any(|&grade| grade > 0)
    }
}

fn grade(relevance: &str) -> Option<u32> {
    let relevance: i64 = relevance.parse().ok()?;
    u32::try_from(relevance.max(0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, article: &str, expected: u32) {
        let judgments = Judgments::read(text, "qrels").unwrap();
        assert_eq!(judgments.of("q").unwrap().grade(article), expected);
    }

    fn check_error(text: &str, expected: &str) {
        assert_eq!(Judgments::read(text, "qrels.txt").unwrap_err().to_string(), expected);
    }

    #[test]
    fn relevance_is_read_per_query() {
        check("q 0 a 2\nr 0 a 1\n", "a", 2);
        check("q\t0\ta%20b.txt\t1\n", "a%20b.txt", 1);
    }

    #[test]
    fn negative_and_missing_relevance_is_none() {
        check("q 0 a -1\n", "a", 0);
        check("q 0 a 1\n", "b", 0);
    }

    #[test]
    fn the_ideal_has_the_relevant_ones_best_first() {
        let judgments = Judgments::read("q 0 a 1\nq 0 b 0\nq 0 c 3\nq 0 d -2\n", "qrels").unwrap();
        assert_eq!(judgments.of("q").unwrap().ideal(), [3, 1]);
    }

    #[test]
    fn queries_without_relevant_article_have_no_answer() {
        let judgments = Judgments::read("s 0 a 1\nq 0 a 1\nr 0 a 0\n", "qrels").unwrap();
        assert_eq!(judgments.answerable(), ["q", "s"]);
    }

    #[test]
    fn errors_name_file_and_line() {
        check_error(
            "q 0 a 1\nq a 1\n",
            "`qrels.txt:2` has 3 of the 4 columns `query 0 article relevance`",
        );
        check_error("q 0 a 0.5\n", "`qrels.txt:1` has a relevance that is no whole number: `0.5`");
    }

    #[test]
    fn an_article_is_not_judged_two_ways() {
        assert!(Judgments::read("q 0 a 1\nq 0 a 1\n", "qrels.txt").is_ok());
        check_error(
            "q 0 a 1\nr 0 a 1\nq 0 a 2\n",
            "`qrels.txt:3` judges article `a` otherwise for query `q`",
        );
    }
}
