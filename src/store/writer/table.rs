//! What a batch has read of a table and changes there, in memory.

use std::collections::BTreeMap;

/// Rows of a table by their key, in its order.
#[derive(Debug)]
pub struct Table<K, V>(BTreeMap<K, Slot<V>>);

#[derive(Debug)]
struct Slot<V> {
    value: Option<V>,
    /// It stands in the database.
    found: bool,
    changed: bool,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord, V> Table<K, V> {
    /// Asks for a row, which is there once the batch has read.
    pub fn want(&mut self, key: K) {
        self.0.entry(key).or_insert(Slot {
            value: None,
            found: false,
            changed: false,
        });
    }

    /// The keys that were asked for.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    /// A row as it was read.
    pub fn found(&mut self, key: K, value: V) {
        let slot = Slot {
            value: Some(value),
            found: true,
            changed: false,
        };
        self.0.insert(key, slot);
    }

    /// A row as it stands now, with what earlier jobs of the batch did to it.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.get(key)?.value.as_ref()
    }

    /// A row that is about to be changed.
    pub fn change<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let slot = self.0.get_mut(key)?;
        slot.changed |= slot.value.is_some();
        slot.value.as_mut()
    }

    /// A row that was not there, or stands here as changed.
    pub fn put(&mut self, key: K, value: V) -> &mut V {
        let slot = self.0.entry(key).or_insert(Slot {
            value: None,
            found: false,
            changed: true,
        });
        slot.changed = true;
        slot.value.insert(value)
    }

    /// A row, made if there was none; it is about to be changed.
    pub fn or_put(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        let slot = self.0.entry(key).or_insert(Slot {
            value: None,
            found: false,
            changed: true,
        });
        slot.changed = true;
        slot.value.get_or_insert_with(new)
    }

    /// A row that goes.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q)
    where
        K: std::borrow::Borrow<Q>,
    {
        if let Some(slot) = self.0.get_mut(key) {
            slot.changed = true;
            slot.value = None;
        }
    }

    /// All rows as they stand now.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let rows = self.0.iter();
        rows.filter_map(|(key, slot)| Some((key, slot.value.as_ref()?)))
    }

    /// The rows that were there and go.
    pub fn removed(&self) -> impl Iterator<Item = &K> {
        let gone = self.0.iter();
        let gone = gone.filter(|(_, slot)| slot.changed && slot.found && slot.value.is_none());
        gone.map(|(key, _)| key)
    }

    /// The rows that are new.
    pub fn inserted(&self) -> impl Iterator<Item = (&K, &V)> {
        self.written(false)
    }

    /// The rows that were there and changed.
    pub fn updated(&self) -> impl Iterator<Item = (&K, &V)> {
        self.written(true)
    }

    fn written(&self, found: bool) -> impl Iterator<Item = (&K, &V)> {
        let rows = self.0.iter();
        let rows = rows.filter(move |(_, slot)| slot.changed && slot.found == found);
        rows.filter_map(|(key, slot)| Some((key, slot.value.as_ref()?)))
    }
}
