//! Whole behaviours through the public API.

mod collection;
mod corpus;
mod evaluation;
mod french;
mod index_lifecycle;
mod reference;
mod relevance;
mod search_semantics;
