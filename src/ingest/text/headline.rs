//! The headline that a page prints twice, or above date and writer; and the frame around it.

use std::ops::Range;

use super::buttons::is_trail;
use super::byline::is_stamp;
use super::credit::is_credit;
use super::edge::is_menu;
use super::frame_words::SECTIONS;
use super::line::{self, Line};
use super::noise::is_noise;
use super::papers::{paper, titled, topmost};
use super::person::{Said, said};
use super::title::{self, MAX_KICKER_WORDS};
use crate::article::Article;

/// The head of a page, with its menu, has no more lines.
const HEAD_LINES: usize = 20;

/// The second copy of a headline comes within so many lines.
const SEARCHED_LINES: usize = 60;

/// Shorter lines may come twice by chance: `Partager`.
const MIN_REPEATED_BYTES: usize = 10;

/// A headline that differs by a kicker or by the name of the paper is told by more.
const MIN_CORE_BYTES: usize = 16;

/// A line of more words above the headline is not known to belong to the frame.
const MAX_FRAME_WORDS: usize = 6;

/// A headline below a kicker has at least so many.
const MIN_TITLE_WORDS: usize = 5;

/// Finds the headline by its second copy or by the signature below it, moves it into the article,
/// and takes the frame above it away.
pub(super) fn take(lines: &mut Vec<Line>, article: &mut Article) {
    let has_heading = lines.iter().take(HEAD_LINES).any(|line| line.heading == Some(1));
    if !article.title.is_empty() || has_heading {
        return;
    }
    let Some(found) = repeated(lines).or_else(|| signed(lines)) else { return };
    let is_in_frame: Vec<bool> =
        (0..lines.len().min(HEAD_LINES)).map(|at| is_framed(lines, at, &found, article)).collect();
    let text = lines.get(found.printed).map(|line| line.text.clone()).unwrap_or_default();
    line::retain(lines, |at, _| {
        at != found.printed && !is_in_frame.get(at).copied().unwrap_or(false)
    });
    title::store(&text, lines, article);
}

/// Where the headline stands.
struct Found {
    /// The first copy.
    at: usize,
    /// The copy that becomes the title.
    printed: usize,
    /// The page prints it again.
    is_repeated: bool,
}

fn repeated(lines: &[Line]) -> Option<Found> {
    let searched = lines.get(..lines.len().min(SEARCHED_LINES)).unwrap_or(lines);
    let cores: Vec<Cores> = searched.iter().map(|line| Cores::of(&line.text)).collect();
    let stamp = first_stamp(lines).unwrap_or(HEAD_LINES);
    let is_candidate = |at: &usize| {
        searched
            .get(*at)
            .is_some_and(|line| line.key.len() >= MIN_REPEATED_BYTES && line.words() > 1)
    };
    (0..stamp.min(searched.len())).filter(is_candidate).find_map(|at| {
        let core = cores.get(at)?;
        let next = (at + 1..searched.len())
            .find(|next| cores.get(*next).is_some_and(|other| core.is_same(other)))?;
        // A picture's credit stands between the copies of its caption.
        let is_caption = lines.get(at + 1..next)?.iter().any(is_credit);
        let has_paper = cores.get(next).is_some_and(|other| core.is_signed(other));
        let printed = if !has_paper && is_plainer(searched, at, next) { next } else { at };
        let line = searched.get(at)?;
        // A first paragraph, or the writer's name, may come twice as well.
        let is_other = line.is_prose() || matches!(said(&line.text), Some(Said::Name(_)));
        let is_below = is_other && has_bare_above(lines, at);
        (!is_caption && !is_below && !is_furniture(lines, at)).then_some(Found {
            at,
            printed,
            is_repeated: true,
        })
    })
}

/// Returns whether another line above may be the headline: then a repeated sentence is none.
fn has_bare_above(lines: &[Line], at: usize) -> bool {
    (0..at).any(|above| lines.get(above).is_some_and(title::is_bare) && !is_furniture(lines, above))
}

