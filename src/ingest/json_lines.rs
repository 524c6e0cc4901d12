//! Reads JSON Lines: one article a line.

use std::io::{self, BufRead, Read};

use super::record;
use super::sink::Sink;
use super::stream::Reader;
use crate::article::Article;
use crate::error::Result;

/// Longest line accepted; a line of a whole library is a mistake or an attack.
pub(super) const MAX_LINE_BYTES: usize = 16 << 20;

enum Line {
    Whole,
    TooLong,
    End,
}

pub(super) fn read(mut reader: Reader, path: &str, sink: &mut Sink) -> Result<()> {
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        let origin = format!("{path}:{number}");
        match next_line(&mut reader, &mut bytes) {
            Ok(Line::End) => break,
            Ok(Line::TooLong) => sink.skip(&origin, too_long())?,
            Ok(Line::Whole) => match article(&bytes, &origin) {
                Ok(Some(article)) => sink.article(article)?,
                Ok(None) => {}
                Err(reason) => sink.skip(&origin, reason)?,
            },
            Err(cause) => return sink.skip(&origin, broken(&cause)),
        }
    }
    Ok(())
}

fn too_long() -> String {
    format!("line longer than {} MiB; write one article a line", MAX_LINE_BYTES >> 20)
}

fn broken(cause: &io::Error) -> String {
    format!("reading broke off here ({cause}); the lines before are in, fetch the file again")
}

/// Reads one line, without keeping more of it than the limit.
fn next_line(reader: &mut Reader, bytes: &mut Vec<u8>) -> io::Result<Line> {
    bytes.clear();
    let most = MAX_LINE_BYTES as u64 + 1;
    if reader.by_ref().take(most).read_until(b'\n', bytes)? == 0 {
        return Ok(Line::End);
    }
    if bytes.len() <= MAX_LINE_BYTES || bytes.ends_with(b"\n") {
        return Ok(Line::Whole);
    }
    reader.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

/// Returns the article of a line, `None` for a blank one; the error is a reason to skip it.
fn article(line: &[u8], origin: &str) -> std::result::Result<Option<Article>, String> {
    let line = std::str::from_utf8(line).map_err(|_| {
        "not valid UTF-8; convert the file: iconv -f windows-1252 -t utf-8".to_owned()
    })?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() { Ok(None) } else { record::article(line, origin).map(Some) }
}
