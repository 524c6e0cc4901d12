//! Tells the name of a paper, a station or a site by its shape.

use super::line::key;
use super::names::is_outlet;
use super::person::is_name_word;

/// The longest names of papers, `Les Dernières Nouvelles d'Alsace`, have no more words.
const MAX_PAPER_WORDS: usize = 6;

/// No name of a paper is longer.
const MAX_PAPER_BYTES: usize = 60;

/// Returns the name when a text is one of a paper: a known one, one with a word that papers are
/// called by, or an address such as `lefleuve.example`.
pub(super) fn paper(text: &str) -> Option<&str> {
    let name = without_logo(text);
    let is_stopped = text.ends_with(['.', '!', '?', ':']);
    let is_shaped = name.len() <= MAX_PAPER_BYTES && !is_stopped && is_name(name);
    let is_paper = is_outlet(name) || is_site(name) || (is_shaped && is_called_a_paper(name));
    is_paper.then_some(name)
}

/// Returns a name such as `Le Fleuve`: an article and capitals. The place of the line must tell
/// that it is a paper.
pub(super) fn titled(text: &str) -> Option<&str> {
    let name = without_logo(text);
    let folded = key(name);
    let is_stopped = text.ends_with(['.', '!', '?', ':', ',']);
    let is_short = name.len() <= MAX_PAPER_BYTES
        && !is_stopped
        && folded.split(' ').count() <= MAX_TITLED_WORDS;
    let is_place = PLACES.contains(&folded.as_str());
    (is_short && is_name(name) && has_article(&folded) && !is_place).then_some(name)
}

/// Returns the name on the top line of a page, `KIVU TEMPS NOUVEAUX`, when any word is a paper's.
pub(super) fn topmost(text: &str) -> Option<&str> {
    let folded = key(text);
    let is_called = folded.split([' ', '-', '\'']).any(|word| PAPER_WORDS.contains(&word));
    (is_called && text.len() <= MAX_PAPER_BYTES && is_name(text)).then_some(text)
}

/// A paper told by its place alone, `Le Baobab du soir`, has no more words.
const MAX_TITLED_WORDS: usize = 4;

/// `Logo La Vigie` is the text of a picture.
fn without_logo(text: &str) -> &str {
    let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let name = ["Logo de ", "Logo du ", "Logo : ", "Logo ", "logo "]
        .iter()
        .find_map(|start| bare.strip_prefix(start));
    name.unwrap_or(bare)
}

fn is_called_a_paper(name: &str) -> bool {
    let folded = key(name);
    let words: Vec<&str> = folded.split([' ', '-', '\'']).collect();
    let is_word = |word: Option<&&str>| word.is_some_and(|word| PAPER_WORDS.contains(word));
    if has_article(&folded) {
        return words.iter().skip(1).any(|word| is_word(Some(word)));
    }
    let is_in = |word: Option<&&str>, table: &[&str]| word.is_some_and(|word| table.contains(word));
    words.len() > 1 && (is_in(words.first(), FIRST_WORDS) || is_in(words.last(), LAST_WORDS))
}

/// Capitals where a name has them: `La Vigie romande`, but not `La vigie du phare`.
fn is_name(name: &str) -> bool {
    let letters = without_article(name);
    let is_clean = !name.contains(|sign: char| ".?!:;,«»\"".contains(sign));
    let words: Vec<&str> = letters.split_whitespace().collect();
    // `La Vigie romande` ends in a small letter, `La Vigie voit tout` is a sentence.
    let is_small = |word: &&&str| !is_name_word(word);
    is_clean
        && words.len() < MAX_PAPER_WORDS
        && letters.starts_with(char::is_uppercase)
        && words.iter().filter(is_small).count() <= 1
}

fn has_article(folded: &str) -> bool {
    ["le ", "la ", "les ", "l'"].iter().any(|article| folded.starts_with(article))
}

