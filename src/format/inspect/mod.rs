//! The bytes at a place as values: numbers, times, identifiers, a character, a colour.
//!
//! [`ALL`] is the registry: a kind of value is one entry of it, and whatever shows values walks it.
//! What is no value is data, too ([`Reading`]). Nothing here knows a file: the caller gives the bytes
//! from the place on, as many as there are up to [`MOST_BYTES`]. Costs microseconds a kind.

mod floats;
mod identifiers;
mod integers;
mod leb128;
mod looks;
mod times;

use crate::messages::Text;

/// So many bytes tell every value: sixteen, and what a padded LEB128 takes.
pub const MOST_BYTES: usize = 32;

/// Which byte of a value comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Endian {
    /// That of the least weight.
    #[default]
    Little,
    /// That of the most.
    Big,
}

impl Endian {
    /// The first `N` bytes as they are when the most significant one comes first.
    fn first<const N: usize>(self, bytes: &[u8]) -> Option<[u8; N]> {
        let mut first = *bytes.first_chunk::<N>()?;
        if self == Self::Little {
            first.reverse();
        }
        Some(first)
    }
}

/// What bytes are as a value of some kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// They are one.
    Value(Value),
    /// They end before it does.
    Short,
    /// They are none; why.
    Invalid(Text),
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// How many bytes it takes.
    pub len: usize,
    /// Written as programs read it: numbers without groups, times as in RFC 3339.
    pub text: String,
    /// What is worth knowing about it.
    pub note: Option<Text>,
    /// The colour that it is: red, green, blue, opacity.
    pub colour: Option<[u8; 4]>,
}

impl Value {
    fn new(len: usize, text: String) -> Self {
        Self { len, text, note: None, colour: None }
    }

    fn noted(self, note: &'static str) -> Self {
        Self { note: Some(Text::new(note)), ..self }
    }
}

/// Kinds that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Integers.
    Integers,
    /// Numbers with a point.
    Floats,
    /// Characters, colours, bits.
    Looks,
    /// Times.
    Times,
    /// Identifiers and addresses.
    Identifiers,
}

impl Group {
    /// The message that names it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Integers => "inspect-integers",
            Self::Floats => "inspect-floats",
            Self::Looks => "inspect-looks",
            Self::Times => "inspect-times",
            Self::Identifiers => "inspect-identifiers",
        }
    }
}

type Read = fn(&[u8], Endian) -> Reading;

/// A kind of value.
#[derive(Debug)]
pub struct ValueKind {
    /// Its stable id.
    pub id: &'static str,
    /// The message that names it.
    pub name: &'static str,
    /// With which it is shown.
    pub group: Group,
    /// Whether it has a byte order.
    pub has_order: bool,
    read: Read,
}

impl ValueKind {
    /// What the bytes from a place on are, of which there are [`MOST_BYTES`] unless the file ends before.
    #[must_use]
    pub fn read(&self, bytes: &[u8], order: Endian) -> Reading {
        (self.read)(bytes, order)
    }
}

/// A kind that has a byte order.
const fn ordered(id: &'static str, name: &'static str, group: Group, read: Read) -> ValueKind {
    ValueKind { id, name, group, has_order: true, read }
}

/// A kind that has none.
const fn plain(id: &'static str, name: &'static str, group: Group, read: Read) -> ValueKind {
    ValueKind { id, name, group, has_order: false, read }
}

/// Every kind, in the order in which they are shown.
pub static ALL: &[ValueKind] = &[
    plain("i8", "inspect-i8", Group::Integers, integers::signed::<1>),
    plain("u8", "inspect-u8", Group::Integers, integers::unsigned::<1>),
    ordered("i16", "inspect-i16", Group::Integers, integers::signed::<2>),
    ordered("u16", "inspect-u16", Group::Integers, integers::unsigned::<2>),
    ordered("i24", "inspect-i24", Group::Integers, integers::signed::<3>),
    ordered("u24", "inspect-u24", Group::Integers, integers::unsigned::<3>),
    ordered("i32", "inspect-i32", Group::Integers, integers::signed::<4>),
    ordered("u32", "inspect-u32", Group::Integers, integers::unsigned::<4>),
    ordered("i64", "inspect-i64", Group::Integers, integers::signed::<8>),
    ordered("u64", "inspect-u64", Group::Integers, integers::unsigned::<8>),
    ordered("i128", "inspect-i128", Group::Integers, integers::signed::<16>),
    ordered("u128", "inspect-u128", Group::Integers, integers::unsigned::<16>),
    plain("sleb128", "inspect-sleb128", Group::Integers, leb128::signed),
    plain("uleb128", "inspect-uleb128", Group::Integers, leb128::unsigned),
    ordered("f16", "inspect-f16", Group::Floats, floats::half),
    ordered("bf16", "inspect-bf16", Group::Floats, floats::brain),
    ordered("f32", "inspect-f32", Group::Floats, floats::single),
    ordered("f64", "inspect-f64", Group::Floats, floats::double),
    plain("utf-8", "inspect-utf-8", Group::Looks, looks::utf8),
    ordered("utf-16", "inspect-utf-16", Group::Looks, looks::utf16),
    plain("bits", "inspect-bits", Group::Looks, looks::bits),
    plain("rgb", "inspect-rgb", Group::Looks, looks::rgb),
    plain("rgba", "inspect-rgba", Group::Looks, looks::rgba),
    plain("bgra", "inspect-bgra", Group::Looks, looks::bgra),
    ordered("unix32", "inspect-unix32", Group::Times, times::unix32),
    ordered("unix64", "inspect-unix64", Group::Times, times::unix64),
    ordered("unix-ms", "inspect-unix-ms", Group::Times, times::unix_ms),
    ordered("unix-us", "inspect-unix-us", Group::Times, times::unix_us),
    ordered("unix-ns", "inspect-unix-ns", Group::Times, times::unix_ns),
    ordered("filetime", "inspect-filetime", Group::Times, times::filetime),
    ordered("dos", "inspect-dos", Group::Times, times::dos),
    ordered("hfs", "inspect-hfs", Group::Times, times::hfs),
    plain("guid", "inspect-guid", Group::Identifiers, identifiers::guid),
    plain("uuid", "inspect-uuid", Group::Identifiers, identifiers::uuid),
    plain("ipv4", "inspect-ipv4", Group::Identifiers, identifiers::ipv4),
    plain("ipv6", "inspect-ipv6", Group::Identifiers, identifiers::ipv6),
];

#[cfg(test)]
mod tests;
