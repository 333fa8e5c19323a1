//! The distinct values of a column, each with its exact count, up to a cap.
//!
//! Past the cap only those stay whose hash begins with a zero bit, then with two, and so on:
//! *adaptive sampling* (Wegman 1984; Flajolet, “On adaptive sampling”, 1990). How many bits that takes
//! (the *level*) follows from the set of the values alone: it is the least with which they fit, and
//! whatever part of the column is looked at first keeps every value that stays in the end, with
//! its count. So the result knows no order and no cut. At level 0 everything is exact; above it,
//! n values of level L stand for n · 2ᴸ, with a standard error of about 1.2 / √cap of that.

use super::limits::Limits;
use crate::base::units::{len_u64, to_usize};
use crate::scan::saved::sum_within;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Bytes of a value that is kept whole; of longer ones the first [`HEAD_BYTES`] and a digest are.
pub(super) const SHORT_BYTES: usize = 255;

/// Bytes of a long value that are kept.
const HEAD_BYTES: usize = 240;

/// Bytes that an entry takes, beside its text.
const ENTRY_BYTES: usize = 40;

/// A value's hash, by whose first bits values are sampled.
#[inline]
pub(super) fn hash(value: &[u8]) -> u64 {
    xxh3_64(value)
}

/// Values by hash, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// Zero bits with which the hashes of all entries begin.
    level: u32,
    entries: Vec<Entry>,
    /// Where an entry with a hash stands: the number of the entry plus one, beside 16 bits of
    /// the hash; 0 where there is none. As long as a power of two, half full at most.
    slots: Vec<u32>,
    text: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u64,
    count: u64,
    first: u64,
    text_at: u32,
    text_len: u16,
    is_long: bool,
}

/// A value that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept<'a> {
    pub(super) hash: u64,
    /// The value; of a long one its head and its digest.
    pub(super) text: &'a [u8],
    pub(super) is_long: bool,
    pub(super) count: u64,
    /// Where the first cell of this value is.
    pub(super) first: u64,
}

impl Kept<'_> {
    /// What of the value can be shown.
    pub(super) fn head(&self) -> &[u8] {
        if self.is_long { &self.text[..HEAD_BYTES.min(self.text.len())] } else { self.text }
    }
}

/// What is kept of a long value, by which it is also told from others: its head, its length and
/// 64 bits of a second hash of it all.
pub(super) fn digest(value: &[u8]) -> Vec<u8> {
    let mut text = value[..value.len().min(HEAD_BYTES)].to_vec();
    text.truncate(HEAD_BYTES);
    text.extend_from_slice(&xxh3_64_with_seed(value, 1).to_be_bytes()[..]);
    text.extend_from_slice(&len_u64(value.len()).to_be_bytes()[1..]);
    text
}

/// A value as it is kept; the hash of a short one follows from its text.
#[derive(Serialize, Deserialize)]
struct SavedValue {
    text: Vec<u8>,
    count: u64,
    first: u64,
    long: Option<u64>,
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let saved = self.iter().map(|value| SavedValue {
            text: value.text.to_vec(),
            count: value.count,
            first: value.first,
            long: value.is_long.then_some(value.hash),
        });
        (self.level, saved.collect::<Vec<_>>()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (level, saved) = <(u32, Vec<SavedValue>)>::deserialize(from)?;
        let mut values = Self::at_level(level);
        for SavedValue { text, count, first, long } in saved {
            let hash = long.unwrap_or_else(|| hash(&text));
            let value = Kept { hash, text: &text, is_long: long.is_some(), count, first };
            let is_value = text.len() <= SHORT_BYTES && !text.is_empty() && values.keeps(hash);
            // Slots have room for as many.
            if !is_value || values.len() >= 0xFFFF || !values.add(value) {
                return Err(D::Error::custom("value"));
            }
        }
        Ok(values)
    }
}

impl Values {
    /// Whether it can be of `most` cells, after reading.
    pub(super) fn is_sound(&self, most: u64, limits: Limits) -> bool {
        self.level <= 64
            && self.fits(limits)
            && sum_within(self.entries.iter().map(|entry| entry.count), most).is_some()
    }

