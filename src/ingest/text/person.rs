//! Tells who wrote: names of persons, with their function and where they wrote from.

use super::frame_words::SECTIONS;
use super::line::key;
use super::papers::{paper, titled};

/// A name has at most so many words, particles included.
const MAX_NAME_WORDS: usize = 6;

/// `de notre envoyée spéciale permanente` has four small words.
const MAX_FUNCTION_WORDS: usize = 4;

/// So many writers in a row are a list of something else.
const MAX_PERSONS: usize = 4;

/// What says that a name follows; the longest comes first.
const STARTS: &[&str] = &[
    "propos recueillis par ",
    "un texte de ",
    "un article de ",
    "un reportage de ",
    "une enquête de ",
    "une chronique de ",
    "la chronique de ",
    "la chronique d'",
    "la chronique d’",
    "chronique de ",
    "l'édito de ",
    "l’édito de ",
    "l'analyse de ",
    "l’analyse de ",
    "le billet de ",
    "l'invité : ",
    "l'invitée : ",
    "l’invité : ",
    "l’invitée : ",
    "recueilli par ",
    "entretien par ",
    "reportage de ",
    "texte et photos : ",
    "texte et photos ",
    "texte : ",
    "texte de ",
    "rédigé par ",
    "écrit par ",
    "signé par ",
    "auteure : ",
    "autrice : ",
    "auteur : ",
    "auteur: ",
    "publié par ",
    "posté par ",
    "traduit par ",
    "par : ",
    "par: ",
    "par ",
    "by ",
];

/// Functions of a paper's own writers; what follows, `à Beyrouth`, belongs to them. Folded.
const STAFF: &[&str] = &[
    "de notre correspondant",
    "de notre envoye",
    "de nos envoye",
    "notre correspondant",
    "notre envoye",
    "nos envoye",
    "notre journaliste",
    "notre reporter",
    "notre redact",
    "nos correspondant",
    "envoye special",
    "envoyee speciale",
    "envoyes speciaux",
    "envoyees speciales",
];

/// Other functions of writers. Folded.
const ROLES: &[&str] = &[
    "correspondant",
    "collaborateur",
    "collaboratrice",
    "collaboration speciale",
    "journaliste",
    "redacteur",
    "redactrice",
    "reporter",
    "chroniqueu",
    "editorialiste",
    "chef de",
    "cheffe de",
    "stagiaire",
    "pigiste",
    "bureau de",
    "service ",
    "redaction",
    "la redaction",
    "initiative de journalisme local",
];

/// What a run of words says of the writer.
#[derive(Debug, PartialEq)]
pub(super) enum Said<'a> {
    /// A name, after a word such as `Par`.
    Named(&'a str),
    /// A name by itself.
    Name(&'a str),
    /// The function of someone on the staff: `notre envoyé spécial à Kyiv`.
    Staff,
    /// Another function, or a town: `journaliste`, `à Toulon`.
    Role,
}

/// Reads a run of words without comma.
pub(super) fn said(run: &str) -> Option<Said<'_>> {
    let (rest, is_marked) = without_start(run);
    let folded = key(rest);
    if is_function(&folded, rest, STAFF) {
        return Some(Said::Staff);
    }
    if is_function(&folded, rest, ROLES) {
        return Some(Said::Role);
    }
    let is_from = ["à ", "au ", "aux ", "en ", "depuis "].iter().any(|from| rest.starts_with(from));
    if is_from && rest.split_whitespace().skip(1).all(is_name_word) {
        return Some(Said::Role);
    }
    let name = rest.split_once(" à ").map_or(rest, |(name, _)| name).trim();
    match (is_person(name), is_marked) {
        (true, true) => Some(Said::Named(name)),
        (true, false) if is_full_name(name) => Some(Said::Name(name)),
        _ if is_marked && is_initials(name) => Some(Said::Named(name)),
        _ => None,
    }
}

/// `envoyée spéciale à Gao`: few small words, and no sentence.
fn is_function(folded: &str, run: &str, functions: &[&str]) -> bool {
    let is_small = |word: &&str| !is_name_word(word) && !["à", "au", "aux", "en"].contains(word);
    let small = run.split_whitespace().filter(is_small).count();
    small <= MAX_FUNCTION_WORDS && functions.iter().any(|function| folded.starts_with(function))
}

