//! The lexicon: the lemma of every form of the dictionary, in one table of the binary.
//!
//! `lexicon/README.md` tells where it comes from, `lexicon/generator` makes it and describes the
//! format. A damaged table reads as an empty one.

use std::borrow::Cow;
use std::sync::LazyLock;

use tantivy_fst::raw::Fst;

use super::fold::fold;

/// First line of the table.
const MAGIC: &[u8] = b"depeche-lexicon-1\n";

/// The table as the generator wrote it.
const BYTES: &[u8] = include_bytes!("../../lexicon/lexicon.fst");

/// Fingerprint of the table. It is written down because its million bytes would be read at every
/// start; a test compares it.
pub(super) const VERSION: &str = "7dca36f6dd8f0233";

/// Marks a key that leads to the homographs of a form.
const HOMOGRAPHS: &str = "\u{1}";

static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| Table::parse(BYTES));

/// A lemma as the lexicon writes it, and the term it has in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lemma {
    pub(super) accented: String,
    pub(super) term: String,
}

/// Returns the lemma of a form in lower case.
pub(super) fn read(form: &str) -> Option<Lemma> {
    let table = TABLE.as_ref()?;
    match table.value(form)? {
        Value::Edit(number) => table.edits.get(number).map(|edit| edit.apply(form)),
        _ => None,
    }
}

/// Whether the lexicon has the form, accents as given.
pub(super) fn contains(form: &str) -> bool {
    let value = TABLE.as_ref().and_then(|table| table.value(form));
    matches!(value, Some(Value::Edit(_)))
}

/// Returns the lemma of a form in lower case, or of the form it is when some of its accents are
/// missing: `evenement`, `évenement`.
pub(super) fn find(form: &str) -> Option<Lemma> {
    let table = TABLE.as_ref()?;
    match table.value(form) {
        Some(Value::Edit(number)) => table.edits.get(number).map(|edit| edit.apply(form)),
        Some(Value::Pattern(number)) => read(&restored(table, number, form, form)?),
        _ => match fold(form) {
            // It was looked up already.
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => match table.value(&folded)? {
                Value::Pattern(number) => read(&restored(table, number, form, &folded)?),
                _ => None,
            },
        },
    }
}

/// Returns the accented form of a form that lacks some of its accents. Those it has are heeded:
/// `Eleve` is an `élève`, `Elevé` is `élevé`.
fn restored(table: &Table, number: usize, form: &str, folded: &str) -> Option<String> {
    let agrees = |accented: &String| {
        let mut letters = form.chars().zip(accented.chars());
        letters.all(|(given, accented)| given.is_ascii() || given == accented)
    };
    let mut forms = accented_forms(table, number, folded);
    forms.clone().find(agrees).or_else(|| forms.next())
}

/// Whether the lexicon lists a name, given with a capital: as it is written where it must not be
/// read as an inflected word (`Paris`, not `pari`), without accents where no word resembles it.
pub(super) fn is_name(form: &str) -> bool {
    let value = TABLE.as_ref().and_then(|table| table.value(form));
    matches!(value, Some(Value::Name))
}

/// Returns the accented forms of other lemmas that fold to this form.
pub(super) fn homographs(folded: &str) -> Vec<String> {
    let Some(table) = TABLE.as_ref() else { return Vec::new() };
    match table.value(&[HOMOGRAPHS, folded].concat()) {
        Some(Value::Pattern(number)) => accented_forms(table, number, folded).collect(),
        _ => Vec::new(),
    }
}

fn accented_forms<'a>(
    table: &Table,
    number: usize,
    folded: &'a str,
) -> impl Iterator<Item = String> + Clone + use<'a> {
    let pattern = table.patterns.get(number).copied().unwrap_or_default();
    pattern.split('/').map(move |accents| accented(folded, accents))
}

/// Puts accents on a form: `0é3è` on letters 0 and 3.
fn accented(folded: &str, accents: &str) -> String {
    let mut letters: Vec<char> = folded.chars().collect();
    let mut place = 0;
    for sign in accents.chars() {
        match sign.to_digit(10) {
            Some(digit) => place = place * 10 + digit as usize,
            None => {
                if let Some(letter) = letters.get_mut(place) {
                    *letter = sign;
                }
                place = 0;
            }
        }
    }
    letters.into_iter().collect()
}