    /// Without values; at a level above 0 those are left out that would not stay.
    pub(super) fn at_level(level: u32) -> Self {
        Self { level, ..Self::default() }
    }

    #[inline]
    pub(super) fn level(&self) -> u32 {
        self.level
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether a value of that hash is kept.
    #[inline]
    pub(super) fn keeps(&self, hash: u64) -> bool {
        hash.leading_zeros() >= self.level
    }

    /// Counts a value that [`Values::keeps`]. True if it is new: then [`Values::fits`] is asked.
    #[inline]
    pub(super) fn add(&mut self, value: Kept<'_>) -> bool {
        if self.slots.is_empty() {
            self.slots = vec![0; 16];
        }
        let mask = self.slots.len() - 1;
        let mut slot = to_usize(value.hash) & mask;
        loop {
            let found = self.slots[slot];
            if found == 0 {
                self.insert(value, slot);
                return true;
            }
            if found >> 16 == tag(value.hash) {
                let entry = &mut self.entries[to_usize(u64::from(found & 0xFFFF)) - 1];
                let at = to_usize(u64::from(entry.text_at));
                let is_it = entry.hash == value.hash
                    && usize::from(entry.text_len) == value.text.len()
                    && entry.is_long == value.is_long
                    && self.text[at..at + value.text.len()] == *value.text;
                if is_it {
                    entry.count += value.count;
                    entry.first = entry.first.min(value.first);
                    return false;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn insert(&mut self, value: Kept<'_>, slot: usize) {
        let entry = Entry {
            hash: value.hash,
            count: value.count,
            first: value.first,
            text_at: crate::base::units::to_u32(self.text.len()),
            text_len: u16::try_from(value.text.len()).unwrap_or(u16::MAX),
            is_long: value.is_long,
        };
        self.text.extend_from_slice(value.text);
        self.entries.push(entry);
        self.slots[slot] = slot_of(entry.hash, self.entries.len());
        if 2 * self.entries.len() > self.slots.len() {
            self.rebuild_slots(2 * self.slots.len());
        }
    }

    fn rebuild_slots(&mut self, len: usize) {
        self.slots.clear();
        self.slots.resize(len, 0);
        let mask = len - 1;
        for (i, entry) in self.entries.iter().enumerate() {
            let mut slot = to_usize(entry.hash) & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = slot_of(entry.hash, i + 1);
        }
    }

    /// Whether the values are within the cap.
    #[inline]
    pub(super) fn fits(&self, limits: Limits) -> bool {
        self.entries.len() <= limits.values
            && self.entries.len() * ENTRY_BYTES + self.text.len() <= limits.value_bytes
    }

    /// Leaves out all values that a level doesn't keep.
    pub(super) fn raise(&mut self, level: u32) {
        if level <= self.level {
            return;
        }
        self.level = level;
        let old = std::mem::take(&mut self.text);
        self.entries.retain_mut(|entry| {
            let stays = entry.hash.leading_zeros() >= level;
            if stays {
                let at = to_usize(u64::from(entry.text_at));
                entry.text_at = crate::base::units::to_u32(self.text.len());
                self.text.extend_from_slice(&old[at..at + usize::from(entry.text_len)]);
            }
            stays
        });
        if !self.slots.is_empty() {
            self.rebuild_slots(self.slots.len());
        }
    }

    /// The values that are kept, in no order that means something.
    pub(super) fn iter(&self) -> impl Iterator<Item = Kept<'_>> {
        self.entries.iter().map(|entry| {
            let at = to_usize(u64::from(entry.text_at));
            Kept {
                hash: entry.hash,
                text: &self.text[at..at + usize::from(entry.text_len)],
                is_long: entry.is_long,
                count: entry.count,
                first: entry.first,
            }
        })
    }
}

/// The bits of a hash that stand in its slot: neither those of the level nor those of the place.
#[inline]
fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 24 & 0xFFFF).unwrap_or(0)
}

fn slot_of(hash: u64, nr: usize) -> u32 {
    tag(hash) << 16 | u32::try_from(nr & 0xFFFF).unwrap_or(0)
}
