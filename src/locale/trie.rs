//! A byte trie over folded surfaces, flat in memory.
//! It knows keys and numbers of rows, nothing of what they mean.

use std::collections::BTreeMap;

const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Node {
    edges: u32,
    rows: u32,
    edge_count: u16,
    row_count: u16,
    /// Kinds that end at or below this node; a walk for other kinds stops here.
    kinds: u64,
}

/// A key and the rows at it, each with the bit of its kind.
type Key<'a> = (&'a [u8], &'a [(u32, u64)]);

/// Maps folded keys to numbers of rows.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    edges: Vec<(u8, u32)>,
    rows: Vec<u32>,
    root: Box<[u32; 256]>,
}

/// A place in the trie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor(u32);

impl Trie {
    /// Builds it from keys, the rows at each and the bits of their kinds.
    pub(super) fn new(keys: &BTreeMap<Vec<u8>, Vec<(u32, u64)>>) -> Self {
        let sorted: Vec<Key<'_>> = keys
            .iter()
            .map(|(k, v)| (k.as_slice(), v.as_slice()))
            .collect();
        let mut trie = Self {
            nodes: Vec::new(),
            edges: Vec::new(),
            rows: Vec::new(),
            root: Box::new([NONE; 256]),
        };
        trie.build(&sorted, 0);
        if let Some(root) = trie.nodes.first().copied() {
            for at in 0..usize::from(root.edge_count) {
                let (byte, child) = trie.edges[root.edges as usize + at];
                trie.root[usize::from(byte)] = child;
            }
        }
        trie
    }

    /// Adds the node of keys that share their first `depth` bytes; its number.
    fn build(&mut self, keys: &[Key<'_>], depth: usize) -> u32 {
        let number = self.nodes.len() as u32;
        let mut node = Node {
            edges: 0,
            rows: self.rows.len() as u32,
            edge_count: 0,
            row_count: 0,
            kinds: 0,
        };
        let mut keys = keys;
        if let Some((first, rows)) = keys.first()
            && first.len() == depth
        {
            self.rows.extend(rows.iter().map(|(row, _)| row));
            node.row_count = rows.len() as u16;
            node.kinds = rows.iter().fold(0, |bits, (_, kind)| bits | kind);
            keys = &keys[1..];
        }
        self.nodes.push(node);
        let mut children = Vec::new();
        while let Some((first, _)) = keys.first() {
            let byte = first[depth];
            let same = keys.partition_point(|(key, _)| key[depth] <= byte);
            let child = self.build(&keys[..same], depth + 1);
            node.kinds |= self.nodes[child as usize].kinds;
            children.push((byte, child));
            keys = &keys[same..];
        }
        node.edges = self.edges.len() as u32;
        node.edge_count = children.len() as u16;
        self.edges.extend(children);
        self.nodes[number as usize] = node;
        number
    }

    fn out(&self, node: Node) -> &[(u8, u32)] {
        &self.edges[node.edges as usize..][..usize::from(node.edge_count)]
    }

    /// From the root along one byte.
    pub(super) fn start(&self, byte: u8) -> Option<Cursor> {
        let child = self.root[usize::from(byte)];
        (child != NONE).then_some(Cursor(child))
    }

    /// On along one byte.
    pub(super) fn next(&self, at: Cursor, byte: u8) -> Option<Cursor> {
        let edges = self.out(self.nodes[at.0 as usize]);
        if edges.len() <= 6 {
            let found = edges.iter().find(|(b, _)| *b == byte)?;
            return Some(Cursor(found.1));
        }
        let found = edges.binary_search_by_key(&byte, |(b, _)| *b).ok()?;
        Some(Cursor(edges[found].1))
    }

    /// The rows whose key ends here.
    pub(super) fn rows(&self, at: Cursor) -> &[u32] {
        let node = self.nodes[at.0 as usize];
        &self.rows[node.rows as usize..][..usize::from(node.row_count)]
    }

    /// Kinds that can still be met from here on.
    pub(super) fn kinds(&self, at: Cursor) -> u64 {
        self.nodes[at.0 as usize].kinds
    }
}
