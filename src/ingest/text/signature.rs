//! Lines that sign an article: names of papers and persons, agencies and a date, with signs
//! between them.

use super::facts::{Facts, agencies};
use super::line::{Line, key};
use super::noise::is_reading_time;
use super::person::ends_as_initials;
use crate::article::read_date_line;

/// Paper, section, writer, function and dates are not longer.
const MAX_SIGNATURE_BYTES: usize = 200;

/// A section that is in no table, `Chronique judiciaire`, has no more words.
const MAX_SECTION_WORDS: usize = 3;

/// Longest signature that may end with a full stop: `Par Anne M.`
const MAX_STOPPED_WORDS: usize = 6;

const DASHES: [&str; 9] = [" — ", " – ", " - ", " -- ", " · ", " • ", " / ", " > ", " // "];

/// Reads a line, all of whose parts are facts; a date alone is left to the reader of dates.
pub(super) fn read(text: &str) -> Option<Facts> {
    if text.len() > MAX_SIGNATURE_BYTES || text.ends_with(':') || ends_as_prose(text) {
        return None;
    }
    let chunks = chunks(without_count(text));
    let mut facts = Facts::default();
    let mut left: Vec<&str> = Vec::new();
    for chunk in &chunks {
        if !read_chunk(chunk, &mut facts) {
            left.push(chunk);
        }
    }
    let is_read = match left.as_slice() {
        [] => true,
        [one] => read_last(one, chunks.first() == Some(one), &mut facts),
        [first, second] => {
            chunks.first() == Some(first)
                && read_last(first, true, &mut facts)
                && read_last(second, false, &mut facts)
        }
        _ => false,
    };
    (is_read && tells(&facts)).then_some(facts)
}

/// Returns whether a line ends as a sentence does; initials and short lines do not tell.
pub(super) fn ends_as_prose(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    text.ends_with(['.', '!', '?'])
        && !ends_as_initials(last)
        && text.split_whitespace().count() > MAX_STOPPED_WORDS
}

/// Cuts `0 commentaires` and the tags behind it.
fn without_count(text: &str) -> &str {
    const COUNTED: [&str; 6] =
        [" commentaire", " Commentaire", " comment", " Comment", " réaction", " partage"];
    let is_digit = |letter: char| letter.is_ascii_digit();
    let heads = COUNTED.iter().filter_map(|word| text.split_once(word)).map(|(head, _)| head);
    let head = heads.filter(|head| head.ends_with(is_digit)).min_by_key(|head| head.len());
    head.map_or(text, |head| head.trim_end_matches(is_digit).trim())
}

/// A date or a section alone is not a signature.
fn tells(facts: &Facts) -> bool {
    let has_name = facts.paper.is_some() || facts.agency.is_some() || facts.author.is_some();
    has_name || facts.is_signed || (facts.section.is_some() && facts.date.is_some())
}

fn chunks(text: &str) -> Vec<&str> {
    let mut chunks = vec![text];
    for dash in DASHES {
        chunks = chunks.into_iter().flat_map(|chunk| chunk.split(dash)).collect();
    }
    let parts = chunks.into_iter().flat_map(|chunk| chunk.split(['|', '(', ')', '[', ']']));
    parts.map(str::trim).filter(|chunk| chunk.contains(char::is_alphanumeric)).collect()
}

fn read_chunk(chunk: &str, facts: &mut Facts) -> bool {
    if let Some(found) = read_date_line(chunk) {
        if facts.date.is_none() || (facts.is_update && !found.is_update) {
            (facts.date, facts.is_update) = (Some(found.date), found.is_update);
        }
        return found.rest.iter().all(|run| facts.read(run));
    }
    is_reading_time(&Line::new(chunk, false)) || is_time_of_update(chunk) || read_runs(chunk, facts)
}

/// Reads `Anne Roy, à Gao`; `AFP, ATS` is one fact.
fn read_runs(chunk: &str, facts: &mut Facts) -> bool {
    if chunk.contains(',') && agencies(chunk).is_none() {
        return chunk.split(',').all(|run| facts.read(run.trim()) || is_calling(run, facts));
    }
    facts.read(chunk)
}

