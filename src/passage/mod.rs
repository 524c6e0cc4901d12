//! Passages: an article's body cut into stretches of 80–150 words, whole sentences, by section.
//!
//! Four steps, each in its own file: paragraphs and headings (`paragraph`), sentences by French
//! rules (`sentence`, `abbreviation`, `opening`), overlong sentences at clause borders (`clause`),
//! and the choice of passage borders (`balance`).

mod abbreviation;
mod balance;
mod clause;
mod opening;
mod paragraph;
mod sentence;
mod words;

use std::ops::Range;

use paragraph::Paragraph;

/// Fewest words of a passage when its section has more than [`MAX_PASSAGE_WORDS`]: less gives a
/// reader no context and a ranking of closeness nothing to measure.
pub const MIN_PASSAGE_WORDS: usize = 80;

/// Most words of a passage: what fits on one screen beside other hits.
pub const MAX_PASSAGE_WORDS: usize = 150;

/// A stretch of whole sentences of one section, as a byte range of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where the passage begins, in bytes of the body.
    pub byte_start: usize,
    /// Where it ends; the byte is outside.
    pub byte_end: usize,
    /// Ordinal, from 0, of the paragraph it begins in; paragraphs without words are not counted.
    pub paragraph: u32,
    /// Its sentences in order; never empty.
    pub sentences: Vec<Sentence>,
}

/// A sentence, or a clause of a sentence longer than a passage, as a byte range of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where the sentence begins, in bytes of the body.
    pub byte_start: usize,
    /// Where it ends; the byte is outside.
    pub byte_end: usize,
    /// Whether a paragraph begins with it.
    pub starts_paragraph: bool,
}

/// Cuts a body into passages.
///
/// Every word lies in exactly one sentence and every sentence in exactly one passage. A heading
/// begins a passage. No passage is longer than [`MAX_PASSAGE_WORDS`]; a shorter one than
/// [`MIN_PASSAGE_WORDS`] appears only where the section or its sentences leave no choice.
///
/// ```
/// let body = "M. Morel est arrivé à 9 h. Il repart demain.\n\nLe vote est reporté.";
/// let passages = depeche::passage::split(body);
/// assert_eq!(passages.len(), 1);
/// assert_eq!(passages[0].sentences.len(), 3);
/// ```
pub fn split(body: &str) -> Vec<Passage> {
    let paragraphs = paragraph::split(body);
    let mut passages = Vec::new();
    let mut ordinal = 0;
    for section in paragraph::sections(&paragraphs) {
        let units = units(body, section, ordinal);
        passages.extend(balance::groups(&units).map(passage));
        ordinal += section.len() as u32;
    }
    passages
}

/// What passages are put together from: a sentence with its weight and place.
#[derive(Clone, Copy, Debug)]
struct Unit {
    sentence: Sentence,
    words: usize,
    paragraph: u32,
}

fn units(body: &str, section: &[Paragraph], first_ordinal: u32) -> Vec<Unit> {
    let mut units = Vec::new();
    for (paragraph, ordinal) in section.iter().zip(first_ordinal..) {
        let text = body.get(paragraph.span.clone()).unwrap_or_default();
        let mut starts_paragraph = true;
        for span in sentence::Sentences::new(text) {
            clause::cut(text, span, |span, words| {
                let sentence = sentence_at(paragraph.span.start, span, starts_paragraph);
                units.push(Unit { sentence, words, paragraph: ordinal });
                starts_paragraph = false;
            });
        }
    }
    units
}

fn sentence_at(offset: usize, span: Range<usize>, starts_paragraph: bool) -> Sentence {
    let (byte_start, byte_end) = (offset + span.start, offset + span.end);
    Sentence { byte_start, byte_end, starts_paragraph }
}

fn passage(units: &[Unit]) -> Passage {
    let sentences: Vec<Sentence> = units.iter().map(|unit| unit.sentence).collect();
    Passage {
        byte_start: sentences.first().map_or(0, |sentence| sentence.byte_start),
        byte_end: sentences.last().map_or(0, |sentence| sentence.byte_end),
        paragraph: units.first().map_or(0, |unit| unit.paragraph),
        sentences,
    }
}

#[cfg(test)]
mod tests;
