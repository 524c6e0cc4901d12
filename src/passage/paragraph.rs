//! Paragraphs of a body, and the sections that headings make of them.

use std::ops::Range;

use super::words;

/// Longest heading: press headings rarely have more words, and a caption or lead without its
/// full stop must not pass for one.
const MAX_HEADING_WORDS: usize = 14;

/// Longest heading in bytes; spares counting the words of ordinary paragraphs.
const MAX_HEADING_BYTES: usize = 160;

/// Most headings in a row (title and subtitle); a longer run is a list or a table.
const MAX_HEADING_RUN: usize = 2;

/// One line in so many may begin in lower case before lines count as wrapped, not as paragraphs.
const WRAPPED_SHARE: usize = 4;

/// A paragraph with at least one word, trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its bytes in the body.
    pub(super) span: Range<usize>,
    /// Whether it is short and unpunctuated, as headings and list items are.
    is_heading_like: bool,
}

/// Cuts a body into paragraphs: at blank lines, or at every line when there is no blank line and
/// the lines end as sentences do.
pub(super) fn split(body: &str) -> Vec<Paragraph> {
    let each_line = lines_are_paragraphs(body);
    let mut paragraphs = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for line in lines(body) {
        let is_blank = line.is_empty();
        if is_blank || each_line {
            paragraphs.extend(open.take().and_then(|span| paragraph(body, span)));
        }
        if !is_blank {
            let start = open.map_or(line.start, |span| span.start);
            open = Some(start..line.end);
        }
    }
    paragraphs.extend(open.and_then(|span| paragraph(body, span)));
    paragraphs
}

/// Cuts paragraphs into sections; each heading begins one.
pub(super) fn sections(paragraphs: &[Paragraph]) -> impl Iterator<Item = &[Paragraph]> {
    let mut rest = paragraphs;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (section, tail) = rest.split_at(section_len(rest));
        rest = tail;
        Some(section)
    })
}

/// Returns the number of paragraphs before the next heading.
fn section_len(paragraphs: &[Paragraph]) -> usize {
    let mut at = heading_run(paragraphs);
    while at < paragraphs.len() {
        let run = heading_run(&paragraphs[at..]);
        let is_heading = (1..=MAX_HEADING_RUN).contains(&run) && at + run < paragraphs.len();
        if is_heading {
            return at;
        }
        at += run.max(1);
    }
    at
}

fn heading_run(paragraphs: &[Paragraph]) -> usize {
    paragraphs.iter().take_while(|paragraph| paragraph.is_heading_like).count()
}

/// Returns the trimmed lines of a body; blank ones are empty.
fn lines(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    body.split_inclusive('\n').map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        start..start + line.trim().len()
    })
}

fn lines_are_paragraphs(body: &str) -> bool {
    let (mut ended, mut lower, mut total) = (false, 0, 0);
    for span in lines(body.trim()) {
        let line = body.trim().get(span).unwrap_or_default();
        if line.is_empty() {
            return false;
        }
        ended |= ends_as_sentence(line);
        lower += usize::from(line.starts_with(char::is_lowercase));
        total += 1;
    }
    ended && lower * WRAPPED_SHARE <= total
}

fn paragraph(body: &str, span: Range<usize>) -> Option<Paragraph> {
    let text = body.get(span.clone())?;
    words::any(text).then(|| Paragraph { span, is_heading_like: is_heading_like(text) })
}

/// Returns whether a paragraph reads as a heading: short, begun in capitals or as the agencies'
/// `- Un titre -`, and without punctuation at its end.
fn is_heading_like(text: &str) -> bool {
    if text.len() > MAX_HEADING_BYTES || text.ends_with([',', ';', ':']) || ends_as_sentence(text) {
        return false;
    }
    let is_dash = |sign: char| matches!(sign, '-' | '–' | '—' | '•' | '*');
    let is_list_item = text.starts_with(is_dash) && !text.ends_with(is_dash);
    let begins_low = text.starts_with(char::is_lowercase);
    let has_letters = text.contains(char::is_alphabetic);
    has_letters && !is_list_item && !begins_low && words::count(text) <= MAX_HEADING_WORDS
}

/// Returns whether a text ends with `.`, `!`, `?` or `…`, closing quotes and brackets aside.
fn ends_as_sentence(text: &str) -> bool {
    text.trim_end_matches(|sign: char| {
        sign.is_whitespace() || matches!(sign, '»' | '"' | '”' | '’' | '\'' | ')' | ']')
    })
    .ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &[&str]) {
        let texts: Vec<&str> =
            split(body).into_iter().filter_map(|found| body.get(found.span)).collect();
        assert_eq!(texts, expected);
    }

    fn check_sections(body: &str, expected: &[usize]) {
        let paragraphs = split(body);
        let lengths: Vec<usize> = sections(&paragraphs).map(<[_]>::len).collect();
        assert_eq!(lengths, expected);
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        check(
            "Un.\n\nDeux.\n \u{A0}\nTrois.\r\n\r\nQuatre.",
            &["Un.", "Deux.", "Trois.", "Quatre."],
        );
    }

    #[test]
    fn a_line_end_is_a_space_where_blank_lines_part() {
        check("Un mot.\nDeux mots.\n\nTrois.", &["Un mot.\nDeux mots.", "Trois."]);
    }

    #[test]
    fn lines_are_paragraphs_without_blank_lines() {
        check("Le titre\nUn mot.\nDeux mots.", &["Le titre", "Un mot.", "Deux mots."]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let body = "Le train est\nparti à l'heure.\nLe suivant est\nen retard.";
        check(body, &[body]);
    }

    #[test]
    fn paragraphs_without_words_are_left_out() {
        check("\n\n***\n\nUn mot.\n\n—\n\n", &["Un mot."]);
    }

    #[test]
    fn a_heading_begins_a_section() {
        check_sections("Un texte.\n\nUn titre\n\nUn autre texte.", &[1, 2]);
        check_sections("Un texte.\n\n- « Un mot » -\n\nUn autre texte.", &[1, 2]);
        check_sections("Un texte.\n\nUn titre\n\nSous-titre\n\nUn autre texte.", &[1, 3]);
    }

    #[test]
    fn lists_and_last_lines_are_no_headings() {
        check_sections("Un texte.\n\nPoires\n\nPommes\n\nPrunes\n\nUn autre texte.", &[5]);
        check_sections("Un texte.\n\n- des poires\n\nUn autre texte.", &[3]);
        check_sections("Un texte.\n\nUne signature", &[2]);
        check_sections("Un texte.\n\nIl précise :\n\nUn autre texte.", &[3]);
        check_sections("Un texte.\n\n12 500\n\nUn autre texte.", &[3]);
    }
}