fn without_start(run: &str) -> (&str, bool) {
    let rest = STARTS.iter().find_map(|start| {
        let head = run.get(..start.len()).filter(|head| head.to_lowercase() == **start);
        head.and_then(|head| run.get(head.len()..))
    });
    (rest.unwrap_or(run).trim(), rest.is_some())
}

/// `Anne Martin`, `Luc d'Aosta et Mia Kone`; one word is enough after `Par`.
fn is_person(name: &str) -> bool {
    let mut persons = name.split(" et ").flat_map(|part| part.split(" & "));
    let is_one = |part: &str| {
        let words = part.split_whitespace().count();
        (1..=MAX_NAME_WORDS).contains(&words)
            && part.starts_with(char::is_uppercase)
            && part.split_whitespace().all(is_name_word)
    };
    let is_picture = ["photo", "photos", "illustration", "image", "video", "dessin"]
        .iter()
        .any(|word| key(name).split(' ').next() == Some(word));
    let is_other = is_picture
        || SECTIONS.contains(&key(name).as_str())
        || paper(name).is_some()
        || titled(name).is_some();
    name.split(" et ").count() <= MAX_PERSONS && !is_other && persons.all(is_one)
}

/// A first name and a family name, no town or heading: `Corée du Nord` has its article.
fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let has_article = words.iter().any(|word| ["du", "des"].contains(word));
    let is_place = PLACES.contains(&key(name).as_str());
    words.len() >= 2 && !has_article && !is_place
}

/// Returns whether a text is initials only: `A. D.`
pub(super) fn is_initials(name: &str) -> bool {
    !name.is_empty() && name.split_whitespace().all(ends_as_initials)
}

/// Returns whether a word is initials: `L.`, `H.-T.`
pub(super) fn ends_as_initials(word: &str) -> bool {
    let mut letters = word.split('.').map(|part| part.trim_start_matches('-'));
    let is_letter = |part: &str| {
        part.is_empty() || (part.chars().count() <= 2 && part.starts_with(char::is_uppercase))
    };
    word.ends_with('.') && word.len() > 1 && letters.all(is_letter)
}

/// Returns whether a word may stand in a name: a capital, an initial, a particle.
pub(super) fn is_name_word(word: &str) -> bool {
    const PARTICLES: [&str; 16] = [
        "de", "du", "des", "la", "le", "van", "von", "der", "den", "ben", "bin", "el", "al", "da",
        "dos", "et",
    ];
    let is_clean =
        word.chars().all(|letter| letter.is_alphabetic() || "-'’.\u{ad}".contains(letter));
    let is_capital = word.starts_with(char::is_uppercase);
    let is_elided = ["d'", "d’"].iter().any(|start| word.starts_with(start));
    let is_ended = word.ends_with('.') && !ends_as_initials(word);
    is_clean && !is_ended && (is_capital || is_elided || PARTICLES.contains(&word))
}

/// Countries and towns of two words, which look like names.
const PLACES: &[&str] = &[
    "new york",
    "new delhi",
    "los angeles",
    "san francisco",
    "burkina faso",
    "sierra leone",
    "costa rica",
    "hong kong",
    "sri lanka",
    "cap vert",
    "cote d'ivoire",
    "abu dhabi",
    "tel aviv",
    "buenos aires",
    "sao paulo",
    "addis abeba",
    "pointe noire",
    "grand est",
    "pays de la loire",
    "suisse romande",
    "proche orient",
    "moyen orient",
    "union europeenne",
    "nations unies",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(run: &str, expected: Option<Said>) {
        assert_eq!(said(run), expected, "{run}");
    }

    #[test]
    fn names_are_told_from_functions_and_headings() {
        check("Par Anne d'Artois", Some(Said::Named("Anne d'Artois")));
        check("PAR MIA KONE", Some(Said::Named("MIA KONE")));
        check("Par L. H.-T.", Some(Said::Named("L. H.-T.")));
        check("Jean-Luc Van der Elst", Some(Said::Name("Jean-Luc Van der Elst")));
        check("propos recueillis par Mia Kone", Some(Said::Named("Mia Kone")));
        check("La chronique d’Anne Roy", Some(Said::Named("Anne Roy")));
        check("de notre correspondante à Lomé", Some(Said::Staff));
        check("à Toulon", Some(Said::Role));
        check("« Envoyé spécial » lève le voile sur la crue", None);
        for other in ["Corée du Nord", "Burkina Faso", "Par ailleurs", "Anne", "La crue recule"] {
            check(other, None);
        }
    }
}
