//! Opens files and standard input, counts their bytes, unpacks gzip and Zstandard.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

/// A source, unpacked.
pub(super) type Reader = Box<dyn BufRead>;

/// Counts the bytes that were read from all sources, before unpacking.
pub(super) type Meter = Rc<Cell<u64>>;

/// Size of the steps in which a source is read.
const BUFFER_BYTES: usize = 1 << 16;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTANDARD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

pub(super) fn file(path: &Path, meter: Meter) -> io::Result<Reader> {
    unpacked(File::open(path)?, meter)
}

pub(super) fn stdin(meter: Meter) -> io::Result<Reader> {
    unpacked(io::stdin(), meter)
}

/// Tells from the first bytes, not from a name, whether the source is packed.
fn unpacked(source: impl Read + 'static, meter: Meter) -> io::Result<Reader> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, Counted { source, meter });
    let start = reader.fill_buf()?;
    Ok(if start.starts_with(GZIP) {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(reader)))
    } else if start.starts_with(ZSTANDARD) {
        Box::new(BufReader::new(zstd::Decoder::with_buffer(reader)?))
    } else {
        Box::new(reader)
    })
}

/// Returns whether the first character is `{`; a source that cannot be read shows it later.
pub(super) fn starts_like_json(reader: &mut Reader) -> bool {
    let start = reader.fill_buf().unwrap_or_default();
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    start.trim_ascii_start().first() == Some(&b'{')
}

struct Counted<R> {
    source: R,
    meter: Meter,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.meter.set(self.meter.get() + count as u64);
        Ok(count)
    }
}
