//! The terms of one field with the documents and positions they occur at.

use std::hint::black_box;
use std::io;

use tantivy::postings::FieldSerializer;
use tantivy::schema::IndexRecordOption;

use super::chain::{Arena, Chain, Numbers, Written};
use super::term_table::{TermId, TermTable};

/// The lowest bit of a number of a list: a step to the next document, or else what the field
/// records of the document before it.
const DOCUMENT: u32 = 1;

/// A term at a position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    pub term: TermId,
    pub position: u32,
}

/// One field of a segment in the making.
#[derive(Debug)]
pub(super) struct Column {
    record: IndexRecordOption,
    terms: TermTable,
    lists: Vec<List>,
    arena: Arena,
    tokens: u64,
    tokens_of_document: u32,
}

/// Where a term occurs. No list lies across two lines of the processor's cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
struct List {
    chain: Chain,
    documents: u32,
    last_document: u32,
    /// Position of the last occurrence in that document, or the number of occurrences.
    last: u32,
}

impl Column {
    pub(super) fn new(record: IndexRecordOption) -> Self {
        let (terms, lists, arena) = Default::default();
        Column { record, terms, lists, arena, tokens: 0, tokens_of_document: 0 }
    }

    /// Returns the number of a term, which may be new.
    pub(super) fn term(&mut self, term: &[u8]) -> TermId {
        let id = self.terms.id(term);
        if self.lists.len() == id as usize {
            self.lists.push(List::default());
        }
        id
    }

    /// Adds occurrences of terms in a document, in order.
    pub(super) fn add_all(&mut self, occurrences: &[Occurrence], document: u32) {
        self.fetch(occurrences);
        for occurrence in occurrences {
            self.add(occurrence.term, document, occurrence.position);
        }
    }

    /// Reads where occurrences will be added, so that the processor waits for all these places in memory
    /// at once and not for one after the other.
    fn fetch(&self, occurrences: &[Occurrence]) {
        let lists = || occurrences.iter().map(|it| &self.lists[it.term as usize]);
        black_box(lists().fold(0, |all, list| all ^ list.last));
        black_box(lists().fold(0, |all, list| all ^ self.arena.next_byte(&list.chain)));
    }

    /// Adds an occurrence of a term. Documents and positions never go back.
    #[inline]
    pub(super) fn add(&mut self, term: TermId, document: u32, position: u32) {
        self.tokens_of_document += 1;
        let list = &mut self.lists[term as usize];
        if list.documents > 0 && list.last_document == document {
            if self.record.has_positions() {
                let step = Written::number((position - list.last) << 1);
                self.arena.push(&mut list.chain, step);
                list.last = position;
            } else if self.record.has_freq() {
                list.last += 1;
            }
            return;
        }
        let step = Written::number((document - list.last_document) << 1 | DOCUMENT);
        // What is recorded of a document follows it: each position, or at last its frequency.
        if self.record.has_positions() {
            self.arena.push_both(&mut list.chain, step, Written::number(position << 1));
            list.last = position;
        } else {
            if list.last > 1 {
                self.arena.push(&mut list.chain, Written::number(list.last << 1));
            }
            self.arena.push(&mut list.chain, step);
            list.last = 1;
        }
        list.documents += 1;
        list.last_document = document;
    }

    /// Ends the document and returns how many words of it the field has.
    pub(super) fn end_document(&mut self) -> u32 {
        self.tokens += u64::from(self.tokens_of_document);
        std::mem::take(&mut self.tokens_of_document)
    }

    /// Returns the number of words in all documents.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens
    }

    #[cfg(test)]
    pub(super) fn text(&self, term: TermId) -> &[u8] {
        self.terms.term(term)
    }

    /// Returns the memory taken, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.terms.memory() + size_of_val(&*self.lists) + self.arena.len()
    }

    /// Hands all postings to tantivy, in the order of the terms.
    pub(super) fn write(&self, output: &mut FieldSerializer<'_>) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut steps = Vec::new();
        for id in self.terms.sorted() {
            let list = &self.lists[id as usize];
            if list.documents == 0 {
                continue;
            }
            let has_frequencies = self.record.has_freq();
            let documents = if has_frequencies { list.documents } else { 0 };
            output.new_term(self.terms.term(id), documents, has_frequencies)?;
            self.arena.read(&list.chain, &mut bytes);
            match self.record {
                IndexRecordOption::WithFreqsAndPositions => {
                    write_positions(&bytes, &mut steps, output);
                }
                _ => write_frequencies(&bytes, list.last, has_frequencies, output),
            }
            output.close_term()?;
        }
        Ok(())
    }
}

fn write_positions(bytes: &[u8], steps: &mut Vec<u32>, output: &mut FieldSerializer<'_>) {
    let mut document = 0;
    steps.clear();
    for number in Numbers::new(bytes) {
        if number & DOCUMENT == 0 {
            steps.push(number >> 1);
            continue;
        }
        if !steps.is_empty() {
            output.write_doc(document, steps.len() as u32, steps);
            steps.clear();
        }
        document += number >> 1;
    }
    output.write_doc(document, steps.len() as u32, steps);
}

/// The frequency of the last document is the one not written yet.
fn write_frequencies(bytes: &[u8], last: u32, is_counted: bool, output: &mut FieldSerializer<'_>) {
    let mut write = |document, frequency| {
        output.write_doc(document, if is_counted { frequency } else { 0 }, &[]);
    };
    let mut document = None;
    let mut frequency = 1;
    for number in Numbers::new(bytes) {
        if number & DOCUMENT == 0 {
            frequency = number >> 1;
            continue;
        }
        if let Some(document) = document {
            write(document, frequency);
        }
        document = Some(document.unwrap_or(0) + (number >> 1));
        frequency = 1;
    }
    write(document.unwrap_or(0), last);
}
