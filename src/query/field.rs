//! The names before a colon: fields, dates, fewest mentions, opening words.

use super::ast::Field;
use super::character::{at, opens_operand};
use super::limit::MAX_NUMBER;
use super::token::Prefix;

/// Longest name looked at: `debut` and the digits of the largest number.
const MAX_NAME_BYTES: usize = 16;

/// What a name and its colon announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// A sign on the operand that follows.
    Prefix(Prefix),
    /// A date.
    Date,
    /// A name that looks like a field and is none.
    Unknown,
}

/// The name at some place of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) name: Name,
    /// The byte after the colon.
    pub(super) end: usize,
    /// Something to look for follows the colon at once.
    pub(super) has_value: bool,
}

/// Reads the name that begins at `start`, when a colon closes it.
pub(super) fn read(text: &str, start: usize) -> Option<Label> {
    let window = text.as_bytes().get(start..)?.iter().take(MAX_NAME_BYTES);
    let length = window.clone().position(|byte| *byte == b':')?;
    let name = text.get(start..start + length)?;
    let end = start + length + 1;
    let next = at(text, end);
    let name = recognize(name)?;
    let opens_date = |sign: char| sign.is_ascii_digit() || matches!(sign, '<' | '>' | '.');
    let has_value = match name {
        Name::Date => next.is_some_and(|sign| opens_date(sign) || sign.is_alphanumeric()),
        _ => next.is_some_and(opens_operand),
    };
    Some(Label { name, end, has_value })
}

fn recognize(name: &str) -> Option<Name> {
    let folded = name.to_lowercase();
    let field = match folded.as_str() {
        "titre" | "title" => Field::Title,
        "source" => Field::Source,
        "auteur" | "author" => Field::Author,
        "section" => Field::Section,
        "url" => Field::Url,
        "lang" => Field::Lang,
        "date" => return Some(Name::Date),
        _ => return counted(&folded).or_else(|| looks_like_field(name).then_some(Name::Unknown)),
    };
    Some(Name::Prefix(Prefix::In(field)))
}

/// Reads `min3` and `debut50`; a number beyond all articles is cut to the largest one.
fn counted(name: &str) -> Option<Name> {
    let letters = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let digits = name.get(letters.len()..).filter(|digits| !digits.is_empty())?;
    let number = digits.parse().unwrap_or(MAX_NUMBER).min(MAX_NUMBER);
    match letters {
        _ if number == 0 => None,
        "min" => Some(Name::Prefix(Prefix::AtLeast(number))),
        "debut" | "début" => Some(Name::Prefix(Prefix::Lead(number))),
        _ => None,
    }
}

/// Returns whether a reader may have meant a field: `Mali:` in a headline is none.
fn looks_like_field(name: &str) -> bool {
    name.len() > 1 && name.chars().all(char::is_lowercase)
}

impl Field {
    /// Returns the name before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "titre",
            Field::Source => "source",
            Field::Author => "auteur",
            Field::Section => "section",
            Field::Url => "url",
            Field::Lang => "lang",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: Option<Name>) {
        assert_eq!(read(text, 0).map(|label| label.name), name, "{text}");
    }

    #[test]
    fn names_are_french_or_english_in_any_case() {
        for text in ["titre:paix", "Title:paix", "TITRE:paix"] {
            check(text, Some(Name::Prefix(Prefix::In(Field::Title))));
        }
        check("author:Hugo", Some(Name::Prefix(Prefix::In(Field::Author))));
        check("date:2024", Some(Name::Date));
    }

    #[test]
    fn a_number_follows_min_and_debut() {
        check("min3:paix", Some(Name::Prefix(Prefix::AtLeast(3))));
        check("début50:paix", Some(Name::Prefix(Prefix::Lead(50))));
        check("debut99999999:paix", Some(Name::Prefix(Prefix::Lead(MAX_NUMBER))));
        check("min0:paix", None);
    }

    #[test]
    fn only_small_letters_look_like_a_field() {
        check("titel:paix", Some(Name::Unknown));
        check("Mali: la paix", None);
        check("23:55", None);
        check("la paix: oui", None);
    }
}
