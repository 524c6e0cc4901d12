//! What the engine found out about a query, in words.

use super::{count, plural};
use crate::language::Language;
use crate::search::{Change, Notice, PartCount};

/// Returns a notice as one line for people.
pub fn notice(notice: &Notice, language: Language) -> String {
    match language {
        Language::French => french(notice),
        Language::English => english(notice),
    }
}

fn french(notice: &Notice) -> String {
    match notice {
        Notice::NothingFound { part } => format!("aucun article ne contient `{part}`"),
        Notice::PartCounts { parts } => {
            format!("articles par élément\u{202f}: {}", counted(parts, Language::French))
        }
        Notice::Instead { change, query, articles } => {
            let articles = articles_found(*articles, Language::French);
            format!("{}\u{202f}: {articles}", french_change(change, query))
        }
        Notice::MissingWords { words } => {
            let words = quoted(words);
            format!("aucun article n’a tous les mots\u{202f}; le premier n’a pas {words}")
        }
        Notice::TooManyForms { word, kept } => {
            let kept = count(*kept as u64, Language::French);
            format!(
                "`{word}` a trop de formes\u{202f}; seules les {kept} plus fréquentes sont cherchées"
            )
        }
        Notice::TooManyPairs { part, kept } => {
            let kept = count(*kept as u64, Language::French);
            format!(
                "`{part}` demande trop de rapprochements\u{202f}; {kept} sont faits un à un, les autres en bloc"
            )
        }
        Notice::TooManyFuzzyWords { kept } => {
            format!("seuls les {kept} premiers mots approchés sont cherchés comme tels")
        }
        Notice::TooManyTruncatedWords { kept } => {
            format!("seuls les {kept} premiers mots tronqués sont cherchés comme tels")
        }
        Notice::TooManyToRead { read } => {
            let read = count(*read as u64, Language::French);
            format!(
                "trop d’articles où comparer les lettres\u{202f}; seuls les {read} premiers sont lus, les autres sont omis"
            )
        }
        Notice::Synonyms { typed, added } => {
            format!("`{typed}` cherche aussi {}", quoted(added))
        }
        Notice::TooManySynonyms { kept } => {
            format!("trop de synonymes\u{202f}; seuls les {kept} premiers sont cherchés")
        }
    }
}

fn english(notice: &Notice) -> String {
    match notice {
        Notice::NothingFound { part } => format!("no article contains `{part}`"),
        Notice::PartCounts { parts } => {
            format!("articles for each part: {}", counted(parts, Language::English))
        }
        Notice::Instead { change, query, articles } => {
            let articles = articles_found(*articles, Language::English);
            format!("{}: {articles}", english_change(change, query))
        }
        Notice::MissingWords { words } => {
            format!("no article has all of the words; the first one lacks {}", quoted(words))
        }
        Notice::TooManyForms { word, kept } => {
            let kept = count(*kept as u64, Language::English);
            format!("`{word}` has too many forms; only the {kept} most frequent ones are searched")
        }
        Notice::TooManyPairs { part, kept } => {
            let kept = count(*kept as u64, Language::English);
            format!("`{part}` asks for too many pairs; {kept} are looked at one by one")
        }
        Notice::TooManyFuzzyWords { kept } => {
            format!("only the first {kept} fuzzy words are searched as such")
        }
        Notice::TooManyTruncatedWords { kept } => {
            format!("only the first {kept} truncated words are searched as such")
        }
        Notice::TooManyToRead { read } => {
            let read = count(*read as u64, Language::English);
            format!(
                "too many articles to compare letters in; the first {read} are read, others are left out"
            )
        }
        Notice::Synonyms { typed, added } => {
            format!("`{typed}` is also searched as {}", quoted(added))
        }
        Notice::TooManySynonyms { kept } => {
            format!("too many synonyms; only the first {kept} are searched")
        }
    }
}

fn french_change(change: &Change, query: &str) -> String {
    match change {
        Change::Inflected => format!("avec les formes fléchies, `{query}`"),
        Change::Nearby { part } => format!("mots voisins au lieu de `{part}`, `{query}`"),
        Change::Wider { part } => format!("plus large que `{part}`, `{query}`"),
        Change::AnyDate => "quelle que soit la date".to_owned(),
        Change::AnySource => "quelle que soit la source".to_owned(),
        Change::Without { part } => format!("sans `{part}`, `{query}`"),
        Change::Anywhere { .. } => format!("n’importe où dans l’article, `{query}`"),
    }
}

fn english_change(change: &Change, query: &str) -> String {
    match change {
        Change::Inflected => format!("with inflected forms, `{query}`"),
        Change::Nearby { part } => format!("words near each other instead of `{part}`, `{query}`"),
        Change::Wider { part } => format!("wider than `{part}`, `{query}`"),
        Change::AnyDate => "whatever the date".to_owned(),
        Change::AnySource => "whatever the source".to_owned(),
        Change::Without { part } => format!("without `{part}`, `{query}`"),
        Change::Anywhere { .. } => format!("anywhere in the article, `{query}`"),
    }
}

fn counted(parts: &[PartCount], language: Language) -> String {
    let part = |part: &PartCount| format!("`{}` {}", part.part, count(part.articles, language));
    parts.iter().map(part).collect::<Vec<_>>().join(" · ")
}

fn articles_found(articles: u64, language: Language) -> String {
    let noun = if plural(articles, language) { "articles" } else { "article" };
    format!("{} {noun}", count(articles, language))
}

fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_the_part_it_speaks_of() {
        let too_many = Notice::TooManyForms { word: "in*".to_owned(), kept: 1000 };
        let added = vec!["Corée du Nord".to_owned(), "Pyongyang".to_owned()];
        for (found, english, french) in [
            (
                Notice::Synonyms { typed: "RPDC".to_owned(), added },
                "`RPDC` is also searched as `Corée du Nord`, `Pyongyang`",
                "`RPDC` cherche aussi `Corée du Nord`, `Pyongyang`",
            ),
            (
                Notice::NothingFound { part: "Zorglub".to_owned() },
                "no article contains `Zorglub`",
                "aucun article ne contient `Zorglub`",
            ),
            (
                too_many,
                "`in*` has too many forms; only the 1,000 most frequent ones are searched",
                "`in*` a trop de formes\u{202f}; seules les 1\u{202f}000 plus fréquentes sont cherchées",
            ),
        ] {
            assert_eq!(notice(&found, Language::English), english);
            assert_eq!(notice(&found, Language::French), french);
        }
    }
}
