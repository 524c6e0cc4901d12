//! Finds the headline among the first lines.

use super::line::{Line, key};
use super::papers::paper;
use crate::article::Article;

/// No headline is longer.
const MAX_TITLE_BYTES: usize = 240;

/// A headline that ends with a full stop is shorter, else it is the first sentence of the text.
const MAX_DOTTED_TITLE_BYTES: usize = 130;

/// `Guerre en Ukraine`, above the headline proper, has at most so many words.
pub(super) const MAX_KICKER_WORDS: usize = 3;

/// A headline below a kicker has at least so many.
const MIN_TITLE_WORDS: usize = 6;

/// Longest subject of a first sentence that can be a title.
const MAX_SUBJECT_BYTES: usize = 160;

/// How many lines are searched for a repeated headline, or for a Markdown heading.
const SEARCHED_LINES: usize = 60;

/// Moves the headline into the article, unless a header gave one.
pub(super) fn take(lines: &mut Vec<Line>, article: &mut Article) {
    if !article.title.is_empty() {
        return;
    }
    if let Some(at) = headline(lines) {
        let text = lines.remove(at).text;
        store(&text, lines, article);
        if let Some(next) = lines.get_mut(at) {
            next.is_after_blank = true;
        }
    } else if let Some(subject) = lines.first().and_then(|line| defined(&line.text)) {
        article.title = subject.to_owned();
    }
}

/// Sets the title, and the paper when its name stands behind it.
pub(super) fn store(text: &str, others: &[Line], article: &mut Article) {
    let (title, outlet) = without_outlet(text, others);
    article.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    article.source = article.source.take().or(outlet.map(str::to_owned));
}

/// Returns the place of the line that is the headline.
fn headline(lines: &[Line]) -> Option<usize> {
    let heading = lines.iter().take(SEARCHED_LINES / 10).position(|line| line.heading == Some(1));
    if heading.is_some() {
        return heading;
    }
    let is_kicker = lines.first()?.words() <= MAX_KICKER_WORDS && lines.len() > 2;
    let is_below =
        |line: &Line| line.words() >= MIN_TITLE_WORDS && is_bare(line) && line.heading.is_none();
    if is_kicker && !lines.first()?.is_sentence() && lines.get(1).is_some_and(is_below) {
        return Some(1);
    }
    is_headline(lines).then_some(0)
}

/// Returns whether the first line is a headline.
fn is_headline(lines: &[Line]) -> bool {
    let Some((first, others)) = lines.split_first() else { return false };
    let is_repeated = others.iter().take(SEARCHED_LINES).any(|line| line.key == first.key);
    let is_long = first.text.len() > MAX_TITLE_BYTES;
    if is_long || is_repeated || first.heading.is_some() || is_bare(first) {
        return !is_long;
    }
    let is_short = first.text.len() <= MAX_DOTTED_TITLE_BYTES && !has_inner_stop(&first.text);
    let stands_alone = others.first().is_some_and(|next| {
        next.is_after_blank && (next.is_prose() || next.text.len() > first.text.len())
    });
    is_short && stands_alone && defined(&first.text).is_none()
}

/// Returns whether a line may be a headline: not long, and nothing of a sentence at its end.
pub(super) fn is_bare(line: &Line) -> bool {
    let is_open = line.text.ends_with([',', ';', ':', '-']);
    line.text.len() <= MAX_TITLE_BYTES && !is_open && !ends_with_stop(&line.text)
}

/// A question mark or three points may end a headline, a full stop seldom does.
fn ends_with_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '»', '”', ')', ' ', '\u{a0}']);
    bare.ends_with('.') && !bare.ends_with("..")
}

fn has_inner_stop(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text.get(..at).and_then(|before| before.split(' ').next_back()).unwrap_or("");
        let is_abbreviation = word.len() <= 3 && word.starts_with(char::is_uppercase);
        !is_abbreviation
    })
}

/// Cuts the name of the paper from `Un accord est signé | Le Quotidien`.
fn without_outlet<'a>(text: &'a str, others: &[Line]) -> (&'a str, Option<&'a str>) {
    let cuts = [" | ", " - ", " – ", " — ", " · "].iter().filter_map(|mark| text.rsplit_once(mark));
    let Some((title, outlet)) = cuts.min_by_key(|(_, outlet)| outlet.len()) else {
        return (text, None);
    };
    let (title, title_key) = (title.trim(), key(title));
    let is_repeated = others.iter().take(SEARCHED_LINES).any(|line| line.key == title_key);
    let is_name = outlet.split_whitespace().count() <= 4 && !outlet.contains([')', ']', '"', '»']);
    let is_outlet = is_name && paper(outlet).is_some();
    if is_outlet || (is_repeated && is_name) { (title, Some(outlet.trim())) } else { (text, None) }
}

/// Returns the subject of a definition: `Le lac Vert est un lac de …` is about `Le lac Vert`.
fn defined(text: &str) -> Option<&str> {
    const VERBS: [&str; 8] = [
        " est ",
        " sont ",
        " était ",
        " étaient ",
        " fut ",
        " furent ",
        " désigne ",
        " désignent ",
    ];
    const ARTICLES: [&str; 12] =
        ["un ", "une ", "le ", "la ", "les ", "l'", "l’", "des ", "du ", "de ", "l'un ", "aussi "];
    let window = text.get(..text.floor_char_boundary(2 * MAX_SUBJECT_BYTES))?;
    let verbs = VERBS.iter().filter_map(|verb| Some((window.find(verb)?, verb.len())));
    let (end, length) = verbs.min()?;
    let is_definition = ARTICLES
        .iter()
        .any(|article| window.get(end + length..).is_some_and(|rest| rest.starts_with(article)));
    let subject = window.get(..end)?;
    // What stands between commas or in brackets explains the subject: dates, other names.
    let subject = subject.split([',', '(']).next()?.trim();
    let is_subject = !subject.is_empty() && subject.len() <= MAX_SUBJECT_BYTES;
    let is_pronoun = ["il", "elle", "ils", "elles", "ce", "c'", "on", "qui", "ceci", "cela"]
        .contains(&key(subject).as_str());
    (is_definition && is_subject && !is_pronoun && !subject.contains(['"', '«', '.', ';', ':']))
        .then_some(subject)
}
