//! Why nothing was found: the parts of the query that no article has.

use super::request::SearchRequest;
use super::results::Notice;
use super::{Searcher, collect};
use crate::error::Result;
use crate::query::Query;

impl Searcher {
    /// Names the parts of a query without hits that match nothing by themselves, filters of the
    /// request included.
    pub(super) fn culprits(&self, request: &SearchRequest) -> Result<Vec<Notice>> {
        let parts = match &request.query {
            Query::All(parts) | Query::Words(parts) | Query::Any(parts) => parts.as_slice(),
            whole => std::slice::from_ref(whole),
        };
        let mut notices = Vec::new();
        for part in parts.iter().filter(|part| !matches!(part, Query::Not(_) | Query::Nothing)) {
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