fn without_article(name: &str) -> &str {
    let articles = ["Le ", "La ", "Les ", "L'", "L’", "LE ", "LA ", "LES "];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// `abidjan.net`: one word and a short ending.
fn is_site(name: &str) -> bool {
    let bare = name.strip_prefix("www.").unwrap_or(name);
    bare.rsplit_once('.').is_some_and(|(host, ending)| {
        let is_ending = ENDINGS.contains(&ending.to_lowercase().as_str());
        let is_host = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '.';
        is_ending && !host.is_empty() && host.chars().all(is_host)
    })
}

const ENDINGS: [&str; 23] = [
    "fr", "be", "ch", "ca", "com", "net", "org", "info", "lu", "sn", "ci", "cm", "cd", "ma", "tn",
    "dz", "ml", "bf", "ne", "tg", "bj", "mg", "example",
];

/// Towns and countries with an article, which datelines and sections print.
const PLACES: &[&str] = &[
    "le caire",
    "le cap",
    "le havre",
    "le mans",
    "la haye",
    "la havane",
    "la paz",
    "la mecque",
    "la rochelle",
    "la reunion",
    "la louviere",
    "la chaux-de-fonds",
    "la roche-sur-yon",
    "la malbaie",
    "la tuque",
    "les sables-d'olonne",
    "le locle",
    "le liban",
    "la corse",
    "les antilles",
    "les comores",
    "les cayes",
];

/// First words of names without article: `Tribune de Nancy`.
const FIRST_WORDS: &[&str] =
    &["courrier", "depeche", "echos", "gazette", "journal", "radio", "telegramme", "tribune"];

/// Last words of names without article: `Conakry Matin`.
const LAST_WORDS: &[&str] = &[
    "actu", "eco", "express", "fm", "hebdo", "info", "infos", "libre", "magazine", "matin", "news",
    "post", "presse", "radio", "soir", "standard", "times", "tribune", "tv",
];

/// Words that papers, stations and sites are called by, after an article.
const PAPER_WORDS: &[&str] = &[
    "actu",
    "avenir",
    "bulletin",
    "canard",
    "capitale",
    "clairon",
    "courrier",
    "croix",
    "dauphine",
    "depeche",
    "depeches",
    "devoir",
    "echo",
    "echos",
    "eclair",
    "eclaireur",
    "eveil",
    "express",
    "fanal",
    "figaro",
    "fil",
    "flambeau",
    "fm",
    "gazette",
    "hebdo",
    "hebdomadaire",
    "independant",
    "info",
    "infos",
    "journal",
    "liberation",
    "liberte",
    "libre",
    "magazine",
    "matin",
    "mercure",
    "messager",
    "messagere",
    "moniteur",
    "monde",
    "news",
    "nouvelle",
    "nouvelles",
    "nouvelliste",
    "observateur",
    "observatoire",
    "parisien",
    "patriote",
    "phare",
    "point",
    "populaire",
    "post",
    "potentiel",
    "presse",
    "progres",
    "provence",
    "quotidien",
    "quotidienne",
    "radio",
    "rappel",
    "republicain",
    "republique",
    "reveil",
    "revue",
    "semaine",
    "sentinelle",
    "soir",
    "soleil",
    "standard",
    "telegramme",
    "telegraphe",
    "temoignage",
    "temps",
    "times",
    "tribune",
    "tv",
    "union",
    "verite",
    "vigie",
    "voix",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str) {
        assert_eq!(paper(text).unwrap_or(""), name, "{text}");
    }

    #[test]
    fn papers_are_told_by_their_words() {
        check("Le Journal du Val", "Le Journal du Val");
        check("L’Écho de la Sambre", "L’Écho de la Sambre");
        check("LA VOIX DU LAC", "LA VOIX DU LAC");
        check("Logo Le Courrier des Alpes", "Le Courrier des Alpes");
        check("Tribune de Nancy", "Tribune de Nancy");
        check("Conakry Matin", "Conakry Matin");
        check("www.le-val.sn", "www.le-val.sn");
        check("RFI", "RFI");
    }

    #[test]
    fn sentences_and_headings_are_no_papers() {
        for text in [
            "Le temps des cerises",
            "Le monde change",
            "Le Val",
            "Le Soir tombe.",
            "soir",
            "Nouvelle Vague",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn an_article_and_a_capital_may_be_a_paper() {
        assert_eq!(titled("Le Val"), Some("Le Val"));
        assert_eq!(titled("Le Caire"), None);
        assert_eq!(titled("Le val monte"), None);
        assert_eq!(titled("Val"), None);
    }
}
