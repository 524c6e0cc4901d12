//! Why an article is not found, as a list of conditions for people.

use super::{clean, date};
use crate::language::Language;
use crate::search::{Condition, Finding, WhyNot};

/// Columns by which the parts of a condition are set in.
const STEP: usize = 2;

/// Returns the answer as text: a first line with the verdict, then a line for each condition, `✓`
/// before those that hold and `✗` before the others.
pub fn why_not(answer: &WhyNot, language: Language) -> String {
    let id = clean(&answer.article.id);
    let verdict = match (answer.rank, answer.condition.holds, language) {
        (Some(rank), _, Language::French) => format!("`{id}` est trouvé, au rang {rank}"),
        (Some(rank), _, Language::English) => format!("`{id}` is found, at rank {rank}"),
        (None, true, Language::French) => format!("`{id}` est trouvé"),
        (None, true, Language::English) => format!("`{id}` is found"),
        (None, false, Language::French) => format!("`{id}` n’est pas trouvé"),
        (None, false, Language::English) => format!("`{id}` is not found"),
    };
    let mut out = format!("{verdict}\n");
    push(&mut out, &answer.condition, 0, language);
    out
}

fn push(out: &mut String, condition: &Condition, depth: usize, language: Language) {
    let sign = if condition.holds { '✓' } else { '✗' };
    let indent = " ".repeat(depth * STEP);
    let colon = match language {
        Language::French => "\u{202f}: ",
        Language::English => ": ",
    };
    let found = match language {
        Language::French => french(&condition.finding),
        Language::English => english(&condition.finding),
    };
    let found = if found.is_empty() { found } else { format!("{colon}{}", clean(&found)) };
    out.push_str(&format!("{indent}{sign} {}{found}\n", clean(&condition.part)));
    for part in &condition.parts {
        push(out, part, depth + 1, language);
    }
}

fn french(finding: &Finding) -> String {
    match finding {
        Finding::Parts => String::new(),
        Finding::Present { mentions } => format!("{mentions} fois"),
        Finding::OnlyInTitle => "dans le titre seulement".to_owned(),
        Finding::Absent => "absent".to_owned(),
        Finding::Related { forms } => format!("a seulement {}, apparenté", listed(forms)),
        Finding::OtherForms { forms } => format!("a une autre forme, {}", listed(forms)),
        Finding::OtherAccents { forms } => format!("a {}, d’autres accents", listed(forms)),
        Finding::Apart { stretch } => {
            format!("les mots y sont, mais pas ainsi\u{202f}; au plus près en {stretch} mots")
        }
        Finding::TooFar { distance, allowed } => format!("distance {distance} > {allowed}"),
        Finding::WrongOrder => "assez proches, dans l’autre ordre".to_owned(),
        Finding::OtherSentence { distance } => {
            format!("dans d’autres phrases, distance {distance}")
        }
        Finding::OtherParagraph { distance } => {
            format!("dans d’autres paragraphes, distance {distance}")
        }
        Finding::OtherZone => "les uns dans le titre, les autres dans le texte".to_owned(),
        Finding::Excluded => "exclu, et l’article l’a".to_owned(),
        Finding::Dated { date: Some(day) } => {
            format!("daté du {}", date(*day, Language::French))
        }
        Finding::Dated { date: None } => "sans date".to_owned(),
        Finding::Field { value: Some(value) } => format!("l’article a «\u{202f}{value}\u{202f}»"),
        Finding::Field { value: None } => "l’article n’en a pas".to_owned(),
        Finding::Mentions { found, wanted } => format!("{found} sur {wanted}"),
        Finding::FirstAt { word: Some(word), allowed } => {
            format!("d’abord au mot {word}, limite {allowed}")
        }
        Finding::FirstAt { word: None, .. } => "absent du texte".to_owned(),
    }
}

fn english(finding: &Finding) -> String {
    match finding {
        Finding::Parts => String::new(),
        Finding::Present { mentions: 1 } => "once".to_owned(),
        Finding::Present { mentions } => format!("{mentions} times"),
        Finding::OnlyInTitle => "in the title only".to_owned(),
        Finding::Absent => "absent".to_owned(),
        Finding::Related { forms } => format!("has only {}, a related word", listed(forms)),
        Finding::OtherForms { forms } => format!("has another form, {}", listed(forms)),
        Finding::OtherAccents { forms } => format!("has {}, with other accents", listed(forms)),
        Finding::Apart { stretch } => {
            format!("the words are there, not like this; nearest within {stretch} words")
        }
        Finding::TooFar { distance, allowed } => format!("distance {distance} > {allowed}"),
        Finding::WrongOrder => "near enough, in the other order".to_owned(),
        Finding::OtherSentence { distance } => format!("in other sentences, distance {distance}"),
        Finding::OtherParagraph { distance } => {
            format!("in other paragraphs, distance {distance}")
        }
        Finding::OtherZone => "some in the title, others in the text".to_owned(),
        Finding::Excluded => "excluded, and the article has it".to_owned(),
        Finding::Dated { date: Some(day) } => format!("dated {}", date(*day, Language::English)),
        Finding::Dated { date: None } => "without a date".to_owned(),
        Finding::Field { value: Some(value) } => format!("the article has `{value}`"),
        Finding::Field { value: None } => "the article has none".to_owned(),
        Finding::Mentions { found, wanted } => format!("{found} of {wanted}"),
        Finding::FirstAt { word: Some(word), allowed } => {
            format!("first at word {word}, limit {allowed}")
        }
        Finding::FirstAt { word: None, .. } => "not in the text".to_owned(),
    }
}

fn listed(forms: &[String]) -> String {
    let forms: Vec<String> = forms.iter().map(|form| format!("`{form}`")).collect();
    forms.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(finding: Finding, in_french: &str, in_english: &str) {
        assert_eq!(
            (french(&finding).as_str(), english(&finding).as_str()),
            (in_french, in_english)
        );
    }

    #[test]
    fn a_finding_is_told_in_both_languages() {
        let forms = vec!["gelée".to_owned()];
        check(
            Finding::Related { forms },
            "a seulement `gelée`, apparenté",
            "has only `gelée`, a related word",
        );
        check(
            Finding::TooFar { distance: 14, allowed: 10 },
            "distance 14 > 10",
            "distance 14 > 10",
        );
        let finding = Finding::Dated { date: "2024-06-19".parse().ok() };
        check(finding, "daté du 19 juin 2024", "dated 19 June 2024");
        check(Finding::Mentions { found: 2, wanted: 3 }, "2 sur 3", "2 of 3");
    }
}