/// `viticultrice à Lutry`, behind a name that `Par` announces.
fn is_calling(run: &str, facts: &Facts) -> bool {
    let is_small = run.trim().starts_with(char::is_lowercase);
    facts.is_signed && is_small && run.split_whitespace().count() <= MAX_CALLING_WORDS
}

/// `professeure de droit public` has four words.
const MAX_CALLING_WORDS: usize = 5;

/// `MAJ à 14h02`
fn is_time_of_update(chunk: &str) -> bool {
    let folded = key(chunk);
    let labels = ["maj", "mis a jour", "mise a jour", "modifie", "publie"];
    let rest = labels.iter().find_map(|label| folded.strip_prefix(label));
    let is_hour = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_digit())
            || ["a", "le", "h", "heures", ":", "hier"].contains(&word)
    };
    rest.is_some_and(|rest| rest.split_whitespace().all(is_hour))
}

/// A part that is in no table: the paper when it comes first, else a section.
fn read_last(chunk: &str, is_first: bool, facts: &mut Facts) -> bool {
    let is_signed = facts.date.is_some() || facts.is_signed;
    if is_first && is_signed && facts.paper.is_none() {
        return facts.read_titled(chunk);
    }
    let is_short = chunk.split_whitespace().count() <= MAX_SECTION_WORDS;
    let is_section = is_short && chunk.starts_with(char::is_uppercase) && !chunk.contains(',');
    if is_section && facts.date.is_some() && facts.paper.is_some() {
        facts.section.get_or_insert_with(|| chunk.to_owned());
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks date, paper, agency and author, parted by semicolons.
    fn check(text: &str, expected: &str) {
        let told = read(text).map(|facts| {
            let date = facts.date.map(|date| date.to_string());
            let parts = [date, facts.paper, facts.agency, facts.author];
            parts.map(Option::unwrap_or_default).join(";")
        });
        assert_eq!(told.as_deref().unwrap_or("-"), expected, "{text}");
    }

    #[test]
    fn paper_person_and_date_come_in_any_order() {
        check("Le Val — Anne Roy — 3 mai 2021", "2021-05-03;Le Val;;Anne Roy");
        check("3 mai 2021 | Anne Roy | La Voix du Lac", "2021-05-03;La Voix du Lac;;Anne Roy");
        check("Anne Roy, La Voix du Lac", ";La Voix du Lac;;Anne Roy");
        check("Le Val — Eau et forêts — Mia Kone — 3 mai 2021", "2021-05-03;Le Val;;Mia Kone");
        check("Par Anne Roy — Le Courrier du Val", ";Le Courrier du Val;;Anne Roy");
        check("3 mai 2021 Anne Roy 0 Commentaires crue", "2021-05-03;;;Anne Roy");
        check("Société - Publié le 3 mai 2021 à 7h05", "2021-05-03T07:05;;;");
    }

    #[test]
    fn functions_and_towns_go_with_the_name() {
        check(
            "Le Soir du Lac, de notre correspondant à Lomé, Luc Roy-Kone",
            ";Le Soir du Lac;;Luc Roy-Kone",
        );
        check("Par Mia Kone, à Lomé", ";;;Mia Kone");
        check("Par notre correspondante à Lomé, Mia Kone", ";;;Mia Kone");
        check(
            "Le Val — Mia Kone, envoyée spéciale à Gao — 3 mai 2021",
            "2021-05-03;Le Val;;Mia Kone",
        );
    }

    #[test]
    fn agencies_are_no_papers() {
        check("Le Val (avec Agence du Lac) — 3 mai 2021", "2021-05-03;Le Val;Agence du Lac;");
        check("La rédaction avec AFP", ";;AFP;");
        check("Par la rédaction de La Voix du Lac", ";La Voix du Lac;;");
        check("(avec Agence du Lac)", ";;Agence du Lac;");
    }

    #[test]
    fn sentences_are_no_signatures() {
        for text in [
            "Le Val — la crue recule — 3 mai 2021",
            "Par Anne Roy, qui a vu la crue du 3 mai 2021 depuis son toit.",
            "Le pont - Le quai",
            "Par ailleurs",
            "Crue - décrue",
        ] {
            check(text, "-");
        }
    }
}
