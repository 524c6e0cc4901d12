//! One article to read, hits marked.

use super::layout::{Line, lines, set};
use super::terminal::{address, title_words};
use super::words::words;
use super::{Look, Marks, date};
use crate::article::Article;
use crate::highlight::{Fragment, fragments};
use crate::search::MarkedArticle;

/// Returns an article, or only the passage in `part`, a byte range of the body, as text: title,
/// origin, then the paragraphs.
pub fn article(
    marked: &MarkedArticle,
    part: Option<std::ops::Range<usize>>,
    look: &Look,
) -> String {
    let article = &marked.article;
    let mut out = String::new();
    let title = title_words(&article.title, &article.id, &marked.title_highlights, look.width);
    push(&mut out, lines(&title, look.width, &look.title, &look.hit));
    for line in origin(article, look) {
        push(&mut out, vec![Line::marked(&line, &look.faint)]);
    }
    out.push('\n');
    let mut pieces = fragments(&article.body, &marked.highlights);
    if let Some(part) = part {
        pieces = within(&pieces, part);
    }
    for line in text_lines(&pieces) {
        let lines = lines(&words(&line, look.width), look.width, &Marks::default(), &look.hit);
        if lines.is_empty() { out.push('\n') } else { push(&mut out, lines) }
    }
    out
}

fn push(out: &mut String, lines: Vec<Line>) {
    set(out, lines, Line::default(), 0, 0);
}

/// Returns the lines between title and text: source, date and author; section; url; id.
fn origin(article: &Article, look: &Look) -> Vec<String> {
    let day = article.date.map(|day| date(day, look.language));
    let parts = [article.source.clone(), day, article.author.clone(), article.section.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let lines = [Some(parts.join(" · ")), article.url.clone(), Some(address(&article.id, None))];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).collect()
}

/// Cuts out of the fragments of a text those of a byte range.
fn within<'a>(pieces: &[Fragment<'a>], part: std::ops::Range<usize>) -> Vec<Fragment<'a>> {
    let mut start = 0;
    let mut kept = Vec::new();
    for piece in pieces {
        let end = start + piece.text.len();
        let (first, last) = (part.start.max(start), part.end.min(end));
        if first < last {
            let text = piece.text.get(first - start..last - start).unwrap_or("");
            kept.push(Fragment { text, ..*piece });
        }
        start = end;
    }
    kept
}

/// Cuts the fragments of a text at its line ends.
fn text_lines<'a>(pieces: &[Fragment<'a>]) -> Vec<Vec<Fragment<'a>>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        for (index, text) in piece.text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(Fragment { text, ..*piece });
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::highlights;

    fn marked() -> MarkedArticle {
        let mut article = Article::new("n-7", "Le vent est tombé.\n\nLe calme revient au large.");
        article.title = "Le calme".to_owned();
        article.source = Some("L'Écho".to_owned());
        article.date = "2024-05".parse().ok();
        let highlights_of = |text: &str| {
            let places = text.match_indices("calme");
            highlights(
                text,
                &mut places.map(|(start, word)| (start..start + word.len()).into()).collect(),
            )
        };
        MarkedArticle {
            title_highlights: highlights_of(&article.title),
            highlights: highlights_of(&article.body),
            passages: vec![0..19, 21..article.body.len()],
            article,
        }
    }

    fn check(part: Option<std::ops::Range<usize>>, text: &str) {
        let hit = Marks::new("<", ">");
        let look = Look { width: 20, hit, ..Look::default() };
        let head = "Le <calme>\nL'Écho · May 2024\nn-7\n\n";
        assert_eq!(article(&marked(), part, &look), format!("{head}{text}"));
    }

    #[test]
    fn an_article_shows_its_paragraphs_with_hits_marked() {
        check(None, "Le vent est tombé.\n\nLe <calme> revient au\nlarge.\n");
    }

    #[test]
    fn a_passage_is_shown_alone() {
        check(Some(21..48), "Le <calme> revient au\nlarge.\n");
    }

    #[test]
    fn a_range_that_cuts_a_hit_keeps_its_part() {
        check(Some(24..26), "<ca>\n");
    }
}
