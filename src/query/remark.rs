//! What is said about a query that was not understood as it was written, in both languages.

use super::ast::Remark;
use super::limit::{
    MAX_CLAUSES, MAX_DEPTH, MAX_NEAR_CHAIN, MAX_NUMBER, MAX_QUERY_BYTES, MAX_SLOP, MAX_WEIGHT,
    MIN_WEIGHT,
};
use crate::language::Language;

/// What happened to a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemarkKind {
    /// The text is longer than a query may be; the rest was left out.
    TooLong,
    /// There are more words than a query may hold; the rest was left out.
    TooManyClauses,
    /// Parentheses or prefixes are nested too deeply; this one was left out.
    TooDeep,
    /// A quote is not closed; its words are taken one by one.
    UnclosedQuote,
    /// A phrase has no words.
    EmptyPhrase,
    /// A parenthesis is not closed; it is closed at the end.
    UnclosedParenthesis,
    /// A parenthesis is closed that was not opened; it was left out.
    UnopenedParenthesis,
    /// An operator lacks something on one side; it is taken as text.
    OperatorAsText(String),
    /// All of the query is in capitals, as a headline; its operators are taken as text.
    CapitalsAsText,
    /// A sign has nothing to work on; it was left out.
    LoneSign(String),
    /// Two signs on a word contradict each other; one was left out.
    OperatorsClash,
    /// A mask must begin with a letter; the star was left out.
    LeadingStar,
    /// A minus before a number belongs to the number.
    MinusBeforeNumber(String),
    /// No field has this name; it is taken as text.
    UnknownField(String),
    /// Nothing follows the colon of a field at once; the name is taken as text.
    FieldWithoutValue(String),
    /// This is no date; it is taken as text.
    NotADate(String),
    /// An age was given where nobody knows what day it is; it was left out.
    NoToday(String),
    /// The range ends before it begins; it is read the other way round.
    ReversedRange(String),
    /// A weight is too small or too large; it was left out.
    WeightOutOfRange,
    /// A word inside a phrase has no weight of its own.
    WeightInPhrase,
    /// The slop was cut to the largest one.
    SlopCut,
    /// A number of words or mentions was cut to the largest one.
    NumberCut(String),
    /// Only words and phrases can be near each other; both sides are required instead.
    NearNeedsWords,
    /// Too many proximity operators in a row; this one is taken as text.
    NearChainTooLong,
    /// There is no word to look for.
    NothingToFind,
}

impl RemarkKind {
    /// Tells whether a part of the query was left out because of its size.
    pub fn is_limit(&self) -> bool {
        use RemarkKind::{NearChainTooLong, TooDeep, TooLong, TooManyClauses};
        matches!(self, NearChainTooLong | TooDeep | TooLong | TooManyClauses)
    }
}

impl Remark {
    /// Returns the remark as a sentence: lower-case, without final period.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::French => french(&self.kind),
            Language::English => english(&self.kind),
        }
    }
}

fn french(kind: &RemarkKind) -> String {
    use RemarkKind::*;
    let quoted = |value: &str| format!("«\u{202f}{value}\u{202f}»");
    match kind {
        TooLong => format!("requête coupée à {} octets", spaced(MAX_QUERY_BYTES)),
        TooManyClauses => format!("requête coupée à {MAX_CLAUSES} mots"),
        TooDeep => format!("plus de {MAX_DEPTH} niveaux de parenthèses\u{202f}; celui-ci est omis"),
        UnclosedQuote => "guillemet non fermé\u{202f}; les mots sont pris un à un".into(),
        EmptyPhrase => "expression sans mots, omise".into(),
        UnclosedParenthesis => "parenthèse non fermée\u{202f}; elle se ferme à la fin".into(),
        UnopenedParenthesis => "parenthèse jamais ouverte, omise".into(),
        OperatorAsText(sign) => {
            format!("il manque un côté à {}, pris comme du texte", quoted(sign))
        }
        CapitalsAsText => {
            "tout est en capitales, comme un titre\u{202f}; ET, OU, SAUF sont des mots".into()
        }
        LoneSign(sign) => format!("{} ne porte sur rien, omis", quoted(sign)),
        OperatorsClash => "ces signes se contredisent\u{202f}; l’un d’eux est omis".into(),
        LeadingStar => "un mot tronqué commence par une lettre\u{202f}; l’étoile est omise".into(),
        MinusBeforeNumber(number) => format!(
            "{} est lu comme un nombre\u{202f}; pour l’exclure, écrire SAUF",
            quoted(number)
        ),
        UnknownField(name) => format!("aucun champ {}, pris comme du texte", quoted(name)),
        FieldWithoutValue(name) => {
            format!("rien ne suit {} aussitôt, pris comme du texte", quoted(name))
        }
        NotADate(value) => format!("{} n’est pas une date, pris comme du texte", quoted(value)),
        NoToday(value) => format!("{} se compte à partir d’un jour inconnu, omis", quoted(value)),
        ReversedRange(value) => {
            format!("{} finit avant de commencer\u{202f}; les bornes sont échangées", quoted(value))
        }
        WeightOutOfRange => format!(
            "un poids va de {} à {}\u{202f}; celui-ci est omis",
            MIN_WEIGHT.to_string().replace('.', ","),
            spaced(MAX_WEIGHT as usize)
        ),
        WeightInPhrase => "pas de poids à l’intérieur d’une expression, omis".into(),
        SlopCut => format!("écart ramené à {MAX_SLOP}"),
        NumberCut(sign) => {
            format!("{}\u{202f}: nombre ramené à {}", quoted(sign), spaced(MAX_NUMBER as usize))
        }
        NearNeedsWords => {
            "seuls des mots et des expressions ont des voisins\u{202f}; les deux côtés sont exigés"
                .into()
        }
        NearChainTooLong => {
            format!("plus de {MAX_NEAR_CHAIN} voisinages à la suite\u{202f}; celui-ci est omis")
        }
        NothingToFind => "aucun mot à chercher".into(),
    }
}

