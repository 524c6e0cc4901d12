//! How much of a query is read. Crossing a limit gives a remark, and the query still runs.

/// Longest query read, in bytes, some 650 words; of a longer text the rest is left out.
pub const MAX_QUERY_BYTES: usize = 4096;

/// Most words in a query, those of phrases included: each one is looked up in several fields.
pub const MAX_CLAUSES: usize = 256;

/// Deepest nesting of parentheses and prefixes; every reader of the tree recurses that far.
pub const MAX_DEPTH: usize = 32;

/// Most proximity operators in a row (`a /5 b /5 c`): each one nests the tree once more.
pub const MAX_NEAR_CHAIN: usize = 8;

/// Largest number of words or mentions in `/5`, `min3:` and `debut50:`; longer than any article.
pub const MAX_NUMBER: u32 = 100_000;

/// Largest slop of a phrase, as in tantivy.
pub const MAX_SLOP: u32 = 255;

/// Smallest weight of a part; less would be noise in a sum of scores.
pub const MIN_WEIGHT: f32 = 0.01;

/// Largest weight of a part; more would drown every other part.
pub const MAX_WEIGHT: f32 = 1000.0;

/// Most remarks on one query; a reader mends the first ones first.
pub const MAX_REMARKS: usize = 20;
