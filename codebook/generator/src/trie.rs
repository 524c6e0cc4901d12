//! Finds the entries that a text begins with.

use std::collections::HashMap;

pub const NO_ENTRY: u32 = u32::MAX;

#[derive(Clone, Copy)]
pub struct Match { pub entry: u32, pub length: u32, pub cost: u32 }

/// A trie in one open table of (node, byte).
pub struct Trie { slots: Vec<(u64, u32)>, mask: u64, ends: Vec<(u32, u32)> }

impl Trie {
    pub fn new<'a>(entries: impl Iterator<Item = (&'a [u8], u32)>) -> Self {
        let mut edges: HashMap<u64, u32> = HashMap::new();
        let mut ends = vec![(NO_ENTRY, 0)];
        for (entry, (text, cost)) in entries.enumerate() {
            let mut node = 0_u32;
            for &byte in text {
                let next = ends.len() as u32;
                let found = *edges.entry(key(node, byte)).or_insert(next);
                if found == next { ends.push((NO_ENTRY, 0)); }
                node = found;
            }
            ends[node as usize] = (entry as u32, cost);
        }
        let size = (edges.len() * 2).next_power_of_two();
        let mask = size as u64 - 1;
        let mut slots = vec![(u64::MAX, 0); size];
        for (key, node) in edges {
            let mut slot = hash(key) & mask;
            while slots[slot as usize].0 != u64::MAX { slot = (slot + 1) & mask; }
            slots[slot as usize] = (key, node);
        }
        Trie { slots, mask, ends }
    }

    fn step(&self, node: u32, byte: u8) -> Option<u32> {
        let key = key(node, byte);
        let mut slot = hash(key) & self.mask;
        loop {
            let (found, next) = self.slots[slot as usize];
            if found == key { return Some(next); }
            if found == u64::MAX { return None; }
            slot = (slot + 1) & self.mask;
        }
    }

    pub fn each(&self, text: &[u8], mut visit: impl FnMut(Match)) {
        let mut node = 0;
        for (length, &byte) in (1..).zip(text) {
            let Some(next) = self.step(node, byte) else { return };
            node = next;
            let (entry, cost) = self.ends[node as usize];
            if entry != NO_ENTRY { visit(Match { entry, length, cost }); }
        }
    }

    pub fn greedy(&self, text: &[u8]) -> Vec<Match> {
        let mut at = 0;
        let mut found = Vec::new();
        while at < text.len() {
            let mut last = Match { entry: NO_ENTRY, length: 1, cost: 2 };
            self.each(&text[at..], |m| last = m);
            at += last.length as usize;
            found.push(last);
        }
        found
    }

    pub fn best(&self, text: &[u8]) -> Vec<Match> {
        let mut steps = vec![(0_u32, Match { entry: NO_ENTRY, length: 1, cost: 2 }); text.len() + 1];
        for at in (0..text.len()).rev() {
            let mut best = (steps[at + 1].0 + 2, Match { entry: NO_ENTRY, length: 1, cost: 2 });
            self.each(&text[at..], |m| {
                let cost = steps[at + m.length as usize].0 + m.cost;
                if cost <= best.0 { best = (cost, m); }
            });
            steps[at] = best;
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() { found.push(steps[at].1); at += steps[at].1.length as usize; }
        found
    }

    pub fn cost_without(&self, text: &[u8], without: u32) -> u32 {
        let mut costs = [0_u32; 40];
        for at in (0..text.len()).rev() {
            let mut best = costs[at + 1] + 2;
            self.each(&text[at..], |m| if m.entry != without { best = best.min(costs[at + m.length as usize] + m.cost) });
            costs[at] = best;
        }
        costs[0]
    }
}

fn key(node: u32, byte: u8) -> u64 { u64::from(node) << 8 | u64::from(byte) }
fn hash(key: u64) -> u64 { key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40 }
