//! Full-text search for French press articles: ranked passages, highlights that tell the truth.
//!
//! [`synchronise`] builds an index of a folder of articles, [`Searcher`] answers queries on it.
//! Text is analysed by [`analysis`], queries are read by [`query`]; `ARCHITECTURE.md` has the map.

mod error;
mod html;
mod language;
mod random;

pub mod analysis;
pub mod article;
pub mod bench;
pub mod eval;
pub mod highlight;
pub mod index;
pub mod ingest;
pub mod passage;
pub mod query;
pub mod render;
pub mod search;

pub use article::{Article, Date};
pub use error::{Error, ErrorKind, Result};
pub use highlight::Highlight;
pub use index::{Index, Snapshot, SyncOptions, SyncReport, synchronise};
pub use language::Language;
pub use query::Query;
pub use search::{Hit, SearchRequest, SearchResults, Searcher, Sort};
