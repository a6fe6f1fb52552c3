//! The memory that decoded values may take.

use std::collections::BTreeMap;
use std::mem::size_of;

/// The expected value of an error if there is no memory left.
pub const EXPECTED: &str = "values that take less memory";

/// The number of bytes that lists, maps and boxes may still take: 16 MiB and 128 times the length of the body. A list of
/// `{}` or `<a/>` could take more, because an empty structure can have thousands of bytes.
#[derive(Debug)]
pub struct Memory(usize);

impl Memory {
    /// The memory for the values of a body.
    pub fn of(body: impl AsRef<[u8]>) -> Self {
        Self(body.as_ref().len().saturating_mul(128).saturating_add(16 << 20))
    }

    /// Counts bytes. Returns `None` if too few are left.
    pub fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes)?;
        Some(())
    }

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
