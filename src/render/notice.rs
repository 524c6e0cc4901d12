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
        Notice::TooManyPairs { part, kept } => {
            let kept = count(*kept as u64, Language::French);
            format!(
                "`{part}` demande trop de rapprochements\u{202f}; {kept} sont faits un à un, les autres en bloc"
            )
        }
        Notice::NotEvaluated { part } => {
            format!("`{part}` n’est pas encore évalué\u{202f}; ses mots sont cherchés tels quels")
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
        Notice::TooManyPairs { part, kept } => {
            let kept = count(*kept as u64, Language::English);
            format!("`{part}` asks for too many pairs; {kept} are looked at one by one")
        }
        Notice::NotEvaluated { part } => {
            format!("`{part}` is not evaluated yet; its words are searched as they stand")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_the_part_it_speaks_of() {
        let too_many = Notice::TooManyForms { word: "in*".to_owned(), kept: 1000 };
        for (found, english, french) in [
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
