//! Saved partials: what a scan has found in a part of a file as bytes, to be merged elsewhere or later.
//!
//! The bytes are those of [postcard](https://postcard.jamesmunns.com): integers of variable length, fields
//! in their order, nothing that describes itself. So they are read only by a program of the same
//! [`FORMAT`]; that number and a checksum are to be kept beside them. Reading never panics, and takes
//! memory in proportion to the bytes: what is no partial of those bytes of the file is [`Damaged`].
//! What follows from the rest (slots of hashes, entropies of whole blocks) is not kept but made anew.

use crate::base::{Counts, Span};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The number of the form: another one wherever a partial's fields change, or what they mean.
pub const FORMAT: u32 = 1;

/// The bytes are no saved partial of this scan over these bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// What is checked after reading, so that nothing that follows can fail.
pub trait Sound {
    /// Whether it can be what was found in these bytes.
    fn is_sound(&self, of: Span) -> bool;
}

impl Sound for Counts {
    fn is_sound(&self, of: Span) -> bool {
        self.span() == of || self.span().is_empty() && of.is_empty()
    }
}

/// The bytes of a value.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(value).ok()
}

/// The value of bytes, of which none may be left over.
///
/// # Errors
/// [`Damaged`].
pub fn read<T: DeserializeOwned>(saved: &[u8]) -> Result<T, Damaged> {
    match postcard::take_from_bytes(saved) {
        Ok((value, [])) => Ok(value),
        _ => Err(Damaged),
    }
}

/// As [`read`], of a value that was found in the bytes `of` a file.
///
/// # Errors
/// [`Damaged`].
pub fn read_sound<T: DeserializeOwned + Sound>(saved: &[u8], of: Span) -> Result<T, Damaged> {
    read::<T>(saved).and_then(|value| if value.is_sound(of) { Ok(value) } else { Err(Damaged) })
}

/// The sum of counts, if it is no more than `most`.
pub fn sum_within(counts: impl IntoIterator<Item = u64>, most: u64) -> Option<u64> {
    counts.into_iter().try_fold(0_u64, |sum, n| sum.checked_add(n)).filter(|sum| *sum <= most)
}

/// An array of more than 32 counts, for `serde(with)`.
pub mod array {
    use super::{Deserialize, Deserializer, Error, Serializer};

    /// As a list.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer, const N: usize>(counts: &[u64; N], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(counts)
    }

    /// From a list of exactly as many.
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(from: D) -> Result<[u64; N], D::Error> {
        Vec::<u64>::deserialize(from)?.try_into().map_err(|_| D::Error::custom("length"))
    }
}

/// The counts of 256 byte values, those that are not 0.
#[derive(Clone)]
pub struct Packed(pub [u64; 256]);

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut seen = [0_u8; 32];
        for (nr, _) in self.0.iter().enumerate().filter(|(_, n)| **n > 0) {
            seen[nr / 8] |= 1 << (nr % 8);
        }
        let counts: Vec<u64> = self.0.iter().copied().filter(|n| *n > 0).collect();
        (seen, counts).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (seen, counts) = <([u8; 32], Vec<u64>)>::deserialize(from)?;
        let mut all = [0; 256];
        let mut counts = counts.into_iter();
        for (nr, n) in all.iter_mut().enumerate().filter(|(nr, _)| seen[nr / 8] >> (nr % 8) & 1 == 1) {
            *n = counts.next().filter(|n| *n > 0).ok_or_else(|| D::Error::custom(nr))?;
        }
        if counts.next().is_some() { Err(D::Error::custom("count")) } else { Ok(Self(all)) }
    }
}

/// One histogram, for `serde(with)`.
pub mod packed {
    use super::{Deserialize, Deserializer, Packed, Serialize, Serializer};

    /// As [`Packed`].
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(counts: &[u64; 256], to: S) -> Result<S::Ok, S::Error> {
        Packed(*counts).serialize(to)
    }

    /// As [`Packed`].
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u64; 256], D::Error> {
        Packed::deserialize(from).map(|packed| packed.0)
    }
}

/// One histogram or none, for `serde(with)`.
pub mod packed_option {
    use super::{Deserialize, Deserializer, Packed, Serialize, Serializer};

    /// As an option of [`Packed`].
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(counts: &Option<[u64; 256]>, to: S) -> Result<S::Ok, S::Error> {
        counts.map(Packed).serialize(to)
    }

    /// As an option of [`Packed`].
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<[u64; 256]>, D::Error> {
        Ok(Option::<Packed>::deserialize(from)?.map(|packed| packed.0))
    }
}

/// A list of histograms, for `serde(with)`.
pub mod packed_list {
    use super::{Deserialize, Deserializer, Packed, Serializer};

    /// As a list of [`Packed`].
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(all: &[[u64; 256]], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(all.iter().map(|counts| Packed(*counts)))
    }

    /// As a list of [`Packed`].
    ///
    /// # Errors
    /// Those of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<[u64; 256]>, D::Error> {
        Ok(Vec::<Packed>::deserialize(from)?.into_iter().map(|packed| packed.0).collect())
    }
}
