//! Lines that say when, by whom and for whom an article was written.

use super::facts::{Facts, agencies, without_start};
use super::line::{self, Line, key};
use super::papers::{paper, titled};
use super::person::is_initials;
use super::signature::{self, ends_as_prose};
use crate::article::{Article, Precision, read_date_line};

/// So many lines after the first paragraph still belong to the head of a page.
const HEAD_LINES: usize = 6;

/// Names, agencies and a town beside a date; more words are a sentence.
const MAX_WORDS_BESIDE_DATE: usize = 12;

/// An agency's opening, `GAP, 3 mai 2021 (AFP) - `, is not longer.
const MAX_OPENING_BYTES: usize = 90;

/// `Source : Institut du Val` is not longer.
const MAX_SOURCE_BYTES: usize = 50;

/// Where a line stands.
#[derive(Clone, Copy)]
struct Place {
    /// Before the first paragraph.
    is_above: bool,
    /// Where a bare date is that of the article.
    is_stated: bool,
    /// Around the text, not amid it.
    is_frame: bool,
    /// The last line of the page.
    is_last: bool,
    /// Beside a line that is a byline by itself.
    is_beside: bool,
}

/// What the lines say together.
#[derive(Default)]
struct Told {
    facts: Facts,
    update: Option<crate::article::Date>,
}

/// Moves the facts of such lines into the article; what a header said stays.
pub(super) fn take(lines: &mut Vec<Line>, article: &mut Article) {
    let mut told = Told::default();
    join_labels(lines);
    let opening = lines.iter().take(first_prose(lines) + 1).find_map(|line| opening(&line.text));
    let places = places(lines);
    line::retain(lines, |at, line| {
        let Some(place) = places.get(at) else { return true };
        let Some(facts) = byline(line, *place) else { return true };
        if place.is_frame || facts.date.is_some() {
            told.add(facts);
        }
        false
    });
    told.facts.date = told.facts.date.or(told.update);
    if let Some(opening) = opening {
        told.add(opening);
    }
    told.store(article);
    drop_names(lines, article);
}

/// `par` on a line of its own goes with the name below it.
fn join_labels(lines: &mut Vec<Line>) {
    let is_label =
        |line: &Line| ["par", "by", "de notre correspondant"].contains(&line.key.as_str());
    let searched = lines.len().min(HEAD_LINES * 2);
    let Some(at) = lines.iter().take(searched).position(is_label) else { return };
    let joined = lines.get(at + 1).map(|next| format!("Par {}", next.text));
    if let Some(joined) = joined.filter(|joined| signature::read(joined).is_some()) {
        lines.remove(at);
        if let Some(line) = lines.get_mut(at) {
            line.set(&joined);
        }
    }
}

/// Drops the names of paper and writer that a page prints once more around the text.
fn drop_names(lines: &mut Vec<Line>, article: &Article) {
    let names = [article.author.as_deref(), article.source.as_deref()];
    let names: Vec<String> = names.into_iter().flatten().map(key).collect();
    let first = first_prose(lines);
    let last = lines.iter().rposition(Line::is_prose).unwrap_or(0);
    line::retain(lines, |at, line| {
        let is_frame = at <= first + HEAD_LINES || at > last;
        let is_signed = at > last && at > 0 && is_initials(&line.text);
        !((is_frame && names.contains(&line.key)) || is_signed)
    });
}

fn first_prose(lines: &[Line]) -> usize {
    lines.iter().position(Line::is_prose).unwrap_or(lines.len())
}

