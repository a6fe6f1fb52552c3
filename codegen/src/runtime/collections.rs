//! Lists and maps of a body: the memory that they take, and the position of an invalid element.

use std::collections::BTreeMap;
use std::mem::size_of;

use super::decode_error::Error;
use super::memory::Memory;

impl Memory {
    /// Adds an element to a list, which doubles its capacity if there is no room. Returns `None` without enough memory.
    pub fn push<T>(&mut self, list: &mut Vec<T>, element: T) -> Option<()> {
        self.grow(list.len(), list.capacity(), size_of::<T>())?;
        list.push(element);
        Some(())
    }

    /// Counts the bytes of a list that gets another element of `size` bytes.
    fn grow(&mut self, len: usize, capacity: usize, size: usize) -> Option<()> {
        if len < capacity { Some(()) } else { self.take(len.max(4).saturating_mul(size)) }
    }

    /// Adds an entry to a map. The first node has room for eleven entries, and others are at least half full. Returns `None`
    /// without enough memory.
    pub fn insert<K: Ord, V>(&mut self, map: &mut BTreeMap<K, V>, key: K, value: V) -> Option<()> {
        let entries = if map.is_empty() { 12 } else { 2 };
        self.take(size_of::<(K, V)>().saturating_mul(entries))?;
        map.insert(key, value);
        Some(())
    }
}

impl Error {
    /// Adds the index of the element that contains the value to the start of the path.
    #[cold]
    pub(super) fn at(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}
