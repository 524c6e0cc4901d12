//! Rankings, and the TREC run files in which they travel.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::Found;
use super::columns::{Place, column, columns, lines};
use super::measures::DEPTH;
use crate::error::{Error, ErrorKind, Result};

/// Articles of a ranking that count: the deepest measure looks no further.
pub const RUN_DEPTH: usize = DEPTH;

/// The answer to one query, in the order in which `trec_eval` sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    query: String,
    articles: Found,
}

impl Ranking {
    /// Makes a ranking of what a search found, best first. The order stays the order that the
    /// reader sees: a score that does not fall is lowered by the least possible amount, because
    /// `trec_eval` goes by the scores alone and would break ties in its own way. White space in
    /// ids becomes `%20`, an article that comes again is left out.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] when a score is no finite number or an id is empty.
    pub fn new(query: &str, found: Found) -> Result<Ranking> {
        let mut seen = HashSet::new();
        let mut articles = Found::new();
        for (article, score) in found.iter().take(RUN_DEPTH) {
            if !score.is_finite() || article.is_empty() {
                return Err(broken(query, article));
            }
            let article = column(article);
            if seen.insert(article.clone()) {
                let ceiling = articles.last().map_or(f32::MAX, |(_, last)| last.next_down());
                articles.push((article.into_owned(), score.min(ceiling)));
            }
        }
        Ok(Ranking { query: column(query).into_owned(), articles })
    }

    /// Returns the id of the query.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Returns the articles with their scores, best first. Ids are as in files: without white
    /// space.
    pub fn articles(&self) -> &[(String, f32)] {
        &self.articles
    }
}

/// Returns rankings as a TREC run file: `query Q0 article rank score tag`. The scores, read as
/// 32-bit numbers, put the articles into the same order again.
pub fn write_run(rankings: &[Ranking], tag: &str) -> String {
    let (tag, mut text) = (column(tag), String::new());
    for ranking in rankings {
        for ((article, score), rank) in ranking.articles.iter().zip(1..) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{} Q0 {article} {rank} {score} {tag}", ranking.query);
        }
    }
    text
}

/// Reads a TREC run file of any program. As in `trec_eval`, the columns `Q0`, rank and tag have no
/// meaning: articles are put in order by falling score (as a 32-bit number), and by falling id
/// where scores are equal. Only the best [`RUN_DEPTH`] of a query are kept. `origin` names the
/// file in messages.
///
/// # Errors
/// [`ErrorKind::Input`] with file and line: other columns, a score that is no number, an article
/// that comes twice for a query.
pub fn read_run(text: &str, origin: &str) -> Result<Vec<Ranking>> {
    let mut rankings = Vec::new();
    let mut place_of = HashMap::new();
    let mut seen = HashSet::new();
    for (place, line) in lines(text, origin) {
        let [query, _, article, _, score, _] =
            columns(place, line, ["query", "Q0", "article", "rank", "score", "tag"])?;
        let score = read_score(place, score)?;
        if !seen.insert((query, article)) {
            let twice = format!("has article `{article}` again for query `{query}`");
            return Err(place.error(&twice));
        }
        let index = *place_of.entry(query).or_insert(rankings.len());
        if index == rankings.len() {
            rankings.push(Ranking { query: query.to_owned(), articles: Vec::new() });
        }
        if let Some(ranking) = rankings.get_mut(index) {
            ranking.articles.push((article.to_owned(), score));
        }
    }
    rankings.iter_mut().for_each(put_in_order);
    Ok(rankings)
}

fn put_in_order(ranking: &mut Ranking) {
    ranking.articles.sort_unstable_by(as_trec_eval);
    ranking.articles.truncate(RUN_DEPTH);
}

fn as_trec_eval(left: &(String, f32), right: &(String, f32)) -> Ordering {
    // `partial_cmp`, because to `trec_eval` 0 and -0 are equal; `read_score` lets no NaN in.
    let by_score = right.1.partial_cmp(&left.1).unwrap_or(Ordering::Equal);
    by_score.then_with(|| right.0.cmp(&left.0))
}

fn read_score(place: Place<'_>, score: &str) -> Result<f32> {
    let number = score.parse::<f32>().ok().filter(|number| !number.is_nan());
    number.ok_or_else(|| place.error(&format!("has a score that is no number: `{score}`")))
}