/// Groups digits by three with a narrow no-break space.
fn spaced(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{}\u{202f}{:03}", spaced(number / 1000), number % 1000),
    }
}

fn english(kind: &RemarkKind) -> String {
    use RemarkKind::*;
    match kind {
        TooLong => format!("query cut at {MAX_QUERY_BYTES} bytes"),
        TooManyClauses => format!("query cut at {MAX_CLAUSES} words"),
        TooDeep => format!("more than {MAX_DEPTH} levels of parentheses, this one is left out"),
        UnclosedQuote => "quote not closed, its words are taken one by one".into(),
        EmptyPhrase => "phrase without words, left out".into(),
        UnclosedParenthesis => "parenthesis not closed, it closes at the end".into(),
        UnopenedParenthesis => "parenthesis never opened, left out".into(),
        OperatorAsText(sign) => format!("`{sign}` lacks one side, taken as text"),
        CapitalsAsText => {
            "all in capitals like a headline, so `ET`, `OU`, `SAUF`, `AND`, `OR`, `NOT` are words"
                .into()
        }
        LoneSign(sign) => format!("`{sign}` has nothing to work on, left out"),
        OperatorsClash => "these signs contradict each other, one is left out".into(),
        LeadingStar => "a truncated word begins with a letter, the star is left out".into(),
        MinusBeforeNumber(number) => {
            format!("`{number}` is read as a number, write `SAUF` before it to exclude it")
        }
        UnknownField(name) => format!("no field `{name}`, taken as text"),
        FieldWithoutValue(name) => format!("nothing follows `{name}` at once, taken as text"),
        NotADate(value) => format!("`{value}` is no date, taken as text"),
        NoToday(value) => format!("`{value}` counts from an unknown day, left out"),
        ReversedRange(value) => format!("`{value}` ends before it begins, its ends are exchanged"),
        WeightOutOfRange => {
            format!("a weight goes from {MIN_WEIGHT} to {MAX_WEIGHT}, this one is left out")
        }
        WeightInPhrase => "no weight inside a phrase, left out".into(),
        SlopCut => format!("slop cut to {MAX_SLOP}"),
        NumberCut(sign) => format!("number in `{sign}` cut to {MAX_NUMBER}"),
        NearNeedsWords => "only words and phrases can be near, both sides are required".into(),
        NearChainTooLong => {
            format!("more than {MAX_NEAR_CHAIN} proximities in a row, this one is left out")
        }
        NothingToFind => "no word to look for".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    fn check(input: &str, french: &str, english: &str) {
        let remark = Query::parse(input).remarks.remove(0);
        let french = french.replace("« ", "«\u{202f}").replace(" »", "\u{202f}»");
        assert_eq!(remark.message(Language::French), french.replace(" ;", "\u{202f};"), "{input}");
        assert_eq!(remark.message(Language::English), english, "{input}");
    }

    #[test]
    fn a_message_names_the_text_it_is_about() {
        check(
            "paix OU",
            "il manque un côté à « OU », pris comme du texte",
            "`OU` lacks one side, taken as text",
        );
        check(
            "paix /1000000 prix",
            "« /1000000 »\u{202f}: nombre ramené à 100\u{202f}000",
            "number in `/1000000` cut to 100000",
        );
        check(
            "prix^5000",
            "un poids va de 0,01 à 1\u{202f}000 ; celui-ci est omis",
            "a weight goes from 0.01 to 1000, this one is left out",
        );
    }
}
