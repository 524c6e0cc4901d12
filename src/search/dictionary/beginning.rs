//! Forms that begin as given. Their entries lie side by side in each dictionary, so that how
//! frequent they are is read by their numbers, and only those that are kept are spelled out.

use std::cmp::Reverse;
use std::ops::Range;

use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;
use tantivy::termdict::TermDictionary;

use super::entries::Entries;
use super::spelling::Spelling;
use super::{Entry, Fitting, Found, FoundForm, Limits, end_of, fitting, most_frequent};
use crate::error::Result;
use crate::index::{Snapshot, form_and_lemma, form_term, unreadable};

/// Returns the most frequent forms of a column whose terms begin as given, one entry for every
/// lemma. Where there are too many in a segment, it speaks for its most frequent ones.
pub(in crate::search) fn beginning(
    snapshot: &Snapshot,
    column: Column,
    prefix: &str,
    limits: Limits,
) -> Result<Fitting> {
    let (mut keys, mut entries) = (String::new(), Vec::new());
    let (mut looked_at, mut longest, mut is_cut, mut is_partial) = (0, 0, false, false);
    for inverted in snapshot.inverted_each(column) {
        let (segment, inverted) = inverted?;
        let reader = &snapshot.segments()[segment];
        let terms = inverted.terms();
        let Range { start, end } = numbers(terms, prefix)?;
        let last = end.min(start.saturating_add(limits.looked_at as u64));
        let count = (last - start) as usize;
        is_cut |= last < end;
        is_partial |= count > limits.kept;
        longest = longest.max(count);
        looked_at += count;
        let stored = Entries::open(reader, column, terms.num_terms())?;
        let best = stored.and_then(|stored| Best::of(&stored, start..last, limits.kept));
        let Some(best) = best else {
            return fitting(snapshot, column, prefix, limits, |_| true);
        };
        let mut infos = best.infos.into_iter();
        best.spelling.spell(&best.numbers, &mut |key| {
            let from = keys.len();
            keys.push_str(&String::from_utf8_lossy(key));
            let entry = |info| Entry { key: from..keys.len(), segment, info };
            entries.extend(infos.next().map(entry));
        });
    }
    let has_one = snapshot.segments().len() == 1;
    let (mut forms, count) = match has_one {
        true => (in_order(&keys, entries), longest),
        false => most_frequent(snapshot, &keys, entries, limits.kept),
    };
    if is_partial && !has_one {
        complete(snapshot, column, &mut forms)?;
    }
    if has_one {
        // Those that are as frequent stay in the order of their keys.
        forms.sort_by_key(|form| Reverse(form.term.doc_freq));
    } else {
        forms = Fitting::best(forms, limits.kept).forms;
    }
    let count = count.max(longest) + usize::from(is_cut);
    Ok(Fitting { forms, count, looked_at })
}

/// Returns the forms of the only segment.
fn in_order(keys: &str, entries: Vec<Entry>) -> Vec<FoundForm> {
    let forms = entries.into_iter().map(|Entry { key, info, .. }| {
        let (form, lemma) = form_and_lemma(&keys[key]);
        let term = Found { doc_freq: info.doc_freq.into(), places: [Some(info)].into() };
        FoundForm { form: form.to_owned(), lemma: lemma.to_owned(), term }
    });
    forms.collect()
}

/// Returns the numbers of the entries that begin as given.
fn numbers(terms: &TermDictionary, prefix: &str) -> Result<Range<u64>> {
    let first_from = |key: &[u8]| -> Result<u64> {
        let mut stream = terms.range().ge(key).into_stream().map_err(unreadable)?;
        Ok(if stream.advance() { stream.term_ord() } else { terms.num_terms() as u64 })
    };
    let start = first_from(prefix.as_bytes())?;
    let end = match end_of(prefix.as_bytes()) {
        Some(end) => first_from(&end)?,
        None => terms.num_terms() as u64,
    };
    Ok(start..end.max(start))
}

/// The most frequent of some entries.
struct Best {
    /// In order.
    numbers: Vec<u64>,
    infos: Vec<TermInfo>,
    spelling: Spelling,
}

impl Best {
    /// Finds them; `None` when entries cannot be read by their numbers.
    fn of(stored: &Entries, numbers: Range<u64>, most: usize) -> Option<Best> {
        let mut frequencies = stored.frequencies(numbers)?;
        if frequencies.len() > most {
            frequencies.select_nth_unstable_by(most, |left, right| {
                right.0.cmp(&left.0).then(left.1.cmp(&right.1))
            });
            frequencies.truncate(most);
            frequencies.sort_unstable_by_key(|(_, number)| *number);
        }
        let numbers: Vec<u64> = frequencies.into_iter().map(|(_, number)| number).collect();
        let infos: Option<Vec<_>> = numbers.iter().map(|&number| stored.get(number)).collect();
        Some(Best { infos: infos?, numbers, spelling: stored.spelling()? })
    }
}

/// Looks up the forms in the segments that did not name them.
fn complete(snapshot: &Snapshot, column: Column, forms: &mut [FoundForm]) -> Result<()> {
    for inverted in snapshot.inverted_each(column) {
        let (segment, inverted) = inverted?;
        for found in &mut *forms {
            if found.term.places.get(segment).is_some_and(Option::is_some) {
                continue;
            }
            // Fields without lemmas have the form alone.
            for key in [&form_term(&found.form, &found.lemma), &found.form] {
                if let Some(info) = inverted.terms().get(key).map_err(unreadable)? {
                    found.term.add(segment, &info);
                }
            }
        }
    }
    Ok(())
}
