//! Words that stand for many forms, such as `militair*`, alone or as alternatives: their places are
//! read together, window by window, into one set of bits.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::directory::FileSlice;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::positions::PositionReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, TERMINATED};

use super::places::Places;
use super::{Cursor, Mentions, Occurrence, SegmentContext, mentions};
use crate::error::Result;
use crate::index::unreadable;
use crate::search::failure::Failure;
use crate::search::plan::{WeightedTerm, Zone};

const BITS: usize = u64::BITS as usize;

/// Articles whose places are read together: their bits, a hundred kilobytes for each side, stay
/// in the processor's nearer memory.
const WINDOW: DocId = 1024;

/// Where forms stand in a segment: read once, however often the query has the word.
#[derive(Clone)]
pub(super) struct Shared(Rc<Forms>);

struct Forms {
    words: Vec<Word>,
    zones: RefCell<Vec<ZonePlaces>>,
}

/// One of the words, each of which scores by itself.
struct Word {
    terms: Vec<WeightedTerm>,
    mentions: Mentions,
}

impl Shared {
    pub(super) fn open(context: &SegmentContext<'_>, words: &[&[WeightedTerm]]) -> Result<Shared> {
        let mut zones: Vec<ZonePlaces> = Vec::new();
        for term in words.iter().copied().flatten() {
            let Some(Some(info)) = term.places.get(context.ordinal) else { continue };
            let at = match zones.iter().position(|zone| zone.zone == term.zone) {
                Some(at) => at,
                None => {
                    zones.push(ZonePlaces::open(context, term)?);
                    zones.len() - 1
                }
            };
            zones[at].forms.push(Form { info: info.clone(), next: 0, walk: None });
        }
        let words = words.iter().map(|terms| Word::open(context, terms));
        let (words, zones) = (words.collect::<Result<_>>()?, RefCell::new(zones));
        Ok(Shared(Rc::new(Forms { words, zones })))
    }

    /// Tells whether these are the forms of the words.
    pub(super) fn is_of(&self, words: &[&[WeightedTerm]]) -> bool {
        self.0.words.iter().map(|word| word.terms.as_slice()).eq(words.iter().copied())
    }
}

impl Word {
    fn open(context: &SegmentContext<'_>, terms: &[WeightedTerm]) -> Result<Word> {
        Ok(Word { terms: terms.to_vec(), mentions: Mentions::open(context, terms)? })
    }
}

impl Forms {
    fn mentions(&self) -> impl Iterator<Item = &Mentions> {
        self.words.iter().map(|word| &word.mentions)
    }

    /// Returns the first article that is not before `from` and has any of the words.
    fn next(&self, from: DocId) -> DocId {
        mentions::first(from, |block| {
            let blocks = self.mentions().filter_map(|mentions| mentions.block(block));
            blocks.reduce(|all, word| all | word)
        })
    }
}

/// Walks through the articles that have any of the forms.
pub(super) struct ManyCursor {
    forms: Shared,
    clause: u16,
    doc: DocId,
}

impl ManyCursor {
    pub(super) fn new(forms: Shared, clause: u16) -> Self {
        let doc = forms.0.next(0);
        ManyCursor { forms, clause, doc }
    }

    /// Adds the places in a zone of the current article.
    fn add_places(&mut self, zone: Zone, places: &mut Places) {
        let forms = &self.forms.0;
        if forms.mentions().any(|mentions| mentions.has(self.doc, zone)) {
            let mut zones = forms.zones.borrow_mut();
            let zones = zones.iter_mut().filter(|own| own.zone == zone);
            zones.for_each(|own| own.add(self.doc, places));
        }
    }
}

impl Cursor for ManyCursor {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn approach(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.forms.0.next(target);
        }
        self.doc
    }

    fn cost(&self) -> u32 {
        self.forms.0.mentions().map(Mentions::cost).fold(0, u32::saturating_add)
    }

    fn score(&mut self) -> f32 {
        self.forms.0.mentions().map(|mentions| mentions.score(self.doc)).sum()
    }

    fn most_mentions(&self) -> u32 {
        let most = self.forms.0.mentions().map(|mentions| mentions.most(self.doc));
        most.fold(0, u32::saturating_add)
    }

    fn add_words(&mut self, zone: Zone, places: &mut Places) -> bool {
        self.add_places(zone, places);
        true
    }

    fn occurrences(&mut self, zone: Zone, found: &mut Vec<Occurrence>) {
        let mut places = Places::default();
        self.add_places(zone, &mut places);
        let clause = self.clause;
        let places = places.iter();
        found.extend(places.map(|place| Occurrence::of_word(place, clause, true)));
    }
}

/// The places in one zone, of the window that was asked for last.
struct ZonePlaces {
    zone: Zone,
    inverted: Arc<InvertedIndexReader>,
    positions: FileSlice,
    norms: Option<FieldNormReader>,
    forms: Vec<Form>,
    window: Option<DocId>,
    /// Where the bits of each article begin, and behind the last one where they end.
    starts: Vec<u32>,
    bits: Vec<u64>,
    /// Places beyond the room of their article.
    beyond: Vec<(DocId, u32)>,
    /// Positions of one block, as steps.
    steps: Vec<u32>,
    failure: Failure,
}

/// One form.
struct Form {
    info: TermInfo,
    /// An article before which it has none that was not read.
    next: DocId,
    walk: Option<Box<Walk>>,
}

/// Reads one form from the first article to the last.
struct Walk {
    block: BlockSegmentPostings,
    /// Next entry of the block.
    at: usize,
    positions: PositionReader,
    /// Positions before that entry.
    offset: u64,
}

