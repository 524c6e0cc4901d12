//! Says in words what a query asks for.

use super::ast::{DateRange, Field, Matching, Phrase, Query, Within, Word};
use crate::language::Language;

impl Query {
    /// Returns the query in words, such as ``the phrase `accord de paix` and without `Kiev` ``.
    pub fn explain(&self, language: Language) -> String {
        match language {
            Language::French => explain(self, &FRENCH),
            Language::English => explain(self, &ENGLISH),
        }
    }
}

/// The turns of a language; `{}` stands for a part, `#` for a number.
struct Turns {
    quoted: &'static str,
    nothing: &'static str,
    exact: &'static str,
    identical: &'static str,
    prefix: &'static str,
    wildcard: &'static str,
    fuzzy: &'static str,
    phrase: &'static str,
    exact_phrase: &'static str,
    slop: &'static str,
    words: &'static str,
    required: &'static str,
    and: &'static str,
    or: &'static str,
    without: &'static str,
    within: &'static str,
    ordered: &'static str,
    sentence: &'static str,
    paragraph: &'static str,
    dated: &'static str,
    since: &'static str,
    until: &'static str,
    between: &'static str,
    at_least: &'static str,
    lead: &'static str,
    weight: &'static str,
    decimal: &'static str,
    field: fn(Field) -> &'static str,
}

const FRENCH: Turns = Turns {
    quoted: "«\u{202f}{}\u{202f}»",
    nothing: "rien",
    exact: "{} sous cette forme",
    identical: "{} à la lettre près",
    prefix: "un mot qui commence par {}",
    wildcard: "un mot de la forme {}",
    fuzzy: "un mot proche de {}",
    phrase: "l’expression {}",
    exact_phrase: "l’expression {} sous cette forme",
    slop: "{} à # mots près",
    words: "de préférence tous ces mots\u{202f}: {}",
    required: "{} (exigé)",
    and: " et ",
    or: " ou ",
    without: "sans {}",
    within: "{} à # mots au plus de ",
    ordered: "{} suivi à # mots au plus de ",
    sentence: "{} dans la même phrase que ",
    paragraph: "{} dans le même paragraphe que ",
    dated: "daté de {}",
    since: "daté de {} ou après",
    until: "daté de {} ou avant",
    between: "daté de {} à ",
    at_least: "au moins # fois {}",
    lead: "dans les # premiers mots {}",
    weight: "{} (poids #)",
    decimal: ",",
    field: |field| match field {
        Field::Title => "dans le titre {}",
        Field::Source => "dans la source {}",
        Field::Author => "dans le nom de l’auteur {}",
        Field::Section => "dans la rubrique {}",
        Field::Url => "dans l’adresse {}",
        Field::Lang => "dans la langue {}",
    },
};

const ENGLISH: Turns = Turns {
    quoted: "`{}`",
    nothing: "nothing",
    exact: "{} in this form",
    identical: "{} to the letter",
    prefix: "a word that begins with {}",
    wildcard: "a word shaped like {}",
    fuzzy: "a word close to {}",
    phrase: "the phrase {}",
    exact_phrase: "the phrase {} in this form",
    slop: "{} give or take # words",
    words: "best all of these words: {}",
    required: "{} (required)",
    and: " and ",
    or: " or ",
    without: "without {}",
    within: "{} at most # words away from ",
    ordered: "{} followed within # words by ",
    sentence: "{} in the same sentence as ",
    paragraph: "{} in the same paragraph as ",
    dated: "dated {}",
    since: "dated {} or later",
    until: "dated {} or earlier",
    between: "dated from {} to ",
    at_least: "at least # times {}",
    lead: "in the first # words {}",
    weight: "{} (weight #)",
    decimal: ".",
    field: |field| match field {
        Field::Title => "in the title {}",
        Field::Source => "in the source {}",
        Field::Author => "in the name of the author {}",
        Field::Section => "in the section {}",
        Field::Url => "in the address {}",
        Field::Lang => "in the language {}",
    },
};

fn explain(query: &Query, turns: &Turns) -> String {
    match query {
        Query::Nothing => turns.nothing.to_owned(),
        Query::Word(word) => explain_word(word, turns),
        Query::Phrase(phrase) => explain_phrase(phrase, turns),
        Query::Words(parts) => fill(turns.words, &listed(parts, ", ", turns)),
        Query::Required(of) => fill(turns.required, &part(of, turns)),
        Query::All(parts) => listed(parts, turns.and, turns),
        Query::Any(parts) => listed(parts, turns.or, turns),
        Query::Not(of) => fill(turns.without, &excluded(of, turns)),
        Query::Near { left, right, within, is_ordered } => {
            let turn = match within {
                Within::Words(number) if *is_ordered => count(turns.ordered, number),
                Within::Words(number) => count(turns.within, number),
                Within::Sentence => turns.sentence.to_owned(),
                Within::Paragraph => turns.paragraph.to_owned(),
            };
            fill(&turn, &part(left, turns)) + &part(right, turns)
        }
        Query::In(field, of) => fill((turns.field)(*field), &part(of, turns)),
        Query::Dated(range) => explain_range(range, turns),
        Query::AtLeast { count: number, of } => {
            fill(&count(turns.at_least, number), &part(of, turns))
        }
        Query::Lead { words, of } => fill(&count(turns.lead, words), &part(of, turns)),
        Query::Weight { factor, of } => {
            let factor = factor.to_string().replace('.', turns.decimal);
            fill(&count(turns.weight, &factor), &part(of, turns))
        }
    }
}