/// Of `DÉCRYPTAGE. Qui vote ?` and `Qui vote ?` the shorter one is plainer; so are small letters.
fn is_plainer(lines: &[Line], first: usize, second: usize) -> bool {
    let (Some(first), Some(second)) = (lines.get(first), lines.get(second)) else { return false };
    let is_shouted = |line: &Line| !line.text.contains(char::is_lowercase);
    let is_shorter = second.key.len() + 1 < first.key.len();
    (is_shouted(first) && !is_shouted(second)) || is_shorter
}

/// Finds the headline above date, writer or paper; else below them, when only the frame of the
/// page stands above.
fn signed(lines: &[Line]) -> Option<Found> {
    let stamp = first_stamp(lines)?;
    let head = lines.iter().take(HEAD_LINES).position(Line::is_prose).unwrap_or(lines.len());
    let head = head.min(HEAD_LINES);
    let last = (stamp..head).rfind(|at| lines.get(*at).is_some_and(is_stamp)).unwrap_or(stamp);
    let above = in_group(lines, 0..last.min(head));
    let below = || {
        let is_frame = |at: usize| is_furniture(lines, at) || words(lines, at) < MIN_KICKED_WORDS;
        let at = candidates(lines, last..head).find(|at| words(lines, *at) >= MIN_KICKED_WORDS);
        at.filter(|_| (0..last).all(is_frame))
    };
    let at = match above {
        Some(at) if words(lines, at) >= MIN_KICKED_WORDS => at,
        above => below().or(above)?,
    };
    Some(Found { at, printed: at, is_repeated: false })
}

/// A headline below the frame of a page has at least so many words, a kicker mostly fewer.
const MIN_KICKED_WORDS: usize = 3;

/// Returns the headline of the last group of lines, parted by menus and signatures, that has a
/// full one; what stands in groups above is the site's own.
fn in_group(lines: &[Line], range: Range<usize>) -> Option<usize> {
    let mut found: Option<usize> = None;
    let mut group: Vec<usize> = Vec::new();
    for at in range {
        if is_furniture(lines, at) {
            group.clear();
        } else if lines.get(at).is_some_and(title::is_bare) {
            group.push(at);
            let best = best(lines, &group);
            let is_full = best.is_some_and(|best| words(lines, best) >= MIN_FULL_WORDS);
            found = if is_full { best } else { found.or(best) };
        }
    }
    found
}

/// A line of fewer words may be a kicker, or a section that no table has.
const MIN_FULL_WORDS: usize = 4;

/// The first line, or the long one below a kicker.
fn best(lines: &[Line], group: &[usize]) -> Option<usize> {
    let first = *group.first()?;
    let is_kicker = words(lines, first) <= MAX_KICKER_WORDS;
    let below = group.iter().find(|at| is_kicker && words(lines, **at) >= MIN_TITLE_WORDS);
    Some(below.copied().unwrap_or(first))
}

fn candidates(lines: &[Line], range: Range<usize>) -> impl Iterator<Item = usize> {
    range.filter(|at| lines.get(*at).is_some_and(title::is_bare) && !is_furniture(lines, *at))
}

fn words(lines: &[Line], at: usize) -> usize {
    lines.get(at).map_or(0, Line::words)
}

fn first_stamp(lines: &[Line]) -> Option<usize> {
    lines.iter().take(HEAD_LINES).position(is_stamp)
}

/// Returns whether a line is known to belong to a page, not to an article.
fn is_furniture(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_none_or(|line| {
        is_noise(lines, at)
            || is_menu(line)
            || is_trail(&line.text)
            || is_stamp(line)
            || site(&line.text).is_some()
    })
}

/// Returns paper and section of a line such as `Le Fleuve | Consommation`.
fn site(text: &str) -> Option<(&str, &str)> {
    let parts = [" | ", " > ", " - ", " – ", " — ", " › ", " · ", " / "];
    if let Some((name, _)) = text.split_once(", ").filter(|(name, _)| paper(name).is_some()) {
        // `Le Val, hebdomadaire de la vallée`
        return Some((name, ""));
    }
    let split = parts.iter().find_map(|sign| text.split_once(sign)).unwrap_or((text, ""));
    let (name, section) = split;
    let is_short = section.split_whitespace().count() <= MAX_KICKER_WORDS;
    let name = paper(name).or_else(|| titled(name).filter(|_| !section.is_empty()))?;
    is_short.then_some((name, section))
}