struct Table {
    edits: Vec<Edit>,
    patterns: Vec<&'static str>,
    forms: Fst<&'static [u8]>,
}

enum Value {
    Edit(usize),
    Pattern(usize),
    Name,
}

impl Table {
    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let mut bytes = Reader(bytes.strip_prefix(MAGIC)?);
        let edits = (0..bytes.u16()?).map(|_| bytes.edit()).collect::<Option<_>>()?;
        let patterns = (0..bytes.u16()?).map(|_| bytes.text()).collect::<Option<_>>()?;
        Some(Self { edits, patterns, forms: Fst::new(bytes.0).ok()? })
    }

    fn value(&self, key: &str) -> Option<Value> {
        let value = usize::try_from(self.forms.get(key)?.value()).ok()?;
        match value % 4 {
            0 => Some(Value::Edit(value / 4)),
            1 => Some(Value::Pattern(value / 4)),
            2 => Some(Value::Name),
            _ => None,
        }
    }
}

/// From a form to its lemma: letters cut off its end, letters added.
struct Edit {
    cut: usize,
    kind: TermKind,
    added: &'static str,
}

/// How the term is made from the lemma.
#[derive(Clone, Copy)]
enum TermKind {
    Folded,
    /// Accents part the lemma from another word; é, i, u stand for è, î, û as in 1990.
    Reformed,
    /// Accents part it and are kept as they are.
    Accented,
}

impl Edit {
    fn apply(&self, form: &str) -> Lemma {
        let kept = form.char_indices().rev().take(self.cut).last().map_or(form.len(), |(at, _)| at);
        let accented = [form.get(..kept).unwrap_or_default(), self.added].concat();
        let term = match self.kind {
            TermKind::Folded => fold(&accented).into_owned(),
            TermKind::Reformed => accented.chars().map(reformed).collect(),
            TermKind::Accented => accented.clone(),
        };
        Lemma { accented, term }
    }
}

fn reformed(letter: char) -> char {
    match letter {
        'è' => 'é',
        'î' => 'i',
        'û' => 'u',
        other => other,
    }
}

/// Reads the head of the table.
struct Reader(&'static [u8]);

impl Reader {
    fn u8(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn text(&mut self) -> Option<&'static str> {
        let length = usize::from(self.u8()?);
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn edit(&mut self) -> Option<Edit> {
        let cut = usize::from(self.u8()?);
        let kind = match self.u8()? {
            0 => TermKind::Folded,
            1 => TermKind::Reformed,
            _ => TermKind::Accented,
        };
        Some(Edit { cut, kind, added: self.text()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Fingerprint;

    fn check(form: &str, expected: Option<&str>) {
        assert_eq!(read(form).map(|lemma| lemma.term).as_deref(), expected);
    }

    #[test]
    fn the_table_is_whole() {
        assert!(TABLE.is_some());
    }

    #[test]
    fn the_version_is_that_of_the_table() {
        let mut content = Fingerprint::default();
        content.add_bytes(BYTES);
        assert_eq!(format!("{:016x}", content.value()), VERSION);
    }

    #[test]
    fn forms_lead_to_their_lemma() {
        check("chevaux", Some("cheval"));
        check("finissaient", Some("finir"));
        check("tractopelleteuse", None);
    }

    #[test]
    fn accents_stay_where_they_part_two_words() {
        check("maïs", Some("maïs"));
        check("mais", Some("mais"));
        check("élève", Some("eleve"));
    }

    #[test]
    fn accents_are_restored() {
        let accented = |form: &str| find(form).map(|lemma| lemma.accented);
        assert_eq!(accented("reelle").as_deref(), Some("réel"));
        assert_eq!(accented("eleve").as_deref(), Some("élève"));
        assert_eq!(accented("elevé").as_deref(), Some("élever"));
        assert_eq!(accented("mais").as_deref(), Some("mais"));
    }

    #[test]
    fn homographs_differ_by_their_accents() {
        assert!(homographs("mais").contains(&"maïs".to_owned()));
    }

    #[test]
    fn names_are_known() {
        assert!(is_name("Paris"));
        assert!(is_name("Athenes"));
        assert!(!is_name("Table"));
    }
}
