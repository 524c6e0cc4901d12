//! How good the rankings are: an index asked with judged queries, measured as `trec_eval` does.
//!
//! [`ask`] puts the queries to a search, [`evaluate`] measures what came back against the
//! [`Judgments`], [`compare`] tells whether two sets of rankings differ by more than chance.
//! Rankings travel as TREC run files: [`write_run`], [`read_run`]. `docs/relevance-method.md`
//! has the definitions and their sources.
//!
//! ```
//! use depeche::eval::{self, Judgments};
//!
//! let queries = eval::read_queries("q1\tgel des loyers\n", "queries.tsv")?;
//! let judgments = Judgments::read("q1 0 nantes-12 2\nq1 0 rennes-3 1\n", "qrels.txt")?;
//! let mut search = |_: &str| Ok(vec![("rennes-3".into(), 8.5), ("nantes-12".into(), 7.25)]);
//!
//! let rankings = eval::ask(&queries, &mut search)?;
//! let report = eval::evaluate(&queries, &judgments, &rankings)?;
//! assert_eq!(report.mean.mrr_10, 1.0);
//! assert_eq!(format!("{:.4}", report.mean.ndcg_10), "0.8597");
//! # Ok::<(), depeche::Error>(())
//! ```

mod columns;
mod comparison;
mod judgments;
mod measures;
mod page;
mod queries;
mod randomisation;
mod report;
mod run;
mod typing;

pub use comparison::{Comparison, MeasureComparison, QueryDifference, compare};
pub use judgments::Judgments;
pub use measures::Measures;
pub use page::html;
pub use queries::{EvalQuery, read_queries};
pub use report::{LeftOut, PerQuery, Report, evaluate};
pub use run::{RUN_DEPTH, Ranking, read_run, write_run};
pub use typing::with_typing_errors;

use crate::error::Result;

/// What a search found: ids of articles with their scores, best first.
pub type Found = Vec<(String, f32)>;

/// Puts every query to a search and returns the rankings. The best [`RUN_DEPTH`] articles
/// of each count.
///
/// # Errors
/// The first error of `search`, and what [`Ranking::new`] refuses.
pub fn ask(
    queries: &[EvalQuery],
    search: &mut dyn FnMut(&str) -> Result<Found>,
) -> Result<Vec<Ranking>> {
    queries.iter().map(|query| Ranking::new(&query.id, search(&query.text)?)).collect()
}
