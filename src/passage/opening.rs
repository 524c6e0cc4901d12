//! What follows a terminator: the opening of a sentence, or its continuation.

use super::words::is_word;

/// Words that open a sentence and no name: after an abbreviation or an initial they decide.
const STARTERS: &[&str] = &[
    "À",
    "A",
    "Ainsi",
    "Alors",
    "Après",
    "Au",
    "Aucun",
    "Aucune",
    "Aujourd",
    "Aussi",
    "Autre",
    "Aux",
    "Avant",
    "Avec",
    "C",
    "Car",
    "Ce",
    "Cela",
    "Celle",
    "Celui",
    "Cependant",
    "Certains",
    "Certaines",
    "Ces",
    "Cet",
    "Cette",
    "Chaque",
    "Comme",
    "Comment",
    "D",
    "Dans",
    "De",
    "Depuis",
    "Des",
    "Deux",
    "Dès",
    "Du",
    "Elle",
    "Elles",
    "En",
    "Enfin",
    "Ensuite",
    "Entre",
    "Et",
    "Hier",
    "Il",
    "Ils",
    "J",
    "Je",
    "Jusqu",
    "L",
    "La",
    "Le",
    "Les",
    "Leur",
    "Leurs",
    "Lors",
    "Lorsque",
    "Lui",
    "Mais",
    "Même",
    "Ni",
    "Nos",
    "Notre",
    "Nous",
    "On",
    "Or",
    "Où",
    "Par",
    "Pas",
    "Pendant",
    "Plus",
    "Plusieurs",
    "Pour",
    "Pourtant",
    "Puis",
    "Qu",
    "Quand",
    "Que",
    "Quel",
    "Quelle",
    "Quelles",
    "Quels",
    "Qui",
    "Sa",
    "Selon",
    "Ses",
    "Si",
    "Son",
    "Sous",
    "Sur",
    "Tous",
    "Tout",
    "Toute",
    "Toutes",
    "Trois",
    "Un",
    "Une",
    "Vos",
    "Votre",
    "Vous",
];

/// Articles that belong to a name when a capital follows: `J. Le Goff`, `A. Du Bellay`.
const NAME_ARTICLES: &[&str] = &["De", "Des", "Du", "D", "L", "La", "Le", "Les"];

/// The kind of the first character that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: the text ends.
    Nothing,
    /// A lower-case letter, or punctuation that closes or joins: the sentence goes on.
    Continuation,
    /// A capital, or a letter of a script without case.
    Capital,
    /// A digit.
    Digit,
    /// Any other sign.
    Sign,
}

/// What follows a terminator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'a> {
    /// The kind of what follows.
    pub(super) kind: Kind,
    /// Whether no white space or opening sign comes between.
    pub(super) is_glued: bool,
    /// The text from the first character that counts.
    pub(super) text: &'a str,
}

impl<'a> Opening<'a> {
    /// Reads what follows a terminator, past white space, opening quotes, brackets and dashes.
    pub(super) fn read(after: &'a str) -> Self {
        let mut text = skip_openers(after);
        if let Some(rest) = skip_elision(text) {
            text = skip_openers(rest);
        }
        Self { kind: kind(text), is_glued: text.len() == after.len(), text }
    }

    /// Returns whether the first word is one that opens sentences, not a name.
    pub(super) fn is_starter(&self) -> bool {
        let (word, rest) = first_word(self.text);
        let known = STARTERS.contains(&word);
        let next = rest.trim_start_matches([' ', '\'', '’', '\u{A0}']);
        let names = NAME_ARTICLES.contains(&word) && next.starts_with(char::is_uppercase);
        let is_initial = word.chars().count() == 1 && rest.starts_with(['.', '-']);
        known && !names && !is_initial
    }

    /// Returns whether a number follows, in digits or Roman, or an article's letter: `L. 122`.
    pub(super) fn is_reference(&self) -> bool {
        let (word, rest) = first_word(self.text);
        let is_roman = word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
            && !rest.starts_with(['\'', '’']);
        let is_code = word.len() == 1
            && rest
                .trim_start_matches(['.', ' ', '-', '*'])
                .starts_with(|letter: char| letter.is_ascii_digit());
        self.kind == Kind::Digit || (self.kind == Kind::Capital && (is_roman || is_code))
    }

