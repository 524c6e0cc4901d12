//! Lines that are noise as a whole, wherever they stand.

use super::buttons::is_button;
use super::credit::is_credit;
use super::frame_words::ALWAYS;
use super::line::{self, Line, key};
use super::line_starts::{
    COUNTED, INVITATIONS, NEIGHBORS, OFFERS, READING_TIME, RELATED, WIKIPEDIA,
};
use crate::article::read_date_line;

/// Noise is short; a longer line may hold sentences.
const MAX_NOISE_BYTES: usize = 220;

/// A tag is a few words.
const MAX_TAG_BYTES: usize = 60;

/// Each rule looks at one short line.
const RULES: [fn(&Line) -> bool; 11] = [
    is_without_letters,
    |line| ALWAYS.contains(&line.key.as_str()),
    is_button,
    is_related_link,
    is_invitation,
    is_credit,
    is_neighbor_link,
    is_reading_time,
    is_stamp_without_year,
    is_count,
    is_breadcrumb_or_portal,
];

/// Drops the lines that are noise.
pub(super) fn drop(lines: &mut Vec<Line>) {
    cut_edit_links(lines);
    let is_noise: Vec<bool> = (0..lines.len()).map(|at| is_noise(lines, at)).collect();
    line::retain(lines, |at, _| !is_noise.get(at).copied().unwrap_or(false));
}

/// Cuts what a wiki prints behind its headings: `Histoire[modifier | modifier le code]`.
fn cut_edit_links(lines: &mut [Line]) {
    for line in lines {
        let heading = line.text.strip_suffix(']').and_then(|text| text.rsplit_once("[modifier"));
        if let Some(heading) = heading.map(|(heading, _)| heading.to_owned()) {
            line.set(&heading);
        }
    }
}

/// Returns whether a line is noise among its neighbours.
pub(super) fn is_noise(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| line.heading.is_none()) else { return false };
    if WIKIPEDIA.iter().any(|words| line.key.contains(words))
        && line.text.len() < 2 * MAX_NOISE_BYTES
    {
        return true;
    }
    line.text.len() <= MAX_NOISE_BYTES
        && (RULES.iter().any(|rule| rule(line)) || is_tag_among_tags(lines, at))
}

/// `-`, `***`; but a full stop or a closing quote was torn off a sentence.
fn is_without_letters(line: &Line) -> bool {
    const TORN: [&str; 10] = [".", ",", "»", "».", "» .", ").", "”", "”.", "\"", "\"."];
    // A player prints `00:00 / 02:10`.
    let is_clock = line.key.contains(':')
        && line.key.chars().all(|sign| sign.is_ascii_digit() || " :/".contains(sign));
    (line.key.is_empty() && !TORN.contains(&line.text.as_str()))
        || (is_clock && read_date_line(&line.text).is_none())
}

/// `Publié hier à 11h02`: no date, and no sentence either.
fn is_stamp_without_year(line: &Line) -> bool {
    let starts = ["publie", "mis a jour", "mis en ligne", "modifie", "il y a"];
    let Some(rest) = after_start(line, &starts) else { return false };
    let is_when = [" le ", " a ", " hier", " aujourd'hui", " il y a ", ":"];
    let is_ago = line.key.starts_with("il y a") && line.words() == 5;
    let is_short = line.text.len() <= MAX_TAG_BYTES && !line.is_sentence();
    let is_stamp = is_ago
        || is_when
            .iter()
            .any(|when| rest.starts_with(when) || rest.starts_with(&when.replace(':', " :")));
    is_short
        && is_stamp
        && rest.contains(|letter: char| letter.is_ascii_digit())
        && read_date_line(&line.text).is_none()
}

/// `Lire aussi : …`; the heading alone is left for the block it opens.
fn is_related_link(line: &Line) -> bool {
    let Some(rest) = after_start(line, RELATED) else { return false };
    let rest = rest.trim_start();
    rest.starts_with([':', '>', '→', '»', '|', '–', '-', '›']) && !key(rest).is_empty()
}

