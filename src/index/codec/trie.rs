//! Strings by their bytes. The generator uses this file too.

use std::collections::{HashSet, VecDeque};

/// No entry ends at this node.
const NO_ENTRY: u32 = u32::MAX;

/// What was read so far of an entry.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Number of the node that is one byte shorter.
    parent: u32,
    /// Added to the next byte: the number of the node that is one byte longer. No two nodes have the same
    /// one, but for [`NO_BASE`].
    base: u32,
    /// Entry that ends here.
    entry: u32,
}

/// The bytes of an entry, and its number.
type Numbered<'a> = (&'a [u8], u32);

/// No entry comes here.
const FREE: Node = Node { parent: u32::MAX, base: NO_BASE, entry: NO_ENTRY };

/// Base of a node behind which there is none.
pub(super) const NO_BASE: u32 = 0;

/// Number of the node where nothing was read yet.
pub(super) const ROOT: u32 = 0;

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
        let mut searches = [NO_BASE + 1; 9];
        let mut taken = HashSet::new();
        let mut open: VecDeque<(u32, usize, &[Numbered])> = VecDeque::from([(ROOT, 0, &*sorted)]);
        while let Some((node, depth, alike)) = open.pop_front() {
            let longer = alike.iter().position(|(text, _)| text.len() > depth);
            let Some(longer) = longer.map(|place| &alike[place..]) else { continue };
            let groups = longer.chunk_by(|(left, _), (right, _)| left[depth] == right[depth]);
            let groups: Vec<_> = groups.map(|group| (group[0].0[depth], group)).collect();
            let search = &mut searches[groups.len().ilog2() as usize];
            let base = trie.room_for(&groups, search, &mut taken);
            trie.nodes[node as usize].base = base;
            for (byte, group) in groups {
                let number = base + u32::from(byte);
                let (text, entry) = group[0];
                let entry = if text.len() == depth + 1 { entry } else { NO_ENTRY };
                trie.nodes[number as usize] = Node { parent: node, base: NO_BASE, entry };
                open.push_back((number, depth + 1, group));
            }
        }
        trie
    }

    /// Finds a base that no node has, under which no byte meets a node that is taken. The search goes on at `from`,
    /// where the last one for about as many bytes ended: what lies before is too full.
    fn room_for<T>(
        &mut self,
        followers: &[(u8, T)],
        from: &mut u32,
        taken: &mut HashSet<u32>,
    ) -> u32 {
        loop {
            let base = *from;
            let end = base as usize + 256;
            if self.nodes.len() < end {
                self.nodes.resize(end, FREE);
            }
            let node = |(byte, _): &(u8, T)| &self.nodes[base as usize + usize::from(*byte)];
            let is_free = followers.iter().all(|follower| node(follower).parent == FREE.parent);
            if is_free && taken.insert(base) {
                return base;
            }
            *from += 1;
        }
    }

    /// Lists the base of the node before each node, which is that of no other, and its own; nodes that
    /// no entry comes to have none before them.
    pub(super) fn links(&self) -> impl Iterator<Item = (Option<u32>, u32)> {
        let base = |node: &Node| Some(self.nodes.get(node.parent as usize)?.base);
        self.nodes.iter().map(move |node| (base(node), node.base))
    }

    /// Returns the node that is one byte longer.
    #[inline]
    pub(super) fn next(&self, node: u32, byte: u8) -> Option<u32> {
        let next = self.nodes[node as usize].base + u32::from(byte);
        self.nodes.get(next as usize).filter(|found| found.parent == node).map(|_| next)
    }

    /// Returns the entry that ends at a node.
    pub(super) fn entry(&self, node: u32) -> Option<u32> {
        Some(self.nodes[node as usize].entry).filter(|entry| *entry != NO_ENTRY)
    }
}
