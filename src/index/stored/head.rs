//! The metadata of a stored article: which fields there are, their lengths, their joined text.

use std::ops::Range;

use super::number::{Reader, put};
use super::{put_packed, take_packed};
use crate::article::Article;
use crate::index::codec;

/// Fields that an article may lack; each has a bit.
const OPTIONAL: usize = 7;
/// Every article has an id and a title, which may be empty.
const ALWAYS: usize = 2;

/// Appends the metadata.
///
/// # Errors
/// Those of the JSON writer, for the metadata without a field of its own.
pub(super) fn put_head(block: &mut Vec<u8>, article: &Article) -> serde_json::Result<()> {
    let date = article.date.map(|date| date.to_string());
    let metadata = match article.metadata.is_empty() {
        true => None,
        false => Some(serde_json::to_string(&article.metadata)?),
    };
    let Article { source, author, url, section, lang, .. } = article;
    let optional: [&Option<String>; OPTIONAL] =
        [&date, source, author, url, section, lang, &metadata];
    let bits = (0..).zip(optional).filter(|(_, value)| value.is_some());
    block.push(bits.fold(0, |mask: u8, (bit, _)| mask | 1 << bit));
    let mut joined = String::new();
    for value in [&article.id, &article.title].into_iter().chain(optional.into_iter().flatten()) {
        put(block, value.len());
        joined.push_str(value);
    }
    let mut codes = Vec::new();
    let is_plain = codec::encode(&joined, &mut codes);
    put_packed(block, codes.len(), is_plain);
    block.extend(codes);
    Ok(())
}

/// Where the metadata lies, still packed.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Bytes of each field of the joined text, `None` for a field that is not there.
    lengths: [Option<usize>; ALWAYS + OPTIONAL],
    /// Bytes of the block.
    codes: Range<usize>,
    is_plain: bool,
}

/// Finds the metadata, or returns `None` when the block ends in it.
pub(super) fn take_head(reader: &mut Reader) -> Option<Head> {
    let mask = reader.byte()?;
    let mut lengths = [None; ALWAYS + OPTIONAL];
    for (bit, length) in lengths.iter_mut().enumerate() {
        if bit < ALWAYS || mask >> (bit - ALWAYS) & 1 == 1 {
            *length = Some(reader.number()?);
        }
    }
    let (count, is_plain) = take_packed(reader)?;
    let start = reader.place();
    reader.bytes(count)?;
    Some(Head { lengths, codes: start..reader.place(), is_plain })
}

/// Reads the metadata back into an article without text, or `None` when it is damaged.
pub(super) fn unpack_head(head: &Head, block: &[u8]) -> Option<Article> {
    let Head { lengths, codes, is_plain } = head;
    let whole = lengths.iter().flatten().try_fold(0_usize, |sum, &more| sum.checked_add(more))?;
    let joined = codec::decode(block.get(codes.clone())?, *is_plain, whole, 0)?;
    let mut values = [const { None }; ALWAYS + OPTIONAL];
    let mut rest = joined.as_str();
    for (value, length) in values.iter_mut().zip(lengths) {
        let Some(length) = length else { continue };
        let (own, after) = rest.split_at_checked(*length)?;
        (*value, rest) = (Some(own), after);
    }
    let [id, title, date, source, author, url, section, lang, metadata] = values;
    let date = match date {
        Some(date) => Some(date.parse().ok()?),
        None => None,
    };
    let metadata = match metadata {
        Some(metadata) => serde_json::from_str(metadata).ok()?,
        None => serde_json::Map::new(),
    };
    Some(Article {
        id: id?.to_owned(),
        title: title?.to_owned(),
        date,
        source: source.map(str::to_owned),
        author: author.map(str::to_owned),
        url: url.map(str::to_owned),
        section: section.map(str::to_owned),
        lang: lang.map(str::to_owned),
        metadata,
        ..Article::default()
    })
}