fn is_invitation(line: &Line) -> bool {
    after_start(line, INVITATIONS).is_some() && OFFERS.iter().any(|offer| line.key.contains(offer))
}

/// `PREV …`, `Article suivant : …`.
fn is_neighbor_link(line: &Line) -> bool {
    let button =
        |start: &str| line.text.strip_prefix(start).is_some_and(|rest| rest.starts_with(' '));
    let is_link = |rest: &str| rest.trim_start().starts_with([':', '>', '→', '»', '|', '-', '–']);
    let named = after_start(line, NEIGHBORS);
    button("PREV") || button("NEXT") || named.is_some_and(is_link)
}

/// `Temps de lecture : 3 min`, `3 min de lecture`, `Lecture : 3'`.
pub(super) fn is_reading_time(line: &Line) -> bool {
    let is_minutes = |text: &str| {
        let text = key(text);
        let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start();
        unit.len() < text.len() && ["min", "mn", "minute", "minutes", "min."].contains(&unit)
    };
    let is_bare =
        |rest: &str| line.text.ends_with(['\'', '’', '′']) && key(rest).parse::<u8>().is_ok();
    let after =
        after_start(line, READING_TIME).is_some_and(|rest| is_minutes(rest) || is_bare(rest));
    let before = [" de lecture", " read", " lecture"];
    is_minutes(&line.key)
        || after
        || before.iter().any(|unit| line.key.strip_suffix(unit).is_some_and(is_minutes))
}

/// `12 commentaires`, `Commentaires (3)`.
fn is_count(line: &Line) -> bool {
    let is_number =
        |word: &str| word.chars().all(|letter| letter.is_ascii_digit() || ".,k()".contains(letter));
    let (numbers, words): (Vec<_>, Vec<_>) = line.key.split(' ').partition(|word| is_number(word));
    matches!(words.as_slice(), [word] if COUNTED.contains(word)) && !numbers.is_empty()
}

/// `Accueil > Monde > Asie`, `- Portail de la Russie`.
fn is_breadcrumb_or_portal(line: &Line) -> bool {
    let home = after_start(line, &["accueil", "home", "vous etes ici"]);
    let is_trail =
        home.is_some_and(|rest| rest.trim_start().starts_with(['>', '›', '»', '/', '|', ':']));
    let is_listed = line.text.starts_with(['-', '•', '*', '–']) || line.words() <= 6;
    let portal = line.key.strip_prefix("portail ");
    let is_portal = portal
        .is_some_and(|rest| ["de ", "d'", "du ", "des "].iter().any(|of| rest.starts_with(of)));
    (is_trail || (is_portal && is_listed)) && !line.is_sentence()
}

/// `#Traité`; several words only when a tag stands beside it or after the text.
fn is_tag_among_tags(lines: &[Line], at: usize) -> bool {
    let tag = |at: usize| lines.get(at).is_some_and(is_tag);
    let is_alone = lines
        .get(at)
        .is_some_and(|line| line.text.split_whitespace().all(|word| word.starts_with('#')));
    tag(at)
        && (is_alone || tag(at + 1) || at.checked_sub(1).is_some_and(tag) || at + 1 == lines.len())
}

fn is_tag(line: &Line) -> bool {
    let letters =
        line.text.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let is_row = line.text.split_whitespace().all(|word| word.starts_with('#'));
    letters && !line.is_sentence() && (is_row || line.text.len() <= MAX_TAG_BYTES)
}

/// Returns what follows the longest of the starts, when a word ends there.
fn after_start<'a>(line: &'a Line, starts: &[&str]) -> Option<&'a str> {
    let rests = starts.iter().filter_map(|start| line.key.strip_prefix(start));
    rests
        .filter(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '-'))
        .min_by_key(|rest| rest.len())
}
