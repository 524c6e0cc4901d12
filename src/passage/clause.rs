//! Sentences longer than a passage: cut at the best clause border, never inside a word.

use std::ops::Range;

use super::{MAX_PASSAGE_WORDS, words};

/// How good a place is to cut a sentence; later is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    /// Between two words that nothing separates but a sign: `l'|accord`.
    Sign,
    /// At white space.
    Space,
    /// After a comma, a bracket or a dash.
    Comma,
    /// After a semicolon or colon.
    Clause,
}

/// Hands over a sentence of `text` with its number of words, in pieces where it is longer than a
/// passage may be.
pub(super) fn cut(text: &str, sentence: Range<usize>, mut found: impl FnMut(Range<usize>, usize)) {
    let body = text.get(sentence.clone()).unwrap_or_default();
    let count = words::count(body);
    if count <= MAX_PASSAGE_WORDS {
        return found(sentence, count);
    }
    let spans = words::spans(body);
    let mut first = 0;
    let mut from = 0;
    while first < spans.len() {
        let next = first + piece_words(body, &spans[first..]);
        let to = if next < spans.len() { cut_point(body, gap(&spans, next)) } else { body.len() };
        let piece = trimmed(body, from..to);
        found(sentence.start + piece.start..sentence.start + piece.end, next - first);
        (first, from) = (next, to);
    }
}

/// Returns how many of the remaining words the next piece takes: the best border within a third
/// of an even share, the nearest to it among equals.
fn piece_words(body: &str, spans: &[Range<usize>]) -> usize {
    if spans.len() <= MAX_PASSAGE_WORDS {
        return spans.len();
    }
    let share = spans.len() / spans.len().div_ceil(MAX_PASSAGE_WORDS);
    let window = share - share / 3..=MAX_PASSAGE_WORDS.min(share + share / 3);
    let worth = |&words: &usize| {
        let nearness = MAX_PASSAGE_WORDS - words.abs_diff(share);
        (border(body, gap(spans, words)), nearness)
    };
    window.max_by_key(worth).unwrap_or(share)
}

/// Returns what lies between the word `next` and the one before it.
fn gap(spans: &[Range<usize>], next: usize) -> Range<usize> {
    spans[next - 1].end..spans[next].start
}

fn border(body: &str, gap: Range<usize>) -> Border {
    let rank = |sign: char| match sign {
        ';' | ':' => Border::Clause,
        ',' | ')' | '(' | '–' | '—' | '»' | '«' => Border::Comma,
        sign if sign.is_whitespace() => Border::Space,
        _ => Border::Sign,
    };
    let between = body.get(gap).unwrap_or_default();
    // `23:55` is no clause: punctuation counts only beside white space.
    match between.contains(char::is_whitespace) {
        true => between.chars().map(rank).max().unwrap_or(Border::Space),
        false => Border::Sign,
    }
}

/// Returns where to cut inside a gap: after its last closing sign, else at its white space.
fn cut_point(body: &str, gap: Range<usize>) -> usize {
    let between = body.get(gap.clone()).unwrap_or_default();
    let closing = [',', ';', ':', '.', '!', '?', '…', ')', ']', '»', '”'];
    let after_closing = between.rfind(closing).map(|at| {
        at + between.get(at..).and_then(|tail| tail.chars().next()).map_or(0, char::len_utf8)
    });
    let point = after_closing.or_else(|| between.find(char::is_whitespace));
    gap.start + point.unwrap_or(between.len())
}

fn trimmed(body: &str, span: Range<usize>) -> Range<usize> {
    let piece = body.get(span.clone()).unwrap_or_default();
    let start = span.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(&str, usize)> {
        let mut pieces = Vec::new();
        cut(text, 0..text.len(), |span, words| pieces.push((&text[span], words)));
        pieces
    }

    fn check(left: &str, right: &str) {
        let (many, few) = ("mot ".repeat(89), "suite ".repeat(99));
        let text = format!("{many}{left} {right} {}", few.trim());
        let lines = [format!("{many}{left}"), format!("{right} {}", few.trim())];
        let found: Vec<String> =
            pieces(&text).into_iter().map(|(piece, _)| piece.to_owned()).collect();
        assert_eq!(found, lines.map(|line| line.trim().to_owned()));
    }

    #[test]
    fn clause_borders_are_preferred() {
        check("lundi ;", "mardi");
        check("une chose :", "« mardi");
        check("lundi,", "mardi");
        check("« lundi »", "mardi");
    }

    #[test]
    fn a_sentence_that_fits_stays_whole() {
        let text = "un, deux ; ".repeat(75);
        assert_eq!(pieces(text.trim()), [(text.trim(), 150)]);
    }

    #[test]
    fn text_without_spaces_is_cut_at_signs() {
        let text = "a'".repeat(400);
        assert!(pieces(&text).iter().all(|(_, words)| (80..=150).contains(words)));
    }
}
