//! Cuts a text into entries of the codebook so that its codes take the fewest bytes. The generator
//! uses this file too.

use super::code::{MAX_ENTRY_BYTES, RAW_COST, cost};
use super::trie::{NO_BASE, ROOT, Trie};

/// No entry covers this byte.
pub(super) const NO_ENTRY: u32 = u32::MAX;

/// A stretch of a text: an entry, or one byte that no entry covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub entry: u32,
    pub length: u8,
}

pub(super) const RAW_STEP: Step = Step { entry: NO_ENTRY, length: 1 };

impl Step {
    /// Returns the bytes of its code.
    pub(super) fn cost(self) -> u32 {
        if self.entry == NO_ENTRY { RAW_COST } else { cost(self.entry) }
    }
}

/// A step in one number: its length in the lowest bits, then its place among the steps from its byte,
/// then the bytes of its code, and a bit for the last of these steps.
type Choice = u16;

/// Bits of lengths and of places.
const BITS: u32 = 5;

/// What all lengths and places are below.
const LIMIT: usize = 1 << BITS;

/// Says that no other step begins at the byte.
const LAST: Choice = 1 << 15;

// An entry of each length may begin at a byte, and the byte may be one that no entry covers.
const _: () = assert!(MAX_ENTRY_BYTES + 1 < LIMIT);

/// Steps from a byte begin at a multiple of so many, so that there are enough numbers for them.
const ALIGNMENT: u32 = 2;

/// The bytes of the codes of a rest of the text, and in the lowest bits the place of the step it begins
/// with: the lowest key is the cheapest rest, and of equal ones the one with the longest step.
type Key = u32;

/// A number of a node, or of a step. The entries of the program have few enough for 16 bits, which
/// halves what their nodes take of the processor's cache.
pub(super) trait Number: Copy + Default + Into<u32> + TryFrom<usize> {
    /// Stands for none.
    const NONE: Self;
}

impl Number for u16 {
    const NONE: Self = u16::MAX;
}

impl Number for u32 {
    const NONE: Self = u32::MAX;
}

/// What was read so far of an entry, and what else that may be.
#[derive(Debug, Clone, Copy, Default)]
struct Node<N> {
    /// The base of the node that is one byte shorter.
    before: N,
    /// See [`Trie`]. Where no entry goes on, that of the next shorter stretch that one goes on from.
    base: N,
    /// The node of the longest shorter stretch that was read too, and may go on otherwise.
    shorter: N,
    /// The first of the steps from here, longest first, in units of [`ALIGNMENT`].
    steps: N,
}

/// Finds all entries that begin at a byte in one step from the byte after it.
///
/// The text is read from its end, and the entries are held from their ends. A node stands for the
/// longest stretch before the place reached that an entry ends with, as in A. V. Aho and
/// M. J. Corasick, *Efficient string matching*, Communications of the ACM 18(6), 1975.
#[derive(Debug)]
pub(super) struct Cutter<N> {
    nodes: Vec<Node<N>>,
    /// What each byte is called in the nodes: frequent bytes have neighbouring numbers, so that the
    /// nodes met most often lie together.
    ranks: [u8; 256],
    choices: Vec<Choice>,
    /// The entries of the same steps.
    entries: Vec<u32>,
}

