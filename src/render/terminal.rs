//! A list of hits for people: title, source and date, the best passages with their hits marked,
//! and the id to show the article by.

use super::explanation::explanation;
use super::layout::{Line, lines, set};
use super::typography::score;
use super::window::window;
use super::words::{Word, words};
use super::{Look, Marks, count, date, duration, plural};
use crate::highlight::{Highlight, fragments};
use crate::language::Language;
use crate::search::{ArticleInfo, Hit, Neighbour, PassageHit, SearchResults};

/// Lines of a passage that are shown: enough to judge it, few enough for several hits a screen.
const PASSAGE_LINES: usize = 4;

/// Narrowest text column; a narrower screen breaks the lines itself.
const MIN_TEXT_COLUMNS: usize = 20;

/// Returns the line that opens every answer: `21 articles · 0.4 ms`.
pub fn article_count(results: &SearchResults, language: Language) -> String {
    let total = results.total_articles;
    let bound = match (results.total_is_exact, language) {
        (true, _) => "",
        (false, Language::French) => "au moins ",
        (false, Language::English) => "at least ",
    };
    let noun = if plural(total, language) { "articles" } else { "article" };
    let took = duration(results.took, language);
    format!("{bound}{} {noun} · {took}\n", count(total, language))
}

/// Returns the hits, numbered from `first_rank` on, each after an empty line.
pub fn results(hits: &[Hit], first_rank: usize, look: &Look) -> String {
    let mut out = String::new();
    for (index, hit) in hits.iter().enumerate() {
        let frame = Frame::new(first_rank + index, look);
        out.push('\n');
        frame.push_title(&mut out, &hit.article, &hit.title_highlights);
        frame.push_passages(&mut out, hit);
        if let Some(parts) = &hit.explanation {
            out.push_str(&explanation(parts, look.language));
        }
    }
    out
}

/// Returns the address of an article or one of its passages as `depeche show` takes it, quoted for
/// the shell when it has to be.
pub(super) fn address(id: &str, ordinal: Option<u32>) -> String {
    let address = match ordinal {
        Some(ordinal) => format!("{id}#{ordinal}"),
        None => id.to_owned(),
    };
    let is_safe =
        |character: char| character.is_alphanumeric() || "_-./:@%+,=#".contains(character);
    let is_plain = address.chars().all(is_safe) && !address.starts_with(['#', '=']);
    if is_plain { address } else { format!("'{}'", address.replace('\'', r"'\''")) }
}

/// Where a hit is written: behind its number, in the columns that are left.
struct Frame<'a> {
    number: String,
    columns: usize,
    look: &'a Look,
}

impl<'a> Frame<'a> {
    fn new(rank: usize, look: &'a Look) -> Self {
        let number = format!("{rank}  ");
        let columns = look.width.max(number.len() + MIN_TEXT_COLUMNS);
        Frame { number, columns, look }
    }

    fn indent(&self) -> usize {
        self.number.len()
    }

    fn text_columns(&self) -> usize {
        self.columns - self.indent()
    }

    fn push_title(&self, out: &mut String, article: &ArticleInfo, highlights: &[Highlight]) {
        let title = title_words(&article.title, &article.id, highlights, self.text_columns());
        let lines = lines(&title, self.text_columns(), &self.look.title, &self.look.hit);
        let start = out.len();
        set(out, lines, self.origin(article), self.indent(), self.columns);
        // The number takes the place of the first indent.
        out.replace_range(start..start + self.indent(), &self.number);
    }

    /// Returns source and date of an article.
    fn origin(&self, article: &ArticleInfo) -> Line {
        let day = article.date.map(|day| date(day, self.look.language));
        let source = article.source.clone().filter(|source| !source.is_empty());
        let parts: Vec<String> = source.into_iter().chain(day).collect();
        Line::marked(&parts.join(" · "), &self.look.faint)
    }

    fn push_passages(&self, out: &mut String, hit: &Hit) {
        let shown = hit.passages.len() as u64;
        let more = u64::from(hit.matching_passages).saturating_sub(shown);
        let best = hit.passages.first().map(|passage| passage.ordinal);
        let id = format!("[{}]", address(&hit.article.id, best));
        let is_alone = shown == 1 && more == 0;
        for passage in &hit.passages {
            let mut place =
                format!("§{} · {}", passage.ordinal, score(passage.score, self.look.language));
            if is_alone {
                place = format!("{place}  {id}");
            }
            self.push_neighbours(out, &passage.before);
            let right = Line::marked(&place, &self.look.faint);
            let lines = self.passage_lines(passage, hit.passage_count);
            set(out, lines, right, self.indent(), self.columns);
            self.push_neighbours(out, &passage.after);
        }
        if !is_alone {
            let left = self.more_passages(more).into_iter().collect();
            let right = Line::marked(&id, &self.look.faint);
            set(out, left, right, self.indent(), self.columns);
        }
    }

    /// Writes neighbours whole, each between empty lines, with its place and without a score.
    fn push_neighbours(&self, out: &mut String, neighbours: &[Neighbour]) {
        for neighbour in neighbours {
            let fragments = fragments(&neighbour.text, &neighbour.highlights);
            let words = words(&fragments, self.text_columns());
            let lines = lines(&words, self.text_columns(), &Marks::default(), &self.look.hit);
            let right = Line::marked(&format!("§{}", neighbour.ordinal), &self.look.faint);
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
            set(out, lines, right, self.indent(), self.columns);
            out.push('\n');
        }
    }

    fn passage_lines(&self, passage: &PassageHit, passage_count: u32) -> Vec<Line> {
        let columns = self.text_columns();
        let fragments = fragments(&passage.text, &passage.highlights);
        let words = words(&fragments, columns);
        // The last line keeps a little room, for words do not fill lines evenly.
        let run = window(&words, columns * PASSAGE_LINES - columns / 2);
        let is_cut_before = run.start > 0 || passage.ordinal > 1;
        let is_cut_after = run.end < words.len() || passage.ordinal < passage_count;
        let mut shown: Vec<Word<'_>> = Vec::with_capacity(run.len() + 2);
        shown.extend(is_cut_before.then(Word::ellipsis));
        shown.extend(words.get(run).unwrap_or_default().iter().cloned());
        shown.extend(is_cut_after.then(Word::ellipsis));
        lines(&shown, columns, &Marks::default(), &self.look.hit)
    }

    fn more_passages(&self, more: u64) -> Option<Line> {
        let language = self.look.language;
        let noun = match (language, plural(more, language)) {
            (Language::French, false) => "autre passage",
            (Language::French, true) => "autres passages",
            (Language::English, false) => "more passage",
            (Language::English, true) => "more passages",
        };
        let text = format!("↳ {} {noun}", count(more, language));
        (more > 0).then(|| Line::marked(&text, &self.look.faint))
    }
}

/// Cuts a title into words; an article without a title goes by its id.
pub(super) fn title_words<'a>(
    title: &'a str,
    id: &'a str,
    highlights: &[Highlight],
    columns: usize,
) -> Vec<Word<'a>> {
    let pieces = match title.trim().is_empty() {
        true => fragments(id, &[]),
        false => fragments(title, highlights),
    };
    words(&pieces, columns)
}

#[cfg(test)]
mod tests;
