//! Chooses the entries.
use std::collections::HashMap;
use crate::material::Sample;
use crate::trie::Trie;

pub const SHORT: usize = 190;
const LONG: usize = 65 * 256 ;
const MAX: usize = 16;

pub fn learn(sample: &[Sample]) -> Vec<Vec<u8>> {
    let min_articles: u32 = std::env::var("MINART").ok().and_then(|v| v.parse().ok()).unwrap_or(3);
    let mut counts: HashMap<&[u8], (f64, u32, u32)> = HashMap::new();
    for Sample { text, weight, article } in sample {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        if *article == u32::MAX && *weight < 0.02 { continue }
        for (i, &start) in bounds.iter().enumerate() {
            for &end in bounds[i + 1..].iter().take_while(|&&end| end - start <= MAX) {
                let found = counts.entry(&text.as_bytes()[start..end]).or_insert((0.0, 0, u32::MAX - 1));
                found.0 += weight;
                if *article == u32::MAX { found.1 += 1 } else if found.2 != *article { found.1 += 1; found.2 = *article; }
            }
        }
    }
    let mut entries: Vec<(f64, Vec<u8>)> = counts.iter().filter(|(text, found)| {
        let words = text[1..].iter().filter(|&&b| b == b' ').count();
        found.1 >= if words > 0 { min_articles } else { 2 } || (found.0 >= 0.1 && found.2 == u32::MAX - 1 )
    }).map(|(text, found)| (found.0 * (text.len() as f64 - 1.0), text.to_vec())).collect();
    let by_gain = |entries: &mut Vec<(f64, Vec<u8>)>| entries.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    by_gain(&mut entries);
    eprintln!("{} candidates", entries.len());
    let goal = SHORT + LONG;
    let mut keep = 300_000;
    for round in 0..30 {
        entries.truncate(keep.max(goal));
        let size = entries.len();
        let trie = Trie::new(entries.iter().enumerate().map(|(i, (_, e))| (e.as_slice(), if i < SHORT { 1 } else { 2 })));
        let mut uses = vec![0.0; size];
        let mut singles = [0.0; 256];
        for s in sample {
            if s.weight < 0.0005 { continue }
            let mut at = 0;
            for m in trie.best(s.text.as_bytes()) {
                if m.entry < size as u32 { uses[m.entry as usize] += s.weight } else { singles[s.text.as_bytes()[at] as usize] += s.weight }
                at += m.length as usize;
            }
        }
        let mut next: Vec<(f64, Vec<u8>)> = Vec::new();
        for (i, (_, e)) in entries.iter().enumerate() {
            let without = trie.cost_without(e, i as u32);
            next.push((uses[i] * (f64::from(without) - 1.0), e.clone()));
        }
        // the short places go to those used most
        let mut order: Vec<usize> = (0..size).collect();
        order.sort_by(|&a, &b| uses[b].total_cmp(&uses[a]).then_with(|| entries[a].1.cmp(&entries[b].1)));
        let mut is_short = vec![false; size];
        for &i in order.iter().take(SHORT) { is_short[i] = true }
        let mut ranked: Vec<(bool, f64, Vec<u8>)> = next.into_iter().zip(is_short).map(|((_, e), short)| (short, 0.0, e)).collect();
        for (i, r) in ranked.iter_mut().enumerate() {
            let without = f64::from(trie.cost_without(&r.2, i as u32));
            r.1 = uses[i] * (without - if r.0 { 1.0 } else { 2.0 });
        }
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
        entries = ranked.into_iter().map(|(_, gain, e)| (gain, e)).collect();
        eprintln!("round {round} {size} last {:?}", entries.get(goal.min(size - 1)).map(|e| (e.0, String::from_utf8_lossy(&e.1).into_owned())));
        if size <= goal && round > 12 { break }
        keep = (keep * 6 / 10).max(goal);
    }
    entries.truncate(goal);
    entries.into_iter().map(|(_, e)| e).collect()
}
