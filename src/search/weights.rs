//! All that decides the order of articles, in one place.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// What every sign of relevance is worth. The defaults were measured on judged queries:
/// `docs/relevance.md` has what each is worth. In `depeche.toml` they stand under `[weights]`.
///
/// ```
/// use depeche::search::Weights;
///
/// let weights = Weights { title: 1.0, ..Weights::default() };
/// assert!(weights.title > Weights::default().title);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// A mention of the word in any inflection.
    pub lemma: f32,
    /// A mention in the very form that was typed, on top of `lemma`.
    pub exact: f32,
    /// A related word with the same stem, in an article that lacks the word itself; 0 = only the
    /// word itself counts.
    pub stem: f32,
    /// A word spelt like one that no article has, in a long plain query.
    pub alike: f32,
    /// A word that differs by accents which the reader did not type.
    pub homograph: f32,
    /// Another wording, from a list of synonyms, as a share of what was typed.
    pub synonym: f32,
    /// A mention in the title, as a share of one in the body.
    pub title: f32,
    /// A word that only asks, such as "combien", as a share of another.
    pub question_word: f32,
    /// A word with a capital that is not the first, as a share of another.
    pub name: f32,
    /// The word that says what is asked for, as "année" in "en quelle année", as a share of
    /// another.
    pub asked_kind: f32,
    /// BM25: how fast repeated mentions stop counting.
    pub k1: f32,
    /// BM25: how much long bodies are held back, 0 to 1.
    pub b: f32,
    /// BM25: how much long titles are held back, 0 to 1.
    pub title_b: f32,
    /// What articles with all words of a short query gain: 1 puts every one of them before the
    /// others, less leaves it to the weight of the words.
    pub completeness: f32,
    /// Most words of a short query.
    pub completeness_words: u32,
    /// Articles that the second stage looks at.
    pub depth: u32,
    /// Two successive words of the query in their order, within `ordered_window` words.
    pub ordered_pair: f32,
    /// Most words from one to the other of an ordered pair.
    pub ordered_window: u32,
    /// Two successive words of the query in any order, within `window` words.
    pub pair: f32,
    /// Most words from one to the other of a pair.
    pub window: u32,
    /// Two successive words of the query in their order in the title.
    pub title_pair: f32,
    /// The best passage's own score.
    pub best_passage: f32,
    /// The opening passage's own score.
    pub lead: f32,
    /// Share of the query found in body and title, squared, times the weight of the query.
    pub coverage: f32,
    /// Weight of the words of the query that the title has and the body lacks.
    pub title_only: f32,
    /// Weight of the words of the query that the title has, times the share of the title that
    /// they make.
    pub title_fullness: f32,
    /// Share of its score that an article of the newest day gains; 0 = age counts for nothing.
    pub freshness: f32,
    /// Days after which that gain is halved.
    pub freshness_half_life: f32,
}

impl Weights {
    /// Checks that the weights can be counted with.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when one is no number, below 0, or beyond its bounds.
    pub fn check(&self) -> Result<()> {
        let shares = [("b", self.b), ("title_b", self.title_b)];
        let speeds = [("k1", self.k1), ("freshness_half_life", self.freshness_half_life)];
        let refused = |name: &str, rule: &str| {
            Err(Error::new(ErrorKind::Input, format!("weight `{name}` is not {rule}")))
        };
        for (name, value) in self.numbers()? {
            if !(0.0..=f64::from(f32::MAX)).contains(&value) {
                return refused(&name, "a number from 0 up");
            }
        }
        if let Some((name, _)) = shares.iter().find(|(_, value)| *value > 1.0) {
            return refused(name, "between 0 and 1");
        }
        if let Some((name, _)) = speeds.iter().find(|(_, value)| *value <= 0.0) {
            return refused(name, "above 0");
        }
        Ok(())
    }

    /// Lists the weights by name; what is no number becomes -1.
    fn numbers(&self) -> Result<Vec<(String, f64)>> {
        let table = serde_json::to_value(self).map_err(|cause| {
            Error::new(ErrorKind::Internal, "weights cannot be listed").caused_by(cause)
        })?;
        let entries = table.as_object().into_iter().flatten();
        Ok(entries.map(|(name, value)| (name.clone(), value.as_f64().unwrap_or(-1.0))).collect())
    }
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            lemma: 1.0,
            exact: 0.75,
            stem: 0.8,
            alike: 1.0,
            homograph: 0.3,
            synonym: 0.8,
            title: 0.6,
            question_word: 0.2,
            name: 1.15,
            asked_kind: 0.5,
            k1: 0.7,
            b: 0.6,
            title_b: 0.4,
            completeness: 1.0,
            completeness_words: 2,
            depth: 20,
            ordered_pair: 0.2,
            ordered_window: 4,
            pair: 0.1,
            window: 8,
            title_pair: 0.3,
            best_passage: 0.25,
            lead: 0.4,
            coverage: 0.3,
            title_only: 1.2,
            title_fullness: 0.8,
            freshness: 0.0,
            freshness_half_life: 365.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(weights: Weights, expected: &str) {
        let said = weights.check().map_err(|error| error.to_string());
        assert_eq!(said.err().unwrap_or_default(), expected);
    }

    #[test]
    fn weights_can_be_counted_with() {
        let default = Weights::default();
        check(default, "");
        check(Weights { title: f32::NAN, ..default }, "weight `title` is not a number from 0 up");
        check(Weights { lead: -1.0, ..default }, "weight `lead` is not a number from 0 up");
        check(Weights { b: 1.5, ..default }, "weight `b` is not between 0 and 1");
        check(Weights { k1: 0.0, ..default }, "weight `k1` is not above 0");
    }

    #[test]
    fn weights_left_out_keep_their_default_and_unknown_ones_are_refused() {
        let read = |text: &str| serde_json::from_str::<Weights>(text);
        let weights = read(r#"{"title": 2.0}"#).expect("weights");
        assert_eq!(weights, Weights { title: 2.0, ..Weights::default() });
        assert!(read(r#"{"titel": 2.0}"#).is_err());
    }
}