/// Decides whether a line of the head goes, and keeps what it tells.
fn is_framed(lines: &[Line], at: usize, found: &Found, article: &mut Article) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let is_above = at < found.at;
    let is_section = SECTIONS.contains(&line.key.as_str());
    let is_entry = is_menu(line) || is_trail(&line.text);
    let is_head = lines.iter().take(at + 1).all(|line| !line.is_prose());
    if is_section && is_head && line.heading.is_none() {
        article.section = Some(line.text.clone());
        return true;
    }
    if is_entry && is_head {
        return true;
    }
    if !is_above || is_stamp(line) {
        return false;
    }
    if let Some((name, section)) = site(&line.text) {
        article.source.get_or_insert_with(|| name.to_owned());
        if !section.is_empty() {
            article.section.get_or_insert_with(|| section.to_owned());
        }
        return true;
    }
    is_noise(lines, at) || is_motto(lines, at) || is_kicker(line, at, found, article)
}

/// Returns whether a line stands between the name of the site and its menu: `La voix du fleuve`.
fn is_motto(lines: &[Line], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    before.is_some_and(|before| site(&before.text).is_some())
        && lines.get(at).is_some_and(title::is_bare)
        && is_furniture(lines, at + 1)
}

/// A short line above the headline: the paper by its article, else a section.
fn is_kicker(line: &Line, at: usize, found: &Found, article: &mut Article) -> bool {
    let words = line.words();
    let most = if found.is_repeated { MAX_FRAME_WORDS } else { MAX_KICKER_WORDS };
    if words > most || line.is_sentence() {
        return false;
    }
    let top = (at == 0).then(|| topmost(&line.text)).flatten();
    match titled(&line.text).or(top).filter(|_| article.source.is_none()) {
        Some(name) => article.source = Some(name.to_owned()),
        None if words <= MAX_KICKER_WORDS => {
            article.section.get_or_insert_with(|| line.text.clone());
        }
        None => {}
    }
    true
}

/// The letters of a headline, with and without what a page puts before or behind it.
pub(super) struct Cores {
    whole: String,
    /// Without `DÉCRYPTAGE.`
    unkicked: Option<String>,
    /// Without ` | Le Val`
    unsigned: Option<String>,
}

/// No headline is longer, with its kicker and the paper's name.
const MAX_HEADLINE_BYTES: usize = 320;

impl Cores {
    pub(super) fn of(text: &str) -> Cores {
        if text.len() > MAX_HEADLINE_BYTES {
            return Cores { whole: String::new(), unkicked: None, unsigned: None };
        }
        let is_kicker = |start: &str| start.split_whitespace().count() <= MAX_KICKER_WORDS + 1;
        let kicked = [". ", " : ", ": ", " | ", " - ", " – ", " — "]
            .iter()
            .filter_map(|sign| text.split_once(sign))
            .find(|(start, _)| is_kicker(start));
        let signs = [" | ", " - ", " – ", " — ", " · "];
        let signed = signs.iter().filter_map(|sign| text.rsplit_once(sign));
        let signed = signed.max_by_key(|(head, _)| head.len());
        Cores {
            whole: letters(text),
            unkicked: kicked.map(|(_, rest)| letters(rest)),
            unsigned: signed.filter(|(_, end)| is_kicker(end)).map(|(head, _)| letters(head)),
        }
    }

    /// Returns whether this is the other headline with the name of a paper behind it.
    fn is_signed(&self, other: &Cores) -> bool {
        self.unsigned.as_ref() == Some(&other.whole)
    }

    /// Returns whether two lines print the same headline.
    pub(super) fn is_same(&self, other: &Cores) -> bool {
        let is_core = |core: &Option<String>, whole: &String| {
            core.as_ref().is_some_and(|core| core.len() >= MIN_CORE_BYTES && core == whole)
        };
        !self.whole.is_empty()
            && (self.whole == other.whole
                || [&self.unkicked, &self.unsigned].iter().any(|core| is_core(core, &other.whole))
                || [&other.unkicked, &other.unsigned].iter().any(|core| is_core(core, &self.whole)))
    }
}

/// Folds a text to its letters and digits: no blanks, marks, accents or ligatures.
fn letters(text: &str) -> String {
    let folded = crate::article::unaccented(text);
    folded.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().replace('œ', "oe")
}
