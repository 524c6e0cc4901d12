//! What a search is told beside the query: synonyms, and whether words are taken as they stand.

use depeche::analysis::fold;
use depeche::query::{Field, Matching};

use super::word::Unit;

/// What a search is told beside the query.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ways {
    /// Words that others may stand for, each with one of these.
    pub synonyms: &'static [(&'static str, &'static str)],
    /// Whether words are found by their exact form only, and stand for nothing else.
    pub is_strict: bool,
}

impl Ways {
    /// Returns how words are compared that were typed so.
    pub fn meant(&self, matching: Matching) -> Matching {
        match matching {
            Matching::Inflected if self.is_strict => Matching::Exact,
            matching => matching,
        }
    }

    /// Lists what may stand for a word.
    pub fn synonyms_of(
        &self,
        unit: &Unit,
        matching: Matching,
        field: Option<Field>,
    ) -> Vec<&'static str> {
        let is_text = field.is_none_or(|field| field == Field::Title);
        let Unit::Single(token) = unit else { return Vec::new() };
        if self.is_strict || !is_text || matching != Matching::Inflected {
            return Vec::new();
        }
        let lines = self.synonyms.iter().filter(|(word, _)| fold(word) == token.exact);
        lines.map(|(_, synonym)| *synonym).collect()
    }
}
