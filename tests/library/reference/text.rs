//! An article read without an index: its words, sentences and paragraphs.

use std::fmt;
use std::ops::Range;

use depeche::analysis::{Analyzer, Token, is_stop_form};
use depeche::query::Field;
use depeche::{Article, Date, passage};

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    Body,
    Title,
    Metadata,
}

/// One word as the analysis sees it.
#[derive(Debug)]
pub struct Spoken {
    /// Place among the words of the text; a joined compound shares that of its first part.
    pub place: u32,
    /// Places that it covers: 1, or the number of parts of a joined compound.
    pub length: u32,
    /// The letters as written, see [`Analyzer::letters`].
    pub letters: String,
    /// Ordinal of its sentence and of its paragraph.
    pub sentence: u32,
    pub paragraph: u32,
    pub bytes: Range<usize>,
    pub exact: String,
    pub lemmas: Vec<String>,
    /// None for small words, numbers and joined compounds, which are no family.
    pub stem: Option<String>,
}

/// An article taken apart.
#[derive(Debug)]
pub struct Told {
    pub id: String,
    pub date: Option<Date>,
    pub body: Vec<Spoken>,
    pub title: Vec<Spoken>,
    /// Bytes of the passages of the body.
    pub passages: Vec<Range<usize>>,
    metadata: Vec<(Field, Vec<Spoken>)>,
    /// Title and body as written.
    written: (String, String),
}

impl Told {
    /// Reads an article.
    pub fn new(article: &Article, analyzer: &mut Analyzer) -> Told {
        let named = [
            (Field::Source, &article.source),
            (Field::Author, &article.author),
            (Field::Section, &article.section),
            (Field::Url, &article.url),
            (Field::Lang, &article.lang),
        ];
        let mut metadata = Vec::new();
        for (field, value) in named {
            let mut reader = Reader::new(analyzer);
            reader.add(value.as_deref().unwrap_or_default(), 0, true);
            metadata.push((field, reader.words));
        }
        let mut title = Reader::new(analyzer);
        title.add(&article.title, 0, true);
        let title = title.words;
        let passages = passage::split(&article.body);
        let mut body = Reader::new(analyzer);
        for sentence in passages.iter().flat_map(|passage| &passage.sentences) {
            let text = &article.body[sentence.byte_start..sentence.byte_end];
            body.add(text, sentence.byte_start, sentence.starts_paragraph);
        }
        let body = body.words;
        let passages = passages.iter().map(|passage| passage.byte_start..passage.byte_end);
        let (id, date, passages) = (article.id.clone(), article.date, passages.collect());
        let written = (article.title.clone(), article.body.clone());
        Told { id, date, body, title, passages, metadata, written }
    }

    /// Returns the words of a zone; of a field where metadata is meant.
    pub fn words(&self, zone: Zone, field: Option<Field>) -> &[Spoken] {
        match zone {
            Zone::Body => &self.body,
            Zone::Title => &self.title,
            Zone::Metadata => {
                let named = self.metadata.iter().find(|(name, _)| Some(*name) == field);
                named.map_or(&[], |(_, words)| words)
            }
        }
    }

    /// Returns the ordinal, from 1, of the passage that holds a byte of the body.
    pub fn passage_of(&self, byte: usize) -> u32 {
        self.passages.iter().take_while(|passage| passage.start <= byte).count() as u32
    }
}

impl fmt::Display for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "article {}, title `{}`\n{}", self.id, self.written.0, self.written.1)
    }
}

struct Reader<'a> {
    analyzer: &'a mut Analyzer,
    words: Vec<Spoken>,
    next: u32,
    sentence: u32,
    paragraph: u32,
}

impl<'a> Reader<'a> {
    fn new(analyzer: &'a mut Analyzer) -> Self {
        Reader { analyzer, words: Vec::new(), next: 0, sentence: 0, paragraph: 0 }
    }

    fn add(&mut self, sentence: &str, base: usize, starts_paragraph: bool) {
        self.paragraph += u32::from(starts_paragraph);
        let Reader { analyzer, words, next, sentence: number, paragraph } = self;
        let from = words.len();
        let used = analyzer.analyze(sentence, |token| {
            words.push(Spoken {
                place: *next + token.position,
                length: token.length,
                letters: String::new(),
                sentence: *number,
                paragraph: *paragraph,
                bytes: base + token.byte_start..base + token.byte_end,
                exact: token.exact.to_owned(),
                stem: has_stem(&token).then(|| token.stem.to_owned()),
                lemmas: token
                    .homographs
                    .split_whitespace()
                    .chain([token.lemma])
                    .map(str::to_owned)
                    .collect(),
            });
        });
        for spoken in &mut words[from..] {
            let bytes = spoken.bytes.start - base..spoken.bytes.end - base;
            spoken.letters = analyzer.letters(&sentence[bytes]);
        }
        self.next += used;
        // A stretch without words parts nothing.
        self.sentence += u32::from(used > 0);
    }
}

fn has_stem(token: &Token<'_>) -> bool {
    let is_word = token.length == 1 && token.exact.starts_with(char::is_alphabetic);
    is_word && !is_stop_form(token.exact)
}
