//! Words set in lines.

use super::words::{Gap, Word, width};
use super::{Marks, clean};

/// One line of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The text with its marks.
    pub text: String,
    /// Columns taken; marks take none.
    pub width: usize,
}

impl Line {
    /// Makes a line of a text in one look.
    pub(super) fn marked(text: &str, marks: &Marks) -> Self {
        let text = clean(text);
        if text.is_empty() {
            return Line::default();
        }
        Line { width: width(&text), text: marks.around(&text) }
    }
}

/// Sets words in lines of at most `columns`; no line is wider unless a single word is.
pub(super) fn lines(words: &[Word<'_>], columns: usize, plain: &Marks, hit: &Marks) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Draft::default();
    for word in words {
        let is_full = line.width + word.gap.width() + word.width > columns;
        if !line.runs.is_empty() && is_full {
            lines.push(std::mem::take(&mut line).finish(plain, hit));
        }
        line.push(word);
    }
    if !line.runs.is_empty() {
        lines.push(line.finish(plain, hit));
    }
    lines
}

/// Writes lines one under the other, each after `indent` spaces; `right` goes to the right end of
/// the last one, or below it when there is no room.
pub(super) fn set(out: &mut String, lines: Vec<Line>, right: Line, indent: usize, columns: usize) {
    let room = columns.saturating_sub(indent);
    let last = lines.len().saturating_sub(1);
    let has_right = right.width > 0;
    let mut is_set = !has_right;
    for (index, line) in lines.into_iter().enumerate() {
        push_spaces(out, indent);
        out.push_str(&line.text);
        if has_right && index == last && line.width + RIGHT_GAP + right.width <= room {
            push_spaces(out, room - line.width - right.width);
            out.push_str(&right.text);
            is_set = true;
        }
        out.push('\n');
    }
    if !is_set {
        push_spaces(out, indent + room.saturating_sub(right.width));
        out.push_str(&right.text);
        out.push('\n');
    }
}

/// Fewest spaces between a text and what stands at the right end of its line.
const RIGHT_GAP: usize = 2;

/// A line that is being filled: runs of letters, each in one look.
#[derive(Default)]
struct Draft {
    runs: Vec<(String, bool)>,
    width: usize,
}

impl Draft {
    fn push(&mut self, word: &Word<'_>) {
        if !self.runs.is_empty() && word.gap != Gap::None {
            self.push_run(" ", word.gap == Gap::HitSpace);
            self.width += 1;
        }
        for piece in &word.pieces {
            self.push_run(&clean(piece.text), piece.is_hit);
        }
        self.width += word.width;
    }

    fn push_run(&mut self, text: &str, is_hit: bool) {
        match self.runs.last_mut() {
            Some((run, was_hit)) if *was_hit == is_hit => run.push_str(text),
            _ => self.runs.push((text.to_owned(), is_hit)),
        }
    }

    fn finish(self, plain: &Marks, hit: &Marks) -> Line {
        let runs = self.runs.iter();
        let text =
            runs.map(|(run, is_hit)| if *is_hit { hit } else { plain }.around(run)).collect();
        Line { text, width: self.width }
    }
}

fn push_spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use crate::highlight::Fragment;

    fn check(text: &str, columns: usize, expected: &[&str]) {
        // `[…]` stands for a hit.
        let mut fragments = Vec::new();
        for (index, text) in text.split(['[', ']']).enumerate() {
            fragments.push(Fragment { text, is_hit: index % 2 == 1, clause: 0 });
        }
        let words = words(&fragments, columns);
        let lines = lines(&words, columns, &Marks::default(), &Marks::new("<", ">"));
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn lines_break_between_words() {
        check("le vent se lève", 8, &["le vent", "se lève"]);
        check("le vent se lève", 7, &["le vent", "se lève"]);
        check("", 8, &[]);
    }

    #[test]
    fn a_hit_over_two_lines_is_marked_on_each() {
        check("une [aide très rapide] vient", 10, &["une <aide>", "<très>", "<rapide>", "vient"]);
        check("une [aide très rapide] vient", 14, &["une <aide très>", "<rapide> vient"]);
    }

    #[test]
    fn what_stands_right_goes_below_when_there_is_no_room() {
        let line = |text| Line::marked(text, &Marks::default());
        let mut out = String::new();
        set(&mut out, vec![line("titre")], line("AFP"), 2, 14);
        set(&mut out, vec![line("un titre")], line("AFP"), 2, 14);
        set(&mut out, vec![], line("AFP"), 2, 14);
        assert_eq!(out, "  titre    AFP\n  un titre\n           AFP\n           AFP\n");
    }
}
