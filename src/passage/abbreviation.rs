//! What stands before a full stop: an abbreviation, an initial, an acronym, or a plain word.

use super::words::is_word;

/// Titles and the like: a name follows, so the sentence never ends here. Case counts, for `me.`
/// and `st.` may be words or their ends.
const TITLES: &[&str] = &[
    "M", "MM", "Mr", "Mrs", "Ms", "Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Me", "Mes", "Dr", "Drs",
    "Pr", "Prs", "Prof", "St", "Ste", "Sts", "Stes", "Vve",
];

/// Abbreviations that lead to a name or a number: `bd. Voltaire`, `éd. Morel`. Some are words as
/// well (`col`, `cap`): an article or pronoun in capitals after them opens a sentence.
const LEADING: &[&str] = &[
    "adj", "apr", "av", "bd", "boul", "cap", "capt", "cdt", "cf", "chap", "cie", "col", "coll",
    "cne", "dir", "ed", "env", "ex", "fig", "fg", "gal", "gén", "lieut", "lt", "lt-col", "no",
    "préf", "prof", "ste", "sté", "tél", "trad", "éd",
];

/// Abbreviations that may close a sentence: a capital after them opens the next, a number not.
const TRAILING: &[&str] = &[
    "al", "art", "avr", "bibl", "ch", "dim", "déc", "etc", "febr", "fév", "févr", "h", "hab",
    "ill", "inc", "janv", "jr", "juil", "km", "lun", "ltd", "max", "min", "mn", "nov", "nr", "oct",
    "p", "pl", "pp", "réf", "sam", "sec", "sept", "suiv", "sv", "t", "ven", "vol",
];

/// Longest word looked up, in bytes; spares most words the tables.
const MAX_ABBREVIATION_BYTES: usize = 7;

/// Farthest look back for the start of a token; no acronym or abbreviation is longer.
const MAX_TOKEN_BYTES: usize = 32;

/// What stands before a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// `M.`: a name follows.
    Title,
    /// `bd.`: a name or number follows.
    Leading,
    /// `etc.`: followed by anything.
    Trailing,
    /// `J.`, `O.N.U.`, `J.-P.`: a name follows, or a sentence ends.
    Initials,
    /// `av. J.-C.`: initials that no name follows.
    Era,
    /// `12.`
    Number,
    /// A word.
    Plain,
}

/// Names what stands at the end of `text`, its full stop left out.
pub(super) fn before(text: &str) -> Before {
    let token = last_token(text);
    let word = token.rsplit(['.', '-']).next().unwrap_or(token);
    if token.contains('.') && is_acronym(token) {
        let head = text.strip_suffix(token).unwrap_or_default().trim_end();
        return if follows_era_word(head) { Before::Era } else { Before::Initials };
    }
    if word.is_empty() || word.len() > MAX_ABBREVIATION_BYTES {
        return Before::Plain;
    }
    if TITLES.contains(&word) {
        return Before::Title;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Before::Number;
    }
    listed(word)
}

/// Returns the token a text ends with: letters, digits, inner points and hyphens.
pub(super) fn last_token(text: &str) -> &str {
    let is_inner = |letter: char| is_word(letter) || matches!(letter, '.' | '-');
    let start = text
        .char_indices()
        .rev()
        .take_while(|&(at, letter)| is_inner(letter) && text.len() - at <= MAX_TOKEN_BYTES)
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

fn listed(word: &str) -> Before {
    let lower = word.to_lowercase();
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    match lower.as_str() {
        _ if is_initial => Before::Initials,
        lower if LEADING.contains(&lower) => Before::Leading,
        lower if TRAILING.contains(&lower) => Before::Trailing,
        _ => Before::Plain,
    }
}

/// Returns whether every part between points and hyphens has one or two letters: `O.N.U`, `Ph.D`.
fn is_acronym(token: &str) -> bool {
    token
        .split(['.', '-'])
        .filter(|part| !part.is_empty())
        .all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic))
}

fn follows_era_word(head: &str) -> bool {
    ["av.", "apr.", "avant", "après"].iter().any(|word| head.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Before) {
        assert_eq!(before(text), expected, "{text}");
    }

    #[test]
    fn titles_are_told_by_their_case() {
        check("avec Mme", Before::Title);
        check("dit-il à me", Before::Plain);
    }

    #[test]
    fn abbreviations_are_found_after_an_apostrophe_or_hyphen() {
        check("l'art", Before::Trailing);
        check("l’éd", Before::Leading);
        check("lt-col", Before::Leading);
    }

    #[test]
    fn initials_are_single_capitals_and_dotted_letters() {
        check("le député J", Before::Initials);
        check("J.-P", Before::Initials);
        check("l'O.N.U", Before::Initials);
        check("en 52 av. J.-C", Before::Era);
    }

    #[test]
    fn domains_and_words_are_plain() {
        check("sur depeche.fr", Before::Plain);
        check("une phrase", Before::Plain);
        check("", Before::Plain);
    }

    #[test]
    fn numbers_are_told() {
        check("en 2001", Before::Number);
    }
}
