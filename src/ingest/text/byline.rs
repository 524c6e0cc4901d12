//! Lines that say when, by whom and for whom an article was written.

use super::credit::is_agency;
use super::line::{self, Line, key};
use super::names::OUTLETS;
use crate::article::{Article, Date, Precision, read_date_line};

/// So many lines after the first paragraph still belong to the head of a page.
const HEAD_LINES: usize = 6;

/// Names, agencies and a town beside a date; more words are a sentence.
const MAX_WORDS_BESIDE_DATE: usize = 12;

/// An agency's opening, `GAP, 3 mai 2021 (AFP) - `, is not longer.
const MAX_OPENING_BYTES: usize = 90;

/// What one line tells; each field is empty when it tells nothing of it.
#[derive(Default)]
struct Byline {
    date: Option<Date>,
    is_update: bool,
    source: Option<String>,
    author: Option<String>,
    url: Option<String>,
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Place {
    /// Before the first paragraph.
    is_above: bool,
    /// Where a bare date is that of the article.
    is_stated: bool,
    /// Around the text, not amid it.
    is_frame: bool,
}

/// Moves the facts of such lines into the article; what a header said stays.
pub(super) fn take(lines: &mut Vec<Line>, article: &mut Article) {
    let first = lines.iter().position(Line::is_prose).unwrap_or(lines.len());
    let last = lines.iter().rposition(Line::is_prose).unwrap_or(0);
    let opening = lines.iter().take(first + 1).find_map(|line| opening(&line.text));
    // Several bare dates amid the text are the headings of a chronicle.
    let bare_dates = lines.iter().skip(first).filter(|line| is_bare_date(line)).count();
    let mut update = None;
    line::retain(lines, |at, line| {
        let is_head = at <= first + HEAD_LINES;
        let is_frame = is_head || at > last;
        let is_stated = at < first || (is_head && bare_dates < 2);
        let place = Place { is_above: at < first, is_stated, is_frame };
        let Some(byline) = byline(line, place) else { return true };
        if is_frame || byline.date.is_some() {
            add(byline, article, &mut update);
        }
        false
    });
    article.date = article.date.or(update);
    if let Some(opening) = opening {
        add(opening, article, &mut None);
    }
}

fn add(byline: Byline, article: &mut Article, update: &mut Option<Date>) {
    if byline.is_update {
        *update = update.or(byline.date);
    } else {
        article.date = article.date.or(byline.date);
    }
    if let Some(source) = byline.source {
        // `ATS` and `AFP` on lines of their own, then `ATS et AFP`: the fullest names them all.
        let is_fuller = |known: &String| key(&source).contains(&key(known));
        if article.source.as_ref().is_none_or(is_fuller) {
            article.source = Some(source);
        }
    }
    article.author = article.author.take().or(byline.author);
    article.url = article.url.take().or(byline.url);
}

fn byline(line: &Line, place: Place) -> Option<Byline> {
    if line.heading.is_some() {
        return None;
    }
    let source = || source(&line.text, place.is_frame);
    dated(line, place.is_stated)
        .or_else(|| source().map(|name| Byline { source: Some(name), ..Byline::default() }))
        .or_else(|| place.is_frame.then(|| author(&line.text)).flatten())
        .or_else(|| place.is_frame.then(|| address(&line.text, place.is_above)).flatten())
}

/// Reads a line of a date and perhaps names; a bare date amid the text may be a heading.
fn dated(line: &Line, is_stated: bool) -> Option<Byline> {
    let found = read_date_line(&line.text)?;
    let words: usize = found.rest.iter().map(|run| run.split_whitespace().count()).sum();
    let mut byline =
        Byline { date: Some(found.date), is_update: found.is_update, ..Byline::default() };
    let is_accounted = found.rest.iter().all(|run| beside_date(run, &mut byline));
    let is_publication = found.is_stamp || (is_stated && found.date.precision() >= Precision::Day);
    let is_plain = words <= MAX_WORDS_BESIDE_DATE && (is_accounted || is_labelled(&line.key));
    (is_publication && is_plain && !ends_as_prose(line)).then_some(byline)
}

fn is_bare_date(line: &Line) -> bool {
    read_date_line(&line.text).is_some_and(|found| found.rest.is_empty() && !found.is_stamp)
}

fn is_labelled(key: &str) -> bool {
    let labels = [
        "publie",
        "mis a jour",
        "mise a jour",
        "mis en ligne",
        "par ",
        "modifie",
        "posted",
        "published",
        "redige",
    ];
    labels.iter().any(|label| key.starts_with(label))
}

/// `Il est mort le 3 mai 2021.` is a sentence, `3 sept.` is not.
fn ends_as_prose(line: &Line) -> bool {
    line.text.ends_with(['.', '!', '?']) && line.words() > 6
}

/// Returns whether a run of words beside a date is a name, an agency or a town.
fn beside_date(run: &str, byline: &mut Byline) -> bool {
    if let Some(name) = source(run, true) {
        byline.source = byline.source.take().or(Some(name));
        return true;
    }
    if let Some(named) = author(run) {
        byline.author = byline.author.take().or(named.author);
        byline.source = byline.source.take().or(named.source);
        return true;
    }
    run.split_whitespace().count() <= 3 && run.split_whitespace().all(is_name_word)
}

/// Reads `AFP`, `ATS et AFP`, `Source : Reuters`, `(avec AFP)`; papers only around the text.
fn source(text: &str, is_frame: bool) -> Option<String> {
    const STARTS: [&str; 10] = [
        "source :",
        "sources :",
        "source:",
        "sources:",
        "avec l'",
        "avec ",
        "par l'",
        "par ",
        "rédaction avec ",
        "l'",
    ];
    let bare = text.trim_matches(['(', ')', '[', ']', '.', ' ', '-', '–', '—', '©']);
    if bare.len() > MAX_OPENING_BYTES {
        return None;
    }
    let is_marked = ["source:", "source :", "sources:", "sources :"]
        .iter()
        .any(|label| key(bare).starts_with(label));
    let name = STARTS.iter().fold(bare, |name, start| without_start(name, start).trim());
    let is_known =
        |part: &str| is_agency(part) || (is_frame && OUTLETS.contains(&key(part).as_str()));
    let parts = name.replace(" et ", "/").replace(" avec ", "/").replace(" and ", "/");
    let mut parts = parts.split(['/', ',', '&', '+', '|']).map(str::trim);
    let is_named = parts.all(|part| is_known(part) || part.split(['-', ' ']).all(is_agency));
    let is_short_name = is_marked
        && is_frame
        && name.len() < 50
        && !name.contains("://")
        && name.starts_with(char::is_uppercase);
    (!name.is_empty() && (is_named || is_short_name)).then(|| name.to_owned())
}

fn without_start<'a>(text: &'a str, start: &str) -> &'a str {
    let head = text.get(..start.len()).unwrap_or_default();
    if head.to_lowercase() == start { text.get(start.len()..).unwrap_or_default() } else { text }
}