    /// Returns whether exactly three digits follow: the rest of `16. 000`.
    pub(super) fn is_thousands(&self) -> bool {
        let (word, _) = first_word(self.text);
        word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Returns whether a capital and then a lower-case letter or an apostrophe follow.
    pub(super) fn is_capitalised(&self) -> bool {
        let mut letters = self.text.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        capital && letters.next().is_some_and(|next| next.is_lowercase() || "'’ ".contains(next))
    }
}

fn skip_openers(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(|sign: char| {
            sign.is_whitespace()
                || matches!(sign, '«' | '"' | '“' | '„' | '‘' | '(' | '[' | '—' | '–' | '•' | '*')
                || matches!(sign, '\'' | '’' | '\u{200B}' | '\u{FEFF}')
        });
        // A hyphen opens a line of dialogue or a list item only beside white space.
        let is_dash = next.starts_with("- ") || next.len() < rest.len();
        match next.strip_prefix('-') {
            Some(after) if is_dash => rest = after,
            _ => break bracketed_dots(rest, next),
        }
    }
}

/// Gives back the bracket of `(...)`, which is no opening.
fn bracketed_dots<'a>(before: &'a str, after: &'a str) -> &'a str {
    let bracket = before.len() - after.len();
    let is_elision = after.starts_with(['.', '…']);
    match bracket.checked_sub(1).and_then(|at| before.get(at..)) {
        Some(from) if is_elision && from.starts_with(['(', '[']) => from,
        _ => after,
    }
}

/// Returns what follows `(...)` or `[…]`.
fn skip_elision(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['(', '['])?;
    inside.trim_start_matches(['.', '…']).strip_prefix([')', ']'])
}

fn kind(text: &str) -> Kind {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return Kind::Nothing };
    let mut is_brand = || letters.next().is_some_and(char::is_uppercase);
    match first {
        // `iPhone`, `eBay` open sentences as capitals do.
        _ if first.is_lowercase() && is_brand() => Kind::Capital,
        _ if first.is_lowercase() => Kind::Continuation,
        _ if first.is_alphabetic() => Kind::Capital,
        _ if first.is_numeric() => Kind::Digit,
        ',' | ';' | ':' | ')' | ']' | '}' | '/' | '.' | '!' | '?' | '…' | '%' | '»' | '-' => {
            Kind::Continuation
        }
        _ => Kind::Sign,
    }
}

fn first_word(text: &str) -> (&str, &str) {
    // No starter or number looked for is longer.
    let end = text.char_indices().take(16).find(|&(_, letter)| !is_word(letter));
    text.split_at_checked(end.map_or(text.len(), |(at, _)| at)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(after: &str, kind: Kind, first: &str) {
        let opening = Opening::read(after);
        assert_eq!(opening.kind, kind, "{after}");
        assert!(opening.text.starts_with(first), "{after}");
    }

    #[test]
    fn openers_are_passed_over() {
        check(" « Oui", Kind::Capital, "Oui");
        check(" – \"Oui", Kind::Capital, "Oui");
        check(" - oui", Kind::Continuation, "oui");
        check(" (...) Il dort", Kind::Capital, "Il");
        check(" […] il dort", Kind::Continuation, "il");
        check("-Paul", Kind::Continuation, "-Paul");
    }

    #[test]
    fn brands_count_as_capitals() {
        check(" iPad", Kind::Capital, "iPad");
    }

    fn check_starter(text: &str, expected: bool) {
        assert_eq!(Opening::read(text).is_starter(), expected, "{text}");
    }

    #[test]
    fn an_article_before_a_capital_is_part_of_a_name() {
        check_starter(" Le vote", true);
        check_starter(" Le Goff", false);
        check_starter(" L'an dernier", true);
        check_starter(" J. Morel", false);
        check_starter(" Morel", false);
        check_starter(" Toulon", false);
    }

    fn check_reference(text: &str, expected: bool) {
        assert_eq!(Opening::read(text).is_reference(), expected, "{text}");
    }

    #[test]
    fn numbers_and_code_letters_are_references() {
        check_reference(" 12", true);
        check_reference(" IV", true);
        check_reference(" L. 122-1", true);
        check_reference(" A Paris", false);
        check_reference(" Il dort", false);
    }
}
