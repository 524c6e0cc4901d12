//! What the engine found out about a query, in words.

use super::count;
use crate::language::Language;
use crate::search::Notice;

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
        Notice::TooManyForms { word, kept } => {
            let kept = count(*kept as u64, Language::French);
            format!(
                "`{word}` a trop de formes\u{202f}; seules les {kept} plus fréquentes sont cherchées"
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
        Notice::TooManyForms { word, kept } => {
            let kept = count(*kept as u64, Language::English);
            format!("`{word}` has too many forms; only the {kept} most frequent ones are searched")
        }
        Notice::Synonyms { typed, added } => {
            format!("`{typed}` is also searched as {}", quoted(added))
        }
        Notice::TooManySynonyms { kept } => {
            format!("too many synonyms; only the first {kept} are searched")
        }
    }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
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
