//! Plain and Markdown texts, often scraped pages: finds title, date, source, author and
//! paragraphs, and keeps the noise of the page out of the body.
//!
//! A line is dropped only when the whole of it is known noise, or when it stands in a block of
//! noise before or after the text; in doubt it stays.

mod buttons;
mod byline;
mod credit;
mod edge;
mod facts;
mod frame_words;
mod header;
mod headline;
mod line;
mod line_starts;
mod markdown;
mod names;
mod noise;
mod papers;
mod paragraph;
mod person;
mod repeat;
mod signature;
mod title;

use std::io::Read;

use super::decode;
use super::format::Format;
use super::sink::Sink;
use super::stream::Reader;
use super::{Options, Skip};
use crate::article::Article;
use crate::error::Result;

/// Longest text accepted as one article; more than the longest novel is a dump.
const MAX_TEXT_BYTES: u64 = 16 << 20;

pub(super) fn read(
    reader: Reader,
    format: Format,
    id: &str,
    options: &Options,
    sink: &mut Sink,
) -> Result<()> {
    match decoded(reader, options) {
        Ok(text) if text.trim().is_empty() => sink.skip(id, "is empty"),
        Ok(text) => sink.article(article(id, &text, format)),
        Err(Skip { reason, .. }) => sink.skip(id, reason),
    }
}

fn decoded(reader: Reader, options: &Options) -> std::result::Result<String, Skip> {
    let skip = |reason: String| Skip::new("", reason);
    let mut bytes = Vec::new();
    let read = reader.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|cause| skip(format!("cannot be read: {cause}")))?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        let limit = MAX_TEXT_BYTES >> 20;
        return Err(skip(format!("longer than {limit} MiB; make several articles of it")));
    }
    decode::text(&bytes, options.encoding).map_err(skip)
}

/// Makes an article of a decoded text.
fn article(id: &str, text: &str, format: Format) -> Article {
    let mut article = Article::new(id, "");
    let rest = header::take(text, &mut article);
    let mut lines = match format {
        Format::Markdown => markdown::lines(rest),
        _ => line::lines(rest),
    };
    credit::cut(&mut lines);
    headline::take(&mut lines, &mut article);
    noise::drop(&mut lines);
    byline::take(&mut lines, &mut article);
    edge::drop(&mut lines, &mut article);
    title::take(&mut lines, &mut article);
    repeat::drop(&mut lines, &article.title);
    article.body = paragraph::join(&lines);
    if article.body.is_empty() {
        // A page of one line, or of noise only: its words are not thrown away.
        article.body =
            if article.title.is_empty() { rest.trim().to_owned() } else { article.title.clone() };
    }
    article
}

#[cfg(test)]
mod tests;
