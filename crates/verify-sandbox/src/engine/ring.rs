//! What is kept of something that has no end.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;
use std::iter::Map;

use crate::limits::LOG_BYTES;

/// The newest items, up to a number and to [`LOG_BYTES`]; those that had to go are counted. The newest one always stays.
#[derive(Debug)]
pub(crate) struct Ring<T> {
    kept: VecDeque<(usize, T)>,
    capacity: usize,
    bytes: usize,
    dropped: u64,
}

type Items<'a, T> = Map<Iter<'a, (usize, T)>, fn(&(usize, T)) -> &T>;

impl<T> Ring<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { kept: VecDeque::new(), capacity, bytes: 0, dropped: 0 }
    }

    /// One of which so many had to go before.
    pub(crate) fn with_dropped(capacity: usize, dropped: u64) -> Self {
        Self { dropped, ..Self::new(capacity) }
    }

    /// Adds an item of this many bytes; [`shed`](Self::shed) then takes out what is too much.
    pub(crate) fn push(&mut self, bytes: usize, item: T) {
        self.bytes += bytes;
        self.kept.push_back((bytes, item));
    }

    /// Takes out the oldest item when there are too many, or too many bytes of them.
    pub(crate) fn shed(&mut self) -> Option<T> {
        let full = self.kept.len() > self.capacity || self.bytes > LOG_BYTES;
        if !full || self.kept.len() == 1 {
            return None;
        }
        let (bytes, item) = self.kept.pop_front()?;
        self.bytes -= bytes;
        self.dropped += 1;
        Some(item)
    }

    /// Notes that an item has got this many bytes more.
    pub(crate) fn grow(&mut self, index: usize, bytes: usize) {
        if let Some((own, _)) = self.kept.get_mut(index) {
            *own += bytes;
            self.bytes += bytes;
        }
    }

    /// How many had to go.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.capacity);
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> Items<'_, T> {
        self.kept.iter().map(|(_, item)| item)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.kept.iter_mut().map(|(_, item)| item)
    }

    pub(crate) fn last(&self) -> Option<&T> {
        self.kept.back().map(|(_, item)| item)
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.kept.get_mut(index).map(|(_, item)| item)
    }

    /// Where an item is, by a key that rises from item to item.
    pub(crate) fn find(&self, key: u64, of: impl Fn(&T) -> u64) -> Option<usize> {
        self.kept.binary_search_by_key(&key, |(_, item)| of(item)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(items: impl IntoIterator<Item = (usize, u64)>) -> Ring<u64> {
        let mut ring = Ring::new(3);
        for (bytes, item) in items {
            ring.push(bytes, item);
            while ring.shed().is_some() {}
        }
        ring
    }

    fn kept(ring: &Ring<u64>) -> Vec<u64> {
        ring.iter().copied().collect()
    }

    #[test]
    fn the_oldest_go_for_their_number() {
        let mut ring = filled((1..=5).map(|item| (1, item)));
        assert_eq!((kept(&ring), ring.dropped()), (vec![3, 4, 5], 2));
        assert_eq!((ring.find(4, |item| *item), ring.find(2, |item| *item)), (Some(1), None));
        ring.clear();
        assert_eq!((kept(&ring), ring.dropped(), ring.bytes), (vec![], 0, 0));
    }

    #[test]
    fn the_oldest_go_for_their_size_and_the_newest_stays() {
        let mut ring = filled([(LOG_BYTES, 1), (1, 2), (1, 3)]);
        assert_eq!((kept(&ring), ring.dropped(), ring.bytes), (vec![2, 3], 1, 2));
        ring.grow(0, LOG_BYTES);
        assert_eq!((ring.shed(), ring.shed(), ring.bytes), (Some(2), None, 1));
        assert_eq!(kept(&filled([(2 * LOG_BYTES, 1)])), [1]);
    }
}