fn places(lines: &[Line]) -> Vec<Place> {
    let prose = first_prose(lines);
    let first = head_end(lines, prose);
    let last = lines.iter().rposition(Line::is_prose).unwrap_or(0);
    // Several bare dates amid the text are the headings of a chronicle.
    let bare_dates = lines.iter().skip(prose).filter(|line| is_bare_date(line)).count();
    // A text that begins with `La Voix du Lac`, then goes on, has that as its headline.
    let is_only_head = prose == 1 && first == 1;
    let place = |at: usize| {
        let is_head = at <= first + HEAD_LINES;
        Place {
            is_above: at < first && !is_only_head,
            is_stated: at < first || (is_head && bare_dates < 2),
            is_frame: is_head || at > last,
            is_last: at > 1 && at + 1 == lines.len(),
            is_beside: false,
        }
    };
    let mut places: Vec<Place> = (0..lines.len()).map(place).collect();
    for (at, place) in places.iter_mut().enumerate().take(first) {
        // A name under the writer's picture, and again: `Anne Roy`, `ANNE ROY`.
        let key = |at: usize| lines.get(at).map(|line| &line.key);
        let is_twice = key(at) == key(at + 1)
            || at.checked_sub(1).is_some_and(|before| key(before) == key(at));
        place.is_beside |= is_twice;
    }
    let alone: Vec<bool> = lines
        .iter()
        .zip(&places)
        .map(|(line, place)| place.is_above && byline(line, *place).is_some())
        .collect();
    for (at, place) in places.iter_mut().enumerate().take(first) {
        let before = at.checked_sub(1).and_then(|before| alone.get(before));
        place.is_beside |= [before, alone.get(at + 1)].into_iter().flatten().any(|alone| *alone);
    }
    places
}

/// Returns where the head of a page ends: at the first paragraph, or, when that stands above
/// date and writer, below these.
fn head_end(lines: &[Line], prose: usize) -> usize {
    let end = |at: usize| {
        let line = lines.get(at).filter(|line| !line.is_prose())?;
        let is_twice = lines.get(at + 1).is_some_and(|next| next.key == line.key);
        let is_writer = || signature::read(&line.text).is_some_and(|facts| facts.author.is_some());
        match dated(line, false) {
            Some(_) => Some(at + 1),
            // The name, the name again, and the paper.
            None if is_twice && is_writer() => Some(at + 3),
            None => None,
        }
    };
    (prose..lines.len().min(prose + HEAD_LINES)).rev().find_map(end).unwrap_or(prose)
}

impl Told {
    fn add(&mut self, facts: Facts) {
        let known = &mut self.facts;
        if facts.is_update {
            self.update = self.update.or(facts.date);
        } else {
            known.date = known.date.or(facts.date);
        }
        if let Some(agency) = facts.agency {
            // `ATS` and `AFP` on lines of their own, then `ATS et AFP`: the fullest names them all.
            let is_fuller = |known: &String| key(&agency).contains(&key(known));
            if known.agency.as_ref().is_none_or(is_fuller) {
                known.agency = Some(agency);
            }
        }
        known.paper = known.paper.take().or(facts.paper);
        known.author = known.author.take().or(facts.author);
        known.section = known.section.take().or(facts.section);
        known.url = known.url.take().or(facts.url);
    }

    /// The paper is the source; without one, the agency is. Its dispatch has no other author.
    fn store(self, article: &mut Article) {
        let Facts { date, paper, agency, author, section, url, .. } = self.facts;
        article.date = article.date.or(date);
        article.url = article.url.take().or(url);
        article.section = article.section.take().or(section);
        article.author = article.author.take().or(author);
        article.source = article.source.take().or(paper);
        if article.source.is_none() {
            article.source = agency;
        } else if article.author.is_none() && article.source != agency {
            article.author = agency;
        }
    }
}

/// Returns whether a line says by itself when or by whom the article was written.
pub(super) fn is_stamp(line: &Line) -> bool {
    let place =
        Place { is_above: true, is_stated: true, is_frame: true, is_last: false, is_beside: false };
    byline(line, place).is_some_and(|facts| {
        let is_alone = facts.paper.is_some() && facts.author.is_none() && facts.agency.is_none();
        facts.date.is_some() || facts.is_signed || !is_alone
    })
}

fn byline(line: &Line, place: Place) -> Option<Facts> {
    if line.heading.is_some() || line.is_prose() {
        return None;
    }
    let text = &line.text;
    let signed = || signature::read(text).filter(|facts| is_believed(facts, place));
    let framed = |read: fn(&str) -> Option<Facts>| place.is_frame.then(|| read(text)).flatten();
    signed()
        .or_else(|| dated(line, place.is_stated))
        .or_else(|| agencies(text).map(|name| Facts { agency: Some(name), ..Facts::default() }))
        .or_else(|| framed(source))
        .or_else(|| (place.is_beside && place.is_above).then(|| shouted(text)).flatten())
        .or_else(|| place.is_frame.then(|| address(text, place.is_above)).flatten())
}

