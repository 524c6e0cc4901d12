//! Cuts a text into entries of the codebook. The generator uses this file too.

use std::collections::VecDeque;

use super::code::{RAW_COST, cost};

/// No entry ends at this node, or none covers this byte.
pub(super) const NO_ENTRY: u32 = u32::MAX;

/// A stretch of a text: an entry, or one byte that no entry covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub entry: u32,
    pub length: u32,
}

const RAW_STEP: Step = Step { entry: NO_ENTRY, length: 1 };

/// What was read so far of an entry.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Number of the node that is one byte shorter.
    parent: u32,
    /// Added to the next byte: the number of the node that is one byte longer.
    base: u32,
    /// Entry that ends here.
    entry: u32,
}

/// The bytes of an entry, and its number.
type Numbered<'a> = (&'a [u8], u32);

/// No entry comes here.
const FREE: Node = Node { parent: u32::MAX, base: 0, entry: NO_ENTRY };

/// Number of the node where nothing was read yet.
const ROOT: u32 = 0;

/// The entries by their bytes, as a double array: a step is one addition and one comparison.
///
/// J. Aoe, *An efficient digital search algorithm by using a double-array structure*, IEEE
/// Transactions on Software Engineering 15(9), 1989.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

impl Trie {
    /// Holds entries by their number.
    pub(super) fn new<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut sorted: Vec<Numbered> = entries.into_iter().zip(0..).collect();
        sorted.sort_unstable();
        let mut trie = Trie { nodes: vec![FREE] };
        let mut searches = [1; 9];
        let mut open: VecDeque<(u32, usize, &[Numbered])> = VecDeque::from([(ROOT, 0, &*sorted)]);
        while let Some((node, depth, alike)) = open.pop_front() {
            let longer = alike.iter().position(|(text, _)| text.len() > depth);
            let Some(longer) = longer.map(|place| &alike[place..]) else { continue };
            let groups = longer.chunk_by(|(left, _), (right, _)| left[depth] == right[depth]);
            let groups: Vec<_> = groups.map(|group| (group[0].0[depth], group)).collect();
            let base = trie.room_for(&groups, &mut searches[groups.len().ilog2() as usize]);
            trie.nodes[node as usize].base = base;
            for (byte, group) in groups {
                let number = base + u32::from(byte);
                let (text, entry) = group[0];
                let entry = if text.len() == depth + 1 { entry } else { NO_ENTRY };
                trie.nodes[number as usize] = Node { parent: node, base: 0, entry };
                open.push_back((number, depth + 1, group));
            }
        }
        trie
    }

    /// Finds a base under which no byte meets a node that is taken. The search goes on at `from`,
    /// where the last one for about as many bytes ended: what lies before is too full.
    fn room_for<T>(&mut self, followers: &[(u8, T)], from: &mut u32) -> u32 {
        loop {
            let base = *from;
            let end = base as usize + 256;
            if self.nodes.len() < end {
                self.nodes.resize(end, FREE);
            }
            let node = |(byte, _): &(u8, T)| &self.nodes[base as usize + usize::from(*byte)];
            if followers.iter().all(|follower| node(follower).parent == FREE.parent) {
                return base;
            }
            *from += 1;
        }
    }

    /// Shows every entry that a text begins with, shortest first.
    pub(super) fn each(&self, text: &[u8], mut visit: impl FnMut(Step)) {
        let mut number = ROOT;
        let mut base = self.nodes[ROOT as usize].base;
        for (length, &byte) in (1..).zip(text) {
            let next = base + u32::from(byte);
            let Some(node) = self.nodes.get(next as usize) else { return };
            if node.parent != number {
                return;
            }
            if node.entry != NO_ENTRY {
                visit(Step { entry: node.entry, length });
            }
            (number, base) = (next, node.base);
        }
    }

    /// Cuts a text so that its codes take the fewest bytes: from its end to its beginning, the best
    /// step at each byte is the one with the cheapest rest.
    pub(super) fn cut(&self, text: &[u8]) -> Vec<Step> {
        let mut best = vec![(0, RAW_STEP); text.len() + 1];
        for start in (0..text.len()).rev() {
            let mut cheapest = (best[start + 1].0 + RAW_COST, RAW_STEP);
            self.each(&text[start..], |step| {
                let bytes = best[start + step.length as usize].0 + cost(step.entry);
                if bytes <= cheapest.0 {
                    cheapest = (bytes, step);
                }
            });
            best[start] = cheapest;
        }
        let mut steps = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let (_, step) = best[start];
            steps.push(step);
            start += step.length as usize;
        }
        steps
    }
}