/// Explains a part, in parentheses when it has parts itself.
fn part(query: &Query, turns: &Turns) -> String {
    let text = explain(query, turns);
    match query {
        Query::Words(_) | Query::All(_) | Query::Any(_) | Query::Near { .. } => format!("({text})"),
        _ => text,
    }
}

/// Explains what is excluded, in parentheses when it would not read as a thing.
fn excluded(query: &Query, turns: &Turns) -> String {
    let is_thing = !matches!(
        query,
        Query::In(..)
            | Query::AtLeast { .. }
            | Query::Lead { .. }
            | Query::Dated(_)
            | Query::Not(_)
    );
    if is_thing { part(query, turns) } else { format!("({})", explain(query, turns)) }
}

fn listed(parts: &[Query], between: &str, turns: &Turns) -> String {
    parts.iter().map(|query| part(query, turns)).collect::<Vec<_>>().join(between)
}

fn explain_word(word: &Word, turns: &Turns) -> String {
    let quoted = fill(turns.quoted, &word.text);
    let turn = match word.matching {
        Matching::Inflected => return quoted,
        Matching::Exact => turns.exact,
        Matching::Identical => turns.identical,
        Matching::Prefix => turns.prefix,
        Matching::Wildcard => turns.wildcard,
        Matching::Fuzzy => turns.fuzzy,
    };
    fill(turn, &quoted)
}

/// A phrase is quoted as it prints, so that `emploi*` keeps its star.
fn explain_phrase(phrase: &Phrase, turns: &Turns) -> String {
    let printed = Query::Phrase(Phrase { slop: 0, ..phrase.clone() }).to_string();
    let (turn, printed) = match printed.strip_prefix('=') {
        Some(printed) => (turns.exact_phrase, printed),
        None => (turns.phrase, printed.as_str()),
    };
    let text = fill(turn, &fill(turns.quoted, printed.trim_matches('"')));
    match phrase.slop {
        0 => text,
        slop => fill(&count(turns.slop, &slop), &text),
    }
}

fn explain_range(range: &DateRange, turns: &Turns) -> String {
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => fill(turns.dated, &from.to_string()),
        (Some(from), Some(to)) => fill(turns.between, &from.to_string()) + &to.to_string(),
        (Some(from), None) => fill(turns.since, &from.to_string()),
        (None, Some(to)) => fill(turns.until, &to.to_string()),
        (None, None) => turns.nothing.to_owned(),
    }
}

fn fill(turn: &str, part: &str) -> String {
    turn.replacen("{}", part, 1)
}

fn count(turn: &str, number: &impl ToString) -> String {
    turn.replacen('#', &number.to_string(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, french: &str, english: &str) {
        let query = Query::parse(input).query;
        let french = french.replace("« ", "«\u{202f}").replace(" »", "\u{202f}»");
        assert_eq!(query.explain(Language::French), french.replace(" :", "\u{202f}:"), "{input}");
        assert_eq!(query.explain(Language::English), english, "{input}");
    }

    #[test]
    fn words_side_by_side_are_a_preference() {
        check(
            "hausse prix",
            "de préférence tous ces mots : « hausse », « prix »",
            "best all of these words: `hausse`, `prix`",
        );
    }

    #[test]
    fn operators_become_words() {
        check(
            "\"pouvoir d'achat\"~2 /10 (salair* OU =paie) SAUF titre:~Bercy^2",
            "(l’expression « pouvoir d'achat » à 2 mots près à 10 mots au plus de (un mot qui \
             commence par « salair » ou « paie » sous cette forme)) et sans (dans le titre un mot \
             proche de « Bercy » (poids 2))",
            "(the phrase `pouvoir d'achat` give or take 2 words at most 10 words away from (a word \
             that begins with `salair` or `paie` in this form)) and without (in the title a word \
             close to `Bercy` (weight 2))",
        );
    }

    #[test]
    fn dates_and_mentions_are_conditions() {
        check(
            "min3:Oslo ET date:2024-06..",
            "au moins 3 fois « Oslo » et daté de 2024-06 ou après",
            "at least 3 times `Oslo` and dated 2024-06 or later",
        );
    }
}
