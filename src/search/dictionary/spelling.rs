//! The keys of a dictionary by their numbers, many at once: tantivy looks each up from the start.

use tantivy::directory::OwnedBytes;
use tantivy_fst::raw::{Fst, Node};

/// The tree of all keys, which are numbered in order.
pub(super) struct Spelling(Fst<OwnedBytes>);

impl Spelling {
    /// Opens the tree; `None` when it is not one.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Spelling> {
        Fst::new(bytes).ok().map(Spelling)
    }

    /// Hands over the keys of some numbers, given in order.
    pub(super) fn spell(&self, numbers: &[u64], take: &mut impl FnMut(&[u8])) {
        self.walk(&self.0.root(), 0, numbers, &mut Vec::new(), take);
    }

    /// Goes down to the keys below a node, the first of which has the number `first`.
    fn walk(
        &self,
        node: &Node<'_>,
        first: u64,
        numbers: &[u64],
        key: &mut Vec<u8>,
        take: &mut impl FnMut(&[u8]),
    ) {
        let mut rest = numbers;
        if node.is_final() && rest.first() == Some(&first) {
            take(key);
            rest = &rest[1..];
        }
        let first_below = |branch: usize| first + node.transition(branch).out.value();
        let mut branch = 0;
        while let Some(&number) = rest.first().filter(|_| branch < node.len()) {
            let mut end = rest.len();
            while branch + 1 < node.len() {
                let next = first_below(branch + 1);
                if next > number {
                    end = rest.partition_point(|&number| number < next);
                    break;
                }
                branch += 1;
            }
            let transition = node.transition(branch);
            key.push(transition.inp);
            let below = self.0.node(transition.addr);
            self.walk(&below, first + transition.out.value(), &rest[..end], key, take);
            key.pop();
            rest = &rest[end..];
            branch += 1;
        }
    }
}
