//! Why nothing was found: the parts of the query that no article has.

use super::request::SearchRequest;
use super::results::Notice;
use super::{Searcher, collect};
use crate::error::Result;
use crate::query::Query;

/// Parts that are looked for alone, each a search of its own; a reader mends the first ones first.
const MAX_PARTS: usize = 16;

impl Searcher {
    /// Names the parts of a query without hits that match nothing by themselves, filters of the
    /// request included.
    pub(super) fn culprits(&self, request: &SearchRequest) -> Result<Vec<Notice>> {
        let parts = match &request.query {
            Query::All(parts) | Query::Words(parts) | Query::Any(parts) => parts.as_slice(),
            whole => std::slice::from_ref(whole),
        };
        let mut notices = Vec::new();
        let positive = parts.iter().filter(|part| !matches!(part, Query::Not(_) | Query::Nothing));
        for part in positive.take(MAX_PARTS) {
            let alone = SearchRequest { query: part.clone(), ..request.clone() };
            let plan = self.plan(&alone)?;
            let found = collect::collect(&self.snapshot, &plan, alone.sort, 0)?;
            if found.total == 0 {
                notices.push(Notice::NothingFound { part: part.to_string() });
            }
        }
        Ok(notices)
    }
}
