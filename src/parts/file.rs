//! A part as a file: a mark, the version of the form, the length, the part, and a checksum over all of it.
//!
//! Whatever the bytes are, reading them never panics and takes memory in proportion to them.

use super::Part;
use crate::base::units::{len_u64, to_usize};
use crate::scan::saved;
use xxhash_rust::xxh3::xxh3_128;

/// What each part begins with.
pub const MARK: &[u8; 12] = b"gander.part\n";

/// The version of the form: another one wherever it changes.
pub const VERSION: u32 = 2;

const HEAD_BYTES: usize = MARK.len() + 4 + 8;

/// Why bytes are no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPart {
    /// They begin in another way.
    Foreign,
    /// They are one of another version of the form.
    Version(u32),
    /// They are fewer or more than they say, or have changed since.
    Damaged,
}

/// The bytes of a part.
#[must_use]
pub fn write(part: &Part) -> Option<Vec<u8>> {
    let body = saved::write(part)?;
    let mut bytes = Vec::with_capacity(HEAD_BYTES + body.len() + 16);
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&len_u64(body.len()).to_le_bytes());
    bytes.extend_from_slice(&body);
    let sum = xxh3_128(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    Some(bytes)
}

/// The part of a file's bytes.
///
/// # Errors
/// [`NoPart`], if it is none.
pub fn read(bytes: &[u8]) -> Result<Part, NoPart> {
    let Some(rest) = bytes.strip_prefix(MARK) else {
        // One that was cut within its mark was one.
        let is_cut = MARK.starts_with(bytes) && !bytes.is_empty();
        return Err(if is_cut { NoPart::Damaged } else { NoPart::Foreign });
    };
    let (version, rest) = rest.split_first_chunk::<4>().ok_or(NoPart::Damaged)?;
    let version = u32::from_le_bytes(*version);
    if version != VERSION {
        return Err(NoPart::Version(version));
    }
    let (len, rest) = rest.split_first_chunk::<8>().ok_or(NoPart::Damaged)?;
    let (body, sum) = rest.split_at_checked(to_usize(u64::from_le_bytes(*len))).ok_or(NoPart::Damaged)?;
    if sum != xxh3_128(&bytes[..HEAD_BYTES + body.len()]).to_le_bytes() {
        return Err(NoPart::Damaged);
    }
    let part: Part = saved::read(body).map_err(|_| NoPart::Damaged)?;
    let (chunks, rows) = (part.chunks, part.rows.as_ref().map(|rows| rows.span.end.0));
    let is_sound = part.told.chunk_bytes > 0
        && part.identity.size <= u64::MAX >> 1
        && chunks.first <= chunks.end
        && chunks.end <= part.n_chunks()
        && rows.is_none_or(|end| end <= part.identity.size);
    if is_sound { Ok(part) } else { Err(NoPart::Damaged) }
}