impl<N: Number> Cutter<N> {
    /// Holds entries by their number.
    ///
    /// # Panics
    /// When they have more nodes or steps than there are numbers.
    pub(super) fn new<'a>(entries: impl IntoIterator<Item = &'a [u8]> + Clone) -> Self {
        let ranks = ranks(entries.clone().into_iter().flatten());
        let rank = |byte: &u8| ranks[usize::from(*byte)];
        let reversed: Vec<Vec<u8>> =
            entries.into_iter().map(|entry| entry.iter().rev().map(rank).collect()).collect();
        let trie = Trie::new(reversed.iter().map(Vec::as_slice));
        let nodes = trie.links().map(|(before, base)| Node {
            before: before.map_or(N::NONE, number),
            base: number(base),
            ..Node::default()
        });
        let (nodes, choices, entries) = (nodes.collect(), Vec::new(), Vec::new());
        let mut cutter = Cutter { nodes, ranks, choices, entries };
        // Where nothing was read, and behind whatever was.
        cutter.push(&[RAW_STEP]);
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
        let shorter = match depth {
            0 => ROOT,
            _ => self.follow(self.nodes[self.nodes[before as usize].shorter.into() as usize], byte),
        };
        let others = self.nodes[shorter as usize].steps;
        let steps = match trie.entry(node) {
            // Other entries go on from it, and one of them was here before.
            Some(_) if self.nodes[node as usize].steps.into() != 0 => return node,
            Some(entry) => {
                let own = Step { entry, length: depth as u8 + 1 };
                let first = (others.into() * ALIGNMENT) as usize;
                let count = self.choices[first..].iter().take_while(|it| *it & LAST == 0).count();
                let others = (first..=first + count).map(|step| self.step(step));
                let steps: Vec<Step> = [own].into_iter().chain(others).collect();
                self.push(&steps)
            }
            None => others,
        };
        let next = self.nodes[shorter as usize];
        let found = &mut self.nodes[node as usize];
        (found.shorter, found.steps) = (number(shorter), steps);
        if found.base.into() == NO_BASE {
            (found.base, found.shorter) = (next.base, next.shorter);
        }
        node
    }

    /// Adds the steps from a byte, and returns the number of the first.
    fn push(&mut self, steps: &[Step]) -> N {
        let gap = self.choices.len() % ALIGNMENT as usize;
        self.choices.resize(self.choices.len() + gap, LAST);
        let first = number(self.choices.len() as u32 / ALIGNMENT);
        self.entries.resize(self.choices.len(), NO_ENTRY);
        for (place, step) in (1..).zip(steps) {
            let last = if usize::from(place) == steps.len() { LAST } else { 0 };
            let code = (step.cost() as Choice) << BITS | (place - 1);
            self.choices.push(last | code << BITS | u16::from(step.length));
            self.entries.push(step.entry);
        }
        first
    }

    /// Returns a step by its number.
    fn step(&self, number: usize) -> Step {
        Step { entry: self.entries[number], length: length(self.choices[number]) as u8 }
    }

    /// Returns the number of the node of the longest stretch that goes on with a byte, told by its rank.
    #[inline]
    fn follow(&self, mut node: Node<N>, rank: u8) -> u32 {
        let root = self.nodes[ROOT as usize].base.into();
        loop {
            let base = node.base.into();
            let next = base + u32::from(rank);
            if self.nodes.get(next as usize).is_some_and(|next| next.before.into() == base) {
                return next;
            }
            if base == root {
                return ROOT;
            }
            node = self.nodes[node.shorter.into() as usize];
        }
    }

    /// Cuts a text: from its end to its beginning, the best step at each byte is the one with the
    /// cheapest rest, and the longest of those.
    pub(super) fn cut(&self, text: &[u8]) -> impl Iterator<Item = Step> {
        let best = self.best(text);
        let mut start = 0;
        std::iter::from_fn(move || {
            let (step, length) = (best.get(start)? >> BITS, best[start] % LIMIT as u32);
            start += length as usize;
            Some(Step { entry: *self.entries.get(step as usize)?, length: length as u8 })
        })
    }

    /// Returns the number of the best step at each byte, with its length in the lowest bits: the entry is
    /// read when the next step is known already.
    fn best(&self, text: &[u8]) -> Vec<u32> {
        let mut best = vec![0; text.len()];
        // The keys of the rests, without places; those behind the text too, so that every length can be
        // asked for.
        let mut rests: Vec<Key> = vec![0; text.len() + LIMIT];
        let mut node = self.nodes[ROOT as usize];
        for (start, (byte, best)) in text.iter().zip(&mut best).enumerate().rev() {
            node = self.nodes[self.follow(node, self.ranks[usize::from(*byte)]) as usize];
            let steps = node.steps.into() * ALIGNMENT;
            let choices = &self.choices[steps as usize..];
            let Some(rests) = rests[start..].first_chunk_mut::<LIMIT>() else { break };
            let mut cheapest = Key::MAX;
            for &choice in choices {
                let rest = rests[length(choice)];
                cheapest = cheapest.min(rest + Key::from((choice & !LAST) >> BITS));
                if choice & LAST != 0 {
                    break;
                }
            }
            let place = cheapest % LIMIT as Key;
            rests[0] = cheapest - place;
            *best = (steps + place) << BITS | length(choices[place as usize]) as u32;
        }
        best
    }
}

fn length(choice: Choice) -> usize {
    usize::from(choice) % LIMIT
}

/// # Panics
/// When it is too high.
fn number<N: Number>(number: u32) -> N {
    let fitting =
        N::try_from(number as usize).ok().filter(|fitting| (*fitting).into() != N::NONE.into());
    fitting.unwrap_or_else(|| panic!("{number} is too high"))
}

/// Numbers all bytes, those that occur most often first.
fn ranks<'a>(bytes: impl Iterator<Item = &'a u8>) -> [u8; 256] {
    let mut counts = [0_usize; 256];
    bytes.for_each(|byte| counts[usize::from(*byte)] += 1);
    let mut by_count: Vec<u8> = (0..=u8::MAX).collect();
    by_count.sort_by_key(|byte| std::cmp::Reverse(counts[usize::from(*byte)]));
    let mut ranks = [0; 256];
    (0..=u8::MAX).zip(by_count).for_each(|(rank, byte)| ranks[usize::from(byte)] = rank);
    ranks
}
