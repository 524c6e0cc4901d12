//! Cuts a text into entries of the codebook. The generator uses this file too.

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

/// A byte of an entry, and where those that may follow lie.
#[derive(Debug, Clone, Copy)]
struct Node {
    byte: u8,
    children: u16,
    first_child: u32,
    /// Entry that ends here.
    entry: u32,
}

impl Node {
    fn children<'a>(&self, nodes: &'a [Node]) -> &'a [Node] {
        let first = self.first_child as usize;
        &nodes[first..first + usize::from(self.children)]
    }
}

/// The entries by their bytes. Children lie together, those with the most below them first, and
/// behind them the children of the first: so a walk mostly stays in few lines of the cache.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// Node of each first byte, the number of nodes where there is none.
    roots: Vec<u32>,
    /// The same for each two first bytes, where nodes have the most children.
    pairs: Vec<u32>,
}

impl Trie {
    /// Holds entries by their number.
    pub(super) fn new<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut sorted: Vec<(&[u8], u32)> = entries.into_iter().zip(0..).collect();
        sorted.sort_unstable();
        let mut nodes = Vec::new();
        let (_, count) = grow(&mut nodes, &sorted, 0);
        let none = nodes.len() as u32;
        let (mut roots, mut pairs) = (vec![none; 1 << 8], vec![none; 1 << 16]);
        for (place, root) in (0..).zip(&nodes[..usize::from(count)]) {
            roots[usize::from(root.byte)] = place;
            for (place, child) in (root.first_child..).zip(root.children(&nodes)) {
                pairs[pair(root.byte, child.byte)] = place;
            }
        }
        Trie { nodes, roots, pairs }
    }

    /// Shows every entry that a text begins with, shortest first.
    pub(super) fn each(&self, text: &[u8], mut visit: impl FnMut(Step)) {
        let Some(&first) = text.first() else { return };
        if let Some(root) = self.nodes.get(self.roots[usize::from(first)] as usize)
            && root.entry != NO_ENTRY
        {
            visit(Step { entry: root.entry, length: 1 });
        }
        let Some(&second) = text.get(1) else { return };
        let mut next = self.nodes.get(self.pairs[pair(first, second)] as usize);
        let mut length = 2;
        while let Some(node) = next {
            if node.entry != NO_ENTRY {
                visit(Step { entry: node.entry, length });
            }
            let Some(byte) = text.get(length as usize) else { return };
            next = node.children(&self.nodes).iter().find(|child| child.byte == *byte);
            length += 1;
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

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// Appends the nodes at a depth of entries that begin alike, and returns where and how many.
fn grow(nodes: &mut Vec<Node>, sorted: &[(&[u8], u32)], depth: usize) -> (u32, u16) {
    let longer = sorted.iter().position(|(text, _)| text.len() > depth).unwrap_or(sorted.len());
    let alike = sorted[longer..].chunk_by(|(left, _), (right, _)| left[depth] == right[depth]);
    let mut groups: Vec<&[(&[u8], u32)]> = alike.collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let first = nodes.len();
    for group in &groups {
        let (text, number) = group[0];
        let entry = if text.len() == depth + 1 { number } else { NO_ENTRY };
        nodes.push(Node { byte: text[depth], children: 0, first_child: 0, entry });
    }
    for (place, group) in (first..).zip(&groups) {
        let (first_child, children) = grow(nodes, group, depth + 1);
        nodes[place] = Node { first_child, children, ..nodes[place] };
    }
    (first as u32, groups.len() as u16)
}
