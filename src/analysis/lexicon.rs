//! The lexicon: the lemma of every form of the dictionary, in one table of the binary.
//!
//! `lexicon/README.md` tells where it comes from, `lexicon/generator` makes it and describes the
//! format. Where its first parts stand is found when the program is built, and damage told then, so
//! that a process which looks up one word reads no others.

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

/// Where the edits begin, behind their number.
const EDITS: usize = MAGIC.len() + 2;

/// Bytes of an edit before the length of what it adds.
const EDIT_HEAD: usize = 2;

static EDIT_PLACES: [u16; number_at(MAGIC.len())] = places(EDITS, EDIT_HEAD);

/// Where the patterns begin, behind their number.
const PATTERNS: usize = end(EDITS, number_at(MAGIC.len()), EDIT_HEAD) + 2;

static PATTERN_PLACES: [u16; number_at(PATTERNS - 2)] = places(PATTERNS, 0);

/// The forms, behind the last pattern.
static FORMS: LazyLock<Option<Fst<&'static [u8]>>> = LazyLock::new(|| {
    let (_, forms) = BYTES.split_at(const { end(PATTERNS, number_at(PATTERNS - 2), 0) });
    Fst::new(forms).ok()
});

/// A lemma as the lexicon writes it, and the term it has in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lemma {
    pub(super) accented: String,
    pub(super) term: String,
}

/// Returns the lemma of a form in lower case.
pub(super) fn read(form: &str) -> Option<Lemma> {
    match value(form)? {
        Value::Edit(number) => Edit::read(number).map(|edit| edit.apply(form)),
        _ => None,
    }
}

/// Whether the lexicon has the form, accents as given.
pub(super) fn contains(form: &str) -> bool {
    matches!(value(form), Some(Value::Edit(_)))
}

/// Returns the lemma of a form in lower case, or of the form it is when some of its accents are
/// missing: `evenement`, `évenement`.
pub(super) fn find(form: &str) -> Option<Lemma> {
    match value(form) {
        Some(Value::Edit(number)) => Edit::read(number).map(|edit| edit.apply(form)),
        Some(Value::Pattern(number)) => read(&restored(number, form, form)?),
        _ => match fold(form) {
            // It was looked up already.
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => match value(&folded)? {
                Value::Pattern(number) => read(&restored(number, form, &folded)?),
                _ => None,
            },
        },
    }
}

/// Returns the accented form of a form that lacks some of its accents. Those it has are heeded:
/// `Eleve` is an `élève`, `Elevé` is `élevé`.
fn restored(number: usize, form: &str, folded: &str) -> Option<String> {
    let agrees = |accented: &String| {
        let mut letters = form.chars().zip(accented.chars());
        letters.all(|(given, accented)| given.is_ascii() || given == accented)
    };
    let mut forms = accented_forms(number, folded);
    forms.clone().find(agrees).or_else(|| forms.next())
}

/// Whether the lexicon lists a name, given with a capital: as it is written where it must not be
/// read as an inflected word (`Paris`, not `pari`), without accents where no word resembles it.
pub(super) fn is_name(form: &str) -> bool {
    matches!(value(form), Some(Value::Name))
}

/// Returns the accented forms of other lemmas that fold to this form.
pub(super) fn homographs(folded: &str) -> Vec<String> {
    match value(&[HOMOGRAPHS, folded].concat()) {
        Some(Value::Pattern(number)) => accented_forms(number, folded).collect(),
        _ => Vec::new(),
    }
}

fn accented_forms(number: usize, folded: &str) -> impl Iterator<Item = String> + Clone {
    let place = PATTERN_PLACES.get(number).map_or(BYTES.len(), |place| usize::from(*place));
    let pattern = text_at(place).unwrap_or_default();
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

enum Value {
    Edit(usize),
    Pattern(usize),
    Name,
}

fn value(key: &str) -> Option<Value> {
    let value = usize::try_from(FORMS.as_ref()?.get(key)?.value()).ok()?;
    match value % 4 {
        0 => Some(Value::Edit(value / 4)),
        1 => Some(Value::Pattern(value / 4)),
        2 => Some(Value::Name),
        _ => None,
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
    fn read(number: usize) -> Option<Self> {
        let place = usize::from(*EDIT_PLACES.get(number)?);
        let &[cut, kind] = BYTES.get(place..)?.first_chunk()?;
        let kind = match kind {
            0 => TermKind::Folded,
            1 => TermKind::Reformed,
            _ => TermKind::Accented,
        };
        Some(Edit { cut: cut.into(), kind, added: text_at(place + EDIT_HEAD)? })
    }

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

/// Returns the text at a place, which its length stands before.
fn text_at(place: usize) -> Option<&'static str> {
    let (&length, rest) = BYTES.get(place..)?.split_first()?;
    std::str::from_utf8(rest.get(..length.into())?).ok()
}

/// Returns the number of two bytes at a place.
const fn number_at(place: usize) -> usize {
    BYTES[place] as usize + 256 * BYTES[place + 1] as usize
}

/// Returns the place behind a record: a head of so many bytes, then a text with its length before it.
const fn behind(place: usize, head: usize) -> usize {
    place + head + 1 + BYTES[place + head] as usize
}

/// Returns the place behind so many records.
const fn end(start: usize, count: usize, head: usize) -> usize {
    let (mut place, mut number) = (start, 0);
    while number < count {
        place = behind(place, head);
        number += 1;
    }
    place
}

/// Returns where each record stands, the first one at `start`.
const fn places<const COUNT: usize>(start: usize, head: usize) -> [u16; COUNT] {
    let mut places = [0; COUNT];
    let (mut place, mut number) = (start, 0);
    while number < COUNT {
        assert!(place <= u16::MAX as usize, "the first parts of the table are too long");
        places[number] = place as u16;
        place = behind(place, head);
        number += 1;
    }
    places
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
        assert!(BYTES.starts_with(MAGIC) && FORMS.is_some());
        assert!((0..EDIT_PLACES.len()).all(|number| Edit::read(number).is_some()));
        assert!(PATTERN_PLACES.iter().all(|place| text_at(usize::from(*place)).is_some()));
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