/// Reads `Par Anne Martin`, `Anne Martin avec AFP` after such a start.
fn author(text: &str) -> Option<Byline> {
    const STARTS: [&str; 8] = [
        "par ",
        "par : ",
        "auteur : ",
        "écrit par ",
        "rédigé par ",
        "by ",
        "un article de ",
        "propos recueillis par ",
    ];
    let rest =
        STARTS.iter().map(|start| without_start(text, start)).min_by_key(|rest| rest.len())?;
    if rest.len() == text.len() || rest.len() > MAX_OPENING_BYTES {
        return None;
    }
    let (names, agency) = match rest.split_once(" avec ") {
        Some((names, agency)) => (names, source(agency, true)),
        None => (rest, None),
    };
    let names = names.trim_matches([' ', ',', '-', '|', ':']);
    let is_named = !names.is_empty() && names.split_whitespace().all(is_name_word);
    let has_name = names.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
    (is_named && has_name && names.split_whitespace().count() <= 8).then(|| Byline {
        author: Some(names.to_owned()),
        source: agency,
        ..Byline::default()
    })
}

fn is_name_word(word: &str) -> bool {
    const PARTICLES: [&str; 14] = [
        "de",
        "du",
        "des",
        "la",
        "le",
        "van",
        "von",
        "ben",
        "el",
        "al",
        "et",
        "&",
        "rédaction",
        "à",
    ];
    let is_initial_or_name =
        word.starts_with(|first: char| first.is_uppercase()) && !word.ends_with(['?', '!', ':']);
    is_initial_or_name
        || word.starts_with("d'")
        || word.starts_with("d’")
        || PARTICLES.contains(&word)
}

/// Reads a line that is the address of the page; a bare one amid the text is a link.
fn address(text: &str, is_above: bool) -> Option<Byline> {
    const LABELS: [&str; 6] = ["url :", "url:", "lien :", "lien:", "source :", "source:"];
    let url = LABELS.iter().fold(text, |url, label| without_start(url, label).trim());
    let is_stated = url.len() < text.len() || is_above;
    let is_address = url.starts_with("http") && url.contains("://") && !url.contains(' ');
    (is_stated && is_address).then(|| Byline { url: Some(url.to_owned()), ..Byline::default() })
}

/// Reads the opening of an agency's first paragraph, which stays: `GAP, 3 mai 2021 (AFP) - …`.
fn opening(text: &str) -> Option<Byline> {
    let window = text.get(..text.floor_char_boundary(MAX_OPENING_BYTES))?;
    let end = [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| window.find(dash)).min()?;
    let head = window.get(..end)?;
    let agency = head.split_once('(').and_then(|(_, rest)| source(rest.split(')').next()?, true));
    let date = read_date_line(head).filter(|_| agency.is_some() || head.split(',').count() > 1);
    let is_opening = head.starts_with(|first: char| first.is_uppercase() || first == '(');
    let byline = Byline { date: date.map(|line| line.date), source: agency, ..Byline::default() };
    (is_opening && (byline.date.is_some() || byline.source.is_some())).then_some(byline)
}