impl ZonePlaces {
    fn open(context: &SegmentContext<'_>, term: &WeightedTerm) -> Result<ZonePlaces> {
        Ok(ZonePlaces {
            zone: term.zone,
            inverted: context.inverted(term.column)?,
            positions: context.positions(term.column)?,
            norms: context.segment.get_fieldnorms_reader(term.column).ok(),
            forms: Vec::new(),
            window: None,
            starts: Vec::new(),
            bits: Vec::new(),
            beyond: Vec::new(),
            steps: Vec::new(),
            failure: context.failure.clone(),
        })
    }

    /// Adds the places in one article; articles are asked window by window.
    fn add(&mut self, doc: DocId, places: &mut Places) {
        let start = doc - doc % WINDOW;
        if self.window != Some(start) {
            if self.window.is_some_and(|window| window > start) {
                self.forms.iter_mut().for_each(Form::begin_anew);
            }
            self.window = Some(start);
            let read = self.read(start).map_err(unreadable);
            self.failure.heed(read);
        }
        let index = (doc - start) as usize;
        let (Some(&from), Some(&to)) = (self.starts.get(index), self.starts.get(index + 1)) else {
            return;
        };
        places.add(&self.bits[from as usize..to as usize]);
        let beyond = self.beyond.iter().filter(|(other, _)| *other == doc);
        beyond.for_each(|(_, position)| places.insert(*position));
    }

    fn read(&mut self, start: DocId) -> io::Result<()> {
        self.make_room(start);
        let mut forms = std::mem::take(&mut self.forms);
        let read = self.read_forms(&mut forms, start);
        self.forms = forms;
        read
    }

    fn read_forms(&mut self, forms: &mut [Form], start: DocId) -> io::Result<()> {
        let end = start.saturating_add(WINDOW);
        for form in forms.iter_mut().filter(|form| form.next < end) {
            let mut walk = match form.walk.take() {
                Some(walk) => walk,
                None => self.open_walk(&form.info)?,
            };
            self.read_form(&mut walk, start)?;
            form.next = walk.doc();
            form.walk = (form.next != TERMINATED).then_some(walk);
        }
        Ok(())
    }

    /// Gives every article of a window bits for its words: no more than one position in two is
    /// none, since only ends of sentences have such.
    fn make_room(&mut self, start: DocId) {
        let (starts, norms) = (&mut self.starts, &self.norms);
        starts.clear();
        let mut sum = 0;
        for doc in start..start.saturating_add(WINDOW) {
            starts.push(sum);
            let words = norms.as_ref().filter(|norms| doc < norms.num_docs()).map_or(0, |norms| {
                FieldNormReader::id_to_fieldnorm(norms.fieldnorm_id(doc).saturating_add(1))
            });
            sum += words.saturating_mul(2).div_ceil(u64::BITS);
        }
        starts.push(sum);
        self.bits.clear();
        self.bits.resize(sum as usize, 0);
        self.beyond.clear();
    }

    fn open_walk(&self, info: &TermInfo) -> io::Result<Box<Walk>> {
        let option = IndexRecordOption::WithFreqs;
        let block = self.inverted.read_block_postings_from_terminfo(info, option)?;
        let positions = self.positions.read_bytes_slice(info.positions_range.clone())?;
        let positions = PositionReader::open(positions)?;
        Ok(Box::new(Walk { block, at: 0, positions, offset: 0 }))
    }

    /// Reads what one form has in a window.
    fn read_form(&mut self, walk: &mut Walk, start: DocId) -> io::Result<()> {
        let end = start.saturating_add(WINDOW);
        loop {
            let docs = walk.block.docs().get(walk.at..).unwrap_or_default();
            let mentions = walk.block.freqs().get(walk.at..).unwrap_or_default();
            let before = docs.partition_point(|&doc| doc < start);
            let here = before + docs[before..].partition_point(|&doc| doc < end);
            let sum =
                |mentions: &[u32]| mentions.iter().map(|&count| u64::from(count)).sum::<u64>();
            let offset = walk.offset + sum(&mentions[..before]);
            let count = sum(&mentions[before..here]);
            if count > 0 {
                self.steps.resize(count as usize, 0);
                walk.positions.read(offset, &mut self.steps);
                let (docs, mentions) = (&docs[before..here], &mentions[before..here]);
                let room = Room { start, starts: &self.starts, bits: &mut self.bits };
                room.fill(docs, mentions, &self.steps, &mut self.beyond);
            }
            walk.offset = offset + count;
            if here < docs.len() || docs.is_empty() {
                walk.at += here;
                return Ok(());
            }
            walk.block.advance();
            walk.at = 0;
        }
    }
}

impl Form {
    fn begin_anew(&mut self) {
        (self.next, self.walk) = (0, None);
    }
}

impl Walk {
    fn doc(&self) -> DocId {
        self.block.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }
}

/// The bits of a window.
struct Room<'a> {
    start: DocId,
    starts: &'a [u32],
    bits: &'a mut [u64],
}

impl Room<'_> {
    /// Sets the places in some articles, given as steps.
    fn fill(
        self,
        docs: &[DocId],
        mentions: &[u32],
        mut steps: &[u32],
        beyond: &mut Vec<(DocId, u32)>,
    ) {
        for (&doc, &mentions) in docs.iter().zip(mentions) {
            let index = (doc - self.start) as usize;
            let (from, to) = (self.starts[index] as usize, self.starts[index + 1] as usize);
            let bits = &mut self.bits[from..to];
            let (here, rest) = steps.split_at(mentions as usize);
            steps = rest;
            let mut position = 0;
            for step in here {
                position += step;
                match bits.get_mut(position as usize / BITS) {
                    Some(word) => *word |= 1 << (position as usize % BITS),
                    None => beyond.push((doc, position)),
                }
            }
        }
    }
}
