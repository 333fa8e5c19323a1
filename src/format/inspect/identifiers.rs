//! Identifiers and addresses.

use super::{Endian, Reading, Value};
use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A GUID as Windows keeps it: its first three parts with the least significant byte first.
pub(super) fn guid(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, |[a, b, c, d, e, f, g, h, rest @ ..]: [u8; 16]| {
        let [i, j, k, l, m, n, o, p] = rest;
        hyphened([d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p])
    })
}

/// A UUID as RFC 9562 writes it: byte by byte.
pub(super) fn uuid(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, hyphened)
}

/// An address of IPv4 in the order of the network.
pub(super) fn ipv4(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, |bytes: [u8; 4]| Ipv4Addr::from(bytes).to_string())
}

/// An address of IPv6 in the order of the network.
pub(super) fn ipv6(bytes: &[u8], _: Endian) -> Reading {
    told(bytes, |bytes: [u8; 16]| Ipv6Addr::from(bytes).to_string())
}

fn told<const N: usize>(bytes: &[u8], text: impl FnOnce([u8; N]) -> String) -> Reading {
    bytes.first_chunk().map_or(Reading::Short, |bytes| Reading::Value(Value::new(N, text(*bytes))))
}

fn hyphened(bytes: [u8; 16]) -> String {
    let mut out = String::with_capacity(36);
    for (i, byte) in bytes.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        // Writing into a `String` can't fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
