//! Buttons, rows of links and notices, told by their shape rather than one by one.

use super::frame_words::{ALWAYS, AT_EDGE, SECTIONS};
use super::line::{Line, key};

/// A button has no more words.
const MAX_BUTTON_WORDS: usize = 7;

/// So many entries make a row a menu even if it names sections only.
const MIN_MENU_ENTRIES: usize = 3;

const SIGNS: [char; 8] = ['|', '·', '•', '>', '›', '/', ',', '\t'];

/// Returns whether a line is a button, a row of them, or a notice of the site.
pub(super) fn is_button(line: &Line) -> bool {
    is_jump(&line.key)
        || is_share(&line.key)
        || is_row(&line.text)
        || is_notice(&line.key)
        || is_placeholder(&line.text)
        || is_trail(&line.text)
}

/// `Passer au contenu principal`, `Accéder à la recherche`
fn is_jump(key: &str) -> bool {
    const VERBS: [&str; 11] = [
        "aller",
        "passer",
        "acceder",
        "sauter",
        "skip",
        "revenir",
        "retour",
        "retourner",
        "ouvrir",
        "fermer",
        "afficher",
    ];
    const GOALS: [&str; 12] = [
        "contenu",
        "navigation",
        "recherche",
        "menu",
        "accueil",
        "content",
        "sommaire",
        "page",
        "pied",
        "une",
        "moteur",
        "principal",
    ];
    const BETWEEN: [&str; 14] = [
        "au",
        "a",
        "la",
        "le",
        "l",
        "de",
        "du",
        "directement",
        "to",
        "main",
        "principale",
        "d'accueil",
        "haut",
        "en",
    ];
    let mut words =
        key.split([' ']).flat_map(|word| word.split("l'")).filter(|word| !word.is_empty());
    let is_verb = words.next().is_some_and(|word| VERBS.contains(&word));
    let rest: Vec<&str> = words.collect();
    let is_goal = rest.iter().any(|word| GOALS.contains(word));
    let is_known = |word: &&str| GOALS.contains(word) || BETWEEN.contains(word);
    is_verb && is_goal && rest.len() < MAX_BUTTON_WORDS && rest.iter().all(is_known)
}

/// `Partager par courriel`, `Envoyer cet article à un ami`
fn is_share(key: &str) -> bool {
    const STARTS: [&str; 7] =
        ["partager", "partagez", "envoyer", "envoyez", "suivez-nous", "suivre", "share"];
    const REST: [&str; 40] = [
        "sur",
        "par",
        "via",
        "avec",
        "a",
        "un",
        "une",
        "ami",
        "amie",
        "cet",
        "cette",
        "article",
        "l'article",
        "page",
        "ce",
        "contenu",
        "le",
        "lien",
        "la",
        "on",
        "et",
        "ou",
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "linkedin",
        "courriel",
        "e-mail",
        "email",
        "mail",
        "telegram",
        "messenger",
        "bluesky",
        "threads",
        "mastodon",
        "sms",
        "instagram",
        "youtube",
        "reseaux",
    ];
    let mut words = key.split([' ', ',', ':']).filter(|word| !word.is_empty());
    let is_start = words.next().is_some_and(|word| STARTS.contains(&word));
    is_start && words.all(|word| REST.contains(&word) || STARTS.contains(&word))
}

/// `S'abonner | Se connecter`, `Partager Partager Imprimer`, `Monde - Politique - Sport`
fn is_row(text: &str) -> bool {
    let dashed = text.replace(" - ", "|").replace(" – ", "|").replace(" — ", "|");
    let parts: Vec<String> = dashed.split(SIGNS).map(key).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        let is_entry = |part: &String| is_in(part, &[ALWAYS, AT_EDGE, SECTIONS]) || is_share(part);
        let buttons = parts.iter().filter(|part| is_in(part, &[ALWAYS, AT_EDGE])).count();
        return parts.iter().all(is_entry) && (buttons > 0 || parts.len() >= MIN_MENU_ENTRIES);
    }
    let key = key(text);
    let words: Vec<&str> = key.split(' ').collect();
    words.len() > 1 && words.iter().all(|word| is_in(word, &[ALWAYS]))
}

fn is_in(part: &str, tables: &[&[&str]]) -> bool {
    tables.iter().any(|table| table.contains(&part))
}