/// A name alone is believed where signatures stand; amid the text nothing is.
fn is_believed(facts: &Facts, place: Place) -> bool {
    let is_marked = facts.date.is_some() || facts.is_signed || facts.agency.is_some();
    let is_named = facts.author.is_some() && (facts.has_role || facts.paper.is_some());
    let is_paper_alone = facts.paper.is_some() && (place.is_above || place.is_last);
    let is_person_alone = facts.author.is_some() && (place.is_beside || place.is_last);
    place.is_frame && (is_marked || is_named || is_paper_alone || is_person_alone)
}

/// Reads a line of a date and perhaps names; a bare date amid the text may be a heading.
fn dated(line: &Line, is_stated: bool) -> Option<Facts> {
    let found = read_date_line(&line.text)?;
    let words: usize = found.rest.iter().map(|run| run.split_whitespace().count()).sum();
    let mut facts =
        Facts { date: Some(found.date), is_update: found.is_update, ..Facts::default() };
    let is_accounted = found.rest.iter().all(|run| facts.read(run) || is_town(run));
    let is_publication = found.is_stamp || (is_stated && found.date.precision() >= Precision::Day);
    let is_plain = words <= MAX_WORDS_BESIDE_DATE && (is_accounted || is_labelled(&line.key));
    (is_publication && is_plain && !ends_as_prose(&line.text)).then_some(facts)
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

fn is_town(run: &str) -> bool {
    let words: Vec<&str> = run.split_whitespace().collect();
    words.len() <= 3 && words.iter().all(|word| super::person::is_name_word(word))
}

/// Reads `LE VAL` beside the name of the writer.
fn shouted(text: &str) -> Option<Facts> {
    let name = titled(text).filter(|name| !name.contains(char::is_lowercase))?;
    Some(Facts { paper: Some(name.to_owned()), ..Facts::default() })
}

/// Reads `Source : Institut du Val`.
fn source(text: &str) -> Option<Facts> {
    let starts = ["source :", "sources :", "source:", "sources:"];
    let name = starts.iter().map(|start| without_start(text, start)).min_by_key(|at| at.len())?;
    let is_marked = name.len() < text.len() && name.len() < MAX_SOURCE_BYTES;
    let name = name.trim().trim_end_matches(['.', ')']);
    let is_name = name.starts_with(char::is_uppercase) && !name.contains("://");
    let paper = paper(name).unwrap_or(name).to_owned();
    (is_marked && is_name).then(|| Facts { paper: Some(paper), ..Facts::default() })
}

/// Reads a line that is the address of the page; a bare one amid the text is a link.
fn address(text: &str, is_above: bool) -> Option<Facts> {
    const LABELS: [&str; 6] = ["url :", "url:", "lien :", "lien:", "source :", "source:"];
    let url = LABELS.iter().fold(text, |url, label| without_start(url, label).trim());
    let is_stated = url.len() < text.len() || is_above;
    let is_address = url.starts_with("http") && url.contains("://") && !url.contains(' ');
    (is_stated && is_address).then(|| Facts { url: Some(url.to_owned()), ..Facts::default() })
}

/// Reads the opening of an agency's first paragraph, which stays: `GAP, 3 mai 2021 (AFP) - …`.
fn opening(text: &str) -> Option<Facts> {
    let window = text.get(..text.floor_char_boundary(MAX_OPENING_BYTES))?;
    let end = [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| window.find(dash)).min()?;
    let head = window.get(..end)?;
    let agency = head.split_once('(').and_then(|(_, rest)| agencies(rest.split(')').next()?));
    let date = read_date_line(head).filter(|_| agency.is_some() || head.split(',').count() > 1);
    let is_opening = head.starts_with(|first: char| first.is_uppercase() || first == '(');
    let facts = Facts { date: date.map(|line| line.date), agency, ..Facts::default() };
    (is_opening && (facts.date.is_some() || facts.agency.is_some())).then_some(facts)
}
