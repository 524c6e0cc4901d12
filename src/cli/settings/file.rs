//! The keys of `depeche.toml`, and what is said when they cannot be understood.

use std::ops::Range;
use std::path::PathBuf;

use depeche::search::Weights;
use depeche::{Error, ErrorKind};
use serde::Deserialize;
use toml::de::DeTable;

use crate::cli::arguments::LanguageChoice;

/// Every key there is, for naming the nearest one.
const KEYS: [&str; 7] =
    ["index", "lang", "synonyms", "exceptions", "stop_words", "shipped_synonyms", "weights"];

/// The file as written.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keys {
    /// Directory of the index.
    pub index: Option<PathBuf>,
    /// Language of messages.
    pub lang: Option<LanguageChoice>,
    /// The user's synonyms.
    pub synonyms: Option<PathBuf>,
    /// The user's lemmas.
    pub exceptions: Option<PathBuf>,
    /// The user's changes to the stop words.
    pub stop_words: Option<PathBuf>,
    /// Whether the synonyms that come with the program are used.
    pub shipped_synonyms: Option<bool>,
    /// What signs of relevance are worth.
    #[serde(default)]
    pub weights: Weights,
}

impl Keys {
    /// Reads the text of a file; `origin` names it in messages.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] with file and line; an unknown key comes with the nearest one.
    pub(super) fn parse(text: &str, origin: &str) -> Result<Keys, Error> {
        let refused = |span: Option<Range<usize>>, reason: &str| {
            let before = text.get(..span.unwrap_or_default().start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let reason = reason.lines().next().unwrap_or_default();
            Error::new(ErrorKind::Input, format!("`{origin}`, line {line}: {reason}"))
        };
        let table = DeTable::parse(text);
        let table = table.map_err(|cause| refused(cause.span(), cause.message()))?;
        if let Some((span, reason)) = unknown_key(table.get_ref(), &KEYS) {
            return Err(refused(Some(span), &reason));
        }
        let keys: Keys =
            toml::from_str(text).map_err(|cause| refused(cause.span(), cause.message()))?;
        keys.weights.check().map_err(|cause| refused(None, &cause.to_string()))?;
        Ok(keys)
    }
}

/// Finds a key that a table does not have: its place, and what is said of it.
fn unknown_key(table: &DeTable<'_>, known: &[&str]) -> Option<(Range<usize>, String)> {
    let key = table.keys().find(|key| !known.contains(&&**key.get_ref()))?;
    let name = key.get_ref();
    // The nearest key takes the fewest changes of a letter.
    let nearest = known.iter().min_by_key(|known| distance(known, name))?;
    Some((key.span(), format!("unknown key `{name}`, the nearest is `{nearest}`")))
}

/// Counts the letters to change, add or drop (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=left.chars().count()).collect();
    for (index, letter) in right.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in left.chars().enumerate() {
            let change = diagonal + usize::from(other != letter);
            diagonal = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let error = Keys::parse(text, "depeche.toml").unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn an_unknown_key_comes_with_file_line_and_the_nearest() {
        check(
            "# lieu\nindexe = \"a\"\n",
            "`depeche.toml`, line 2: unknown key `indexe`, the nearest is `index`",
        );
        check(
            "stopwords = \"a\"",
            "`depeche.toml`, line 1: unknown key `stopwords`, the nearest is `stop_words`",
        );
    }

    #[test]
    fn a_wrong_value_comes_with_file_and_line() {
        let error = Keys::parse("lang = \"fr\"\nindex = 3\n", "d.toml").unwrap_err().to_string();
        assert!(error.starts_with("`d.toml`, line 2: invalid type"), "{error}");
        let error = Keys::parse("lang = \"de\"\n", "d.toml").unwrap_err().to_string();
        assert!(error.starts_with("`d.toml`, line 1: unknown variant `de`"), "{error}");
        let error = Keys::parse("\n\nlang = \n", "d.toml").unwrap_err().to_string();
        assert!(error.starts_with("`d.toml`, line 3: "), "{error}");
    }

    #[test]
    fn every_key_is_known() {
        let text = "index = \"i\"\nlang = \"fr\"\nsynonyms = \"s\"\nexceptions = \"e\"\n\
                    stop_words = \"w\"\nshipped_synonyms = false\nweights = { lead = 0.1 }\n";
        assert_eq!(Keys::parse(text, "d.toml").unwrap().index, Some(PathBuf::from("i")));
        assert_eq!(text.lines().count(), KEYS.len());
        assert_eq!(Keys::parse("", "d.toml").unwrap(), Keys::default());
    }
}
