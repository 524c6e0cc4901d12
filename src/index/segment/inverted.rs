//! The inverted index of a segment in the making: a column for every field.

use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::tokenizer::MAX_TOKEN_LEN;

use super::column::{Column, Occurrence};

/// All columns, and the lengths of documents in each.
pub(super) struct Inverted {
    columns: Vec<Column>,
    lengths: FieldNormsWriter,
    document: u32,
}

impl Inverted {
    pub(super) fn new(schema: &Schema) -> Self {
        let column = |field: Field| {
            let record = schema.get_field_entry(field).field_type().index_record_option();
            Column::new(record.unwrap_or(IndexRecordOption::Basic))
        };
        let columns = schema.fields().map(|(field, _)| column(field)).collect();
        Inverted { columns, lengths: FieldNormsWriter::for_schema(schema), document: 0 }
    }

    /// Returns the number of documents that were ended.
    pub(super) fn documents(&self) -> u32 {
        self.document
    }

    pub(super) fn column(&mut self, field: Field) -> &mut Column {
        &mut self.columns[field.field_id() as usize]
    }

    /// Moves occurrences of terms to the document; positions never go back.
    pub(super) fn add_all(&mut self, field: Field, occurrences: &mut Vec<Occurrence>) {
        let document = self.document;
        self.column(field).add_all(occurrences, document);
        occurrences.clear();
    }

    /// Adds an occurrence of a term that is not numbered yet.
    pub(super) fn add_term(&mut self, field: Field, term: &[u8], position: u32) {
        // The dictionary takes no longer ones.
        if term.len() <= MAX_TOKEN_LEN {
            let document = self.document;
            let column = self.column(field);
            let term = column.term(term);
            column.add(term, document, position);
        }
    }

    /// Ends the document.
    pub(super) fn end_document(&mut self) {
        for (column, id) in self.columns.iter_mut().zip(0..) {
            let length = column.end_document();
            if length > 0 {
                self.lengths.record(self.document, Field::from_field_id(id), length);
            }
        }
        self.document += 1;
    }

    /// Returns the memory taken, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.lengths.mem_usage() + self.columns.iter().map(Column::memory).sum::<usize>()
    }

    /// Writes the files of the segment that hold lengths, terms, postings and positions.
    pub(super) fn write(mut self, segment: &Segment) -> tantivy::Result<()> {
        self.lengths.fill_up_to_max_doc(self.document);
        let file = segment.open_write(SegmentComponent::FieldNorms)?;
        self.lengths.serialize(FieldNormsSerializer::from_write(file)?, None)?;
        let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
        let mut output = InvertedIndexSerializer::open(segment)?;
        for (column, id) in self.columns.iter().zip(0..) {
            if column.tokens() == 0 {
                continue;
            }
            let field = Field::from_field_id(id);
            let lengths = lengths.get_field(field)?;
            let mut field_output = output.new_field(field, column.tokens(), lengths)?;
            column.write(&mut field_output)?;
            field_output.close()?;
        }
        output.close()?;
        Ok(())
    }
}
