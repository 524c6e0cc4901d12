//! Cuts a text into entries of the codebook so that its codes take the fewest bytes. The generator
//! uses this file too.

use super::code::{MAX_ENTRY_BYTES, RAW_COST, cost};
use super::trie::{ROOT, Trie};

/// No entry covers this byte.
pub(super) const NO_ENTRY: u32 = u32::MAX;

/// A stretch of a text: an entry, or one byte that no entry covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub entry: u32,
    pub length: u8,
    pub cost: u8,
}

pub(super) const RAW_STEP: Step = Step { entry: NO_ENTRY, length: 1, cost: RAW_COST as u8 };

/// Costs of the bytes just read are kept in a ring of this size, more than the longest entry has.
const RING: usize = 32;

const _: () = assert!(MAX_ENTRY_BYTES < RING && RING.is_power_of_two());

/// What was read so far of an entry, and what else that may be.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// See [`Trie`].
    parent: u32,
    base: u32,
    /// The node of the longest shorter stretch that was read too.
    shorter: u32,
    /// The entries that begin here, longest first: their place among all, and how many.
    begin: u32,
    count: u32,
}

/// Finds all entries that begin at a byte in one step from the byte after it.
///
/// The text is read from its end, and the entries are held from their ends. A node stands for the
/// longest stretch before the place reached that an entry ends with, as in A. V. Aho and
/// M. J. Corasick, *Efficient string matching*, Communications of the ACM 18(6), 1975.
#[derive(Debug)]
pub(super) struct Cutter {
    nodes: Vec<Node>,
    steps: Vec<Step>,
}

impl Cutter {
    /// Holds entries by their number.
    pub(super) fn new<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let reversed: Vec<Vec<u8>> =
            entries.into_iter().map(|entry| entry.iter().rev().copied().collect()).collect();
        let trie = Trie::new(reversed.iter().map(Vec::as_slice));
        let node = |(parent, base)| Node { parent, base, ..Node::default() };
        let mut cutter = Cutter { nodes: trie.links().map(node).collect(), steps: Vec::new() };
        let mut places = vec![ROOT; reversed.len()];
        // Shorter stretches first: longer ones are made from them.
        for depth in 0..MAX_ENTRY_BYTES {
            for (entry, place) in reversed.iter().zip(&mut places) {
                if let Some(&byte) = entry.get(depth) {
                    *place = cutter.learn(&trie, *place, byte, depth);
                }
            }
        }
        cutter
    }

    /// Works out what is known at the node behind another, and returns it.
    fn learn(&mut self, trie: &Trie, before: u32, byte: u8, depth: usize) -> u32 {
        let Some(node) = trie.next(before, byte) else { return ROOT };
        if self.nodes[node as usize].count > 0 || self.nodes[node as usize].shorter != ROOT {
            return node;
        }
        let shorter = match depth {
            0 => ROOT,
            _ => self.follow(self.nodes[before as usize].shorter, byte),
        };
        let begin = self.steps.len();
        if let Some(entry) = trie.entry(node) {
            self.steps.push(Step { entry, length: depth as u8 + 1, cost: cost(entry) as u8 });
        }
        let others = self.nodes[shorter as usize];
        let others = others.begin as usize..(others.begin + others.count) as usize;
        self.steps.extend_from_within(others);
        let count = (self.steps.len() - begin) as u32;
        let found = &mut self.nodes[node as usize];
        (found.shorter, found.begin, found.count) = (shorter, begin as u32, count);
        node
    }

    /// Returns the node of the longest stretch that goes on with a byte.
    #[inline]
    fn follow(&self, mut number: u32, byte: u8) -> u32 {
        loop {
            let node = &self.nodes[number as usize];
            let next = node.base + u32::from(byte);
            if self.nodes.get(next as usize).is_some_and(|next| next.parent == number) {
                return next;
            }
            if number == ROOT {
                return ROOT;
            }
            number = node.shorter;
        }
    }

    /// Cuts a text: from its end to its beginning, the best step at each byte is the one with the
    /// cheapest rest, and the longest of those.
    pub(super) fn cut(&self, text: &[u8]) -> Vec<Step> {
        let mut best = vec![RAW_STEP; text.len()];
        let mut costs = [0; RING];
        let mut node = ROOT;
        for (start, (byte, best)) in text.iter().zip(&mut best).enumerate().rev() {
            node = self.follow(node, *byte);
            let Node { begin, count, .. } = self.nodes[node as usize];
            let mut cheapest = u32::MAX;
            for step in &self.steps[begin as usize..(begin + count) as usize] {
                let rest = costs[(start + usize::from(step.length)) % RING];
                if rest + u32::from(step.cost) < cheapest {
                    cheapest = rest + u32::from(step.cost);
                    *best = *step;
                }
            }
            let raw = costs[(start + 1) % RING] + RAW_COST;
            if raw < cheapest {
                cheapest = raw;
                *best = RAW_STEP;
            }
            costs[start % RING] = cheapest;
        }
        let mut start = 0;
        // What lies inside a step is overwritten by the steps that follow it.
        let mut count = 0;
        while start < text.len() {
            let step = best[start];
            best[count] = step;
            count += 1;
            start += usize::from(step.length);
        }
        best.truncate(count);
        best
    }
}