/// `Info > Région > Lac`: the way to a page, short names between arrows.
pub(super) fn is_trail(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['>', '›', '»', '→']).map(str::trim).collect();
    let is_name = |part: &&str| {
        (1..=MAX_NAME_WORDS).contains(&part.split_whitespace().count())
            && part.starts_with(char::is_uppercase)
            && !part.ends_with(['.', '!'])
    };
    parts.len() >= MIN_MENU_ENTRIES && parts.iter().all(is_name)
}

/// Names of sections have no more words.
const MAX_NAME_WORDS: usize = 4;

/// `[Image : un pont]`
fn is_placeholder(text: &str) -> bool {
    const KINDS: [&str; 8] =
        ["image", "photo", "video", "illustration", "publicite", "tweet", "legende", "embed"];
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let first = inner.and_then(|inner| inner.split([' ', ':', ',']).next()).map(key);
    first.is_some_and(|first| KINDS.contains(&first.as_str()))
}

/// One word each of a set of words, all of which a notice holds.
type Notice = &'static [&'static [&'static str]];

/// Notices of a site to its readers, told by words that no article puts together.
const NOTICES: &[Notice] = &[
    &[&["une erreur", "une faute", "une coquille"], &["signaler", "signalez", "ecrivez-nous"]],
    &[
        &["votre e-mail", "votre email", "adresse e-mail", "votre courriel", "adresse email"],
        &["pas publiee", "consentement", "desinscri", "desabonn", "est utilise", "obligatoires"],
    ],
    &[
        &["cet article", "ce texte", "cette page"],
        &["traduit automatiquement", "traduction automatique"],
    ],
    &[&["n'engagent que", "n'engage que"], &["auteur", "redaction", "opinion"]],
];

/// Starts of offers, and what they offer.
const OFFERS: &[Notice] = &[
    &[
        &["newsletter", "infolettre", "notre newsletter", "lettre d'info"],
        &["recevez", "inscri", "abonn", "chaque matin", "chaque semaine", "chaque jour"],
    ],
    &[
        &["recevez", "inscrivez-vous", "abonnez-vous"],
        &[
            "chaque matin",
            "chaque jour",
            "chaque semaine",
            "l'essentiel",
            "gratuit",
            "par courriel",
        ],
    ],
    &[&["pour lire", "pour continuer"], &["abonnez-vous", "connectez-vous", "inscrivez-vous"]],
];

/// A start of a button of few words.
const SHORT_STARTS: &[&str] =
    &["newsletter ", "lire le journal", "consulter ", "feuilleter ", "telecharger l'app"];

/// A button that begins so has no more words.
const MAX_SHORT_WORDS: usize = 4;

/// `Newsletter : recevez …`, `Une erreur dans cet article ? Signalez-la.`
fn is_notice(key: &str) -> bool {
    let has = |words: &&[&str]| words.iter().any(|word| key.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    let is_offer = |offer: &Notice| {
        offer.split_first().is_some_and(|(starts, rest)| begins(starts) && rest.iter().all(has))
    };
    let is_short = key.split(' ').count() <= MAX_SHORT_WORDS && begins(SHORT_STARTS);
    is_short || NOTICES.iter().any(|notice| notice.iter().all(has)) || OFFERS.iter().any(is_offer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(is_button(&Line::new(text, true)), expected, "{text}");
    }

    #[test]
    fn buttons_and_rows_are_told() {
        for text in [
            "Accéder au contenu",
            "Passer directement à la recherche",
            "S’identifier | S’abonner",
            "Imprimer Partager Imprimer",
            "Partager via Telegram ou Bluesky",
            "Monde - Sport - Culture",
            "Contact · Mentions légales · Cookies",
            "Infolettre : recevez nos titres chaque jour",
            "Une faute dans ce texte ? Signalez-la-nous.",
            "Accueil › Lac › Rive sud",
            "[Photo : un bac]",
            "Votre adresse e-mail ne sera pas publiée.",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn sentences_with_such_words_stay() {
        for text in [
            "Partager l'eau",
            "Aller au bout",
            "Ouvrir la page du doute",
            "Sport - Culture",
            "Culture et sport",
            "Une erreur, dit le juge",
            "[Il rit]",
            "Recevez la pluie avec joie",
            "Passer la main",
        ] {
            check(text, false);
        }
    }
}
