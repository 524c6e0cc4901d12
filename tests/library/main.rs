//! Whole behaviours through the public API.

mod collection;
mod corpus;
mod evaluation;
mod french;
mod index_lifecycle;
mod limits;
mod nothing_found;
mod proximity;
mod reading;
mod reference;
mod relevance;
mod scores;
mod search_semantics;
mod synonyms;
mod top_ranks;
mod written;
