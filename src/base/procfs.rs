//! Parsers of Linux's `/proc` files: the memory areas of a process, and counters by name.

use std::ops::Range;

/// An area of a process's memory, as `/proc/self/smaps` lists it.
pub struct MemoryArea<'a> {
    /// Its addresses.
    pub addresses: Range<usize>,
    /// Such as `r-xp`: readable, executable, private.
    pub permissions: &'a str,
    /// Whether a file with a path is mapped there.
    pub is_of_file: bool,
    /// Its resident set size, in bytes.
    pub resident_bytes: u64,
    /// Bytes of pages that belong to this process alone: for a file, pages that differ from it.
    pub anonymous_bytes: Option<u64>,
    /// The flags of `VmFlags` (`proc_pid_smaps(5)`).
    pub flags: Option<&'a str>,
}

/// Parses `/proc/self/smaps`. Unknown lines are skipped.
pub fn areas(smaps: &str) -> impl Iterator<Item = MemoryArea<'_>> {
    let mut lines = smaps.lines().peekable();
    std::iter::from_fn(move || {
        let mut area = lines.find_map(header)?;
        while let Some(line) = lines.next_if(|line| header(line).is_none()) {
            if let Some(kib) = counter(line, "Rss:") {
                area.resident_bytes = kib * 1024;
            } else if let Some(kib) = counter(line, "Anonymous:") {
                // The first: what follows an unknown header is of another area.
                area.anonymous_bytes.get_or_insert(kib * 1024);
            } else if let Some(flags) = line.strip_prefix("VmFlags:") {
                area.flags = Some(flags);
            }
        }
        Some(area)
    })
}

/// Parses an area's header line: `7f00-7f10 r--s 0001a000 fe:00 1234 /usr/bin/program`.
fn header(line: &str) -> Option<MemoryArea<'_>> {
    let mut words = line.split_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let address = |digits| usize::from_str_radix(digits, 16).ok();
    Some(MemoryArea {
        addresses: address(start)?..address(end)?,
        permissions: words.next()?,
        is_of_file: words.nth(3).is_some_and(|path| path.starts_with('/')),
        resident_bytes: 0,
        anonymous_bytes: None,
        flags: None,
    })
}

/// The number after `name`, at the start of a line.
pub fn counter(text: &str, name: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}