fn broken(query: &str, article: &str) -> Error {
    let rule = "a found article has an id and a finite score";
    Error::new(ErrorKind::Internal, format!("query `{query}`, article `{article}`: {rule}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranking(found: &[(&str, f32)]) -> Ranking {
        let found = found.iter().map(|&(article, score)| (article.to_owned(), score)).collect();
        Ranking::new("q", found).unwrap()
    }

    fn ids(ranking: &Ranking) -> Vec<&str> {
        ranking.articles().iter().map(|(article, _)| article.as_str()).collect()
    }

    fn check_read(text: &str, expected: &[&str]) {
        assert_eq!(ids(&read_run(text, "run").unwrap()[0]), expected);
    }

    fn check_error(text: &str, expected: &str) {
        assert_eq!(read_run(text, "run.txt").unwrap_err().to_string(), expected);
    }

    #[test]
    fn a_run_has_six_columns() {
        let found = ranking(&[("l’eau claire.txt", 2.5), ("b", 1.0)]);
        let expected = "q Q0 l’eau%20claire.txt 1 2.5 my%20tag\nq Q0 b 2 1 my%20tag\n";
        assert_eq!(write_run(&[found], "my tag"), expected);
    }

    #[test]
    fn equal_scores_keep_the_order_of_the_search() {
        let found = ranking(&[("a", 2.0), ("b", 2.0), ("c", 2.0), ("d", 1.0)]);
        assert_eq!(ids(&found), ["a", "b", "c", "d"]);
        assert!(found.articles().windows(2).all(|pair| pair[0].1 > pair[1].1));
        assert_eq!(found.articles()[3].1, 1.0);
    }

    #[test]
    fn an_article_counts_once_and_a_hundred_at_most() {
        assert_eq!(ids(&ranking(&[("a", 2.0), ("b", 1.5), ("a", 1.0)])), ["a", "b"]);
        let many = (0..150).map(|number| (number.to_string(), 1.0)).collect();
        assert_eq!(Ranking::new("q", many).unwrap().articles().len(), RUN_DEPTH);
    }

    #[test]
    fn a_score_that_is_no_number_breaks_a_rule() {
        let error = Ranking::new("q", vec![("a".into(), f32::NAN)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
    }

    #[test]
    fn read_ranks_mean_nothing_scores_decide() {
        check_read("q Q0 a 1 1.5 t\nq Q0 b 2 2.5e0 t\n", &["b", "a"]);
    }

    #[test]
    fn read_ties_fall_by_id() {
        check_read("q Q0 a 1 1 t\nq Q0 é 2 1 t\nq Q0 b 3 1 t\n", &["é", "b", "a"]);
        check_read("q Q0 a 1 0.1000000001 t\nq Q0 b 2 0.1 t\n", &["b", "a"]);
        check_read("q Q0 a 1 0 t\nq Q0 b 2 -0 t\n", &["b", "a"]);
    }

    #[test]
    fn lines_of_a_query_may_be_apart() {
        let text = "q Q0 a 1 1 t\nr Q0 a 1 1 t\nq Q0 b 1 2 t\n";
        let rankings = read_run(text, "run").unwrap();
        assert_eq!(rankings.iter().map(Ranking::query).collect::<Vec<_>>(), ["q", "r"]);
        assert_eq!(ids(&rankings[0]), ["b", "a"]);
    }

    #[test]
    fn errors_name_file_and_line() {
        check_error("q Q0 a 1 x t\n", "`run.txt:1` has a score that is no number: `x`");
        check_error("q Q0 a 1 NaN t\n", "`run.txt:1` has a score that is no number: `NaN`");
        check_error(
            "q Q0 a 1 1 t\nq Q0 a 2 0 t\n",
            "`run.txt:2` has article `a` again for query `q`",
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            found in prop::collection::vec((".{1,8}", -9.0_f32..9.0), 1..130),
        ) {
            let found = found.into_iter().map(|(article, score)| (article, score.round())).collect();
            let rankings = vec![Ranking::new("q", found).unwrap()];
            prop_assert_eq!(read_run(&write_run(&rankings, "t"), "run").unwrap(), rankings);
        }

        #[test]
        fn any_text_can_be_offered(text in any::<String>()) {
            let _ = read_run(&text, "run");
        }
    }
}
