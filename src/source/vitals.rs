//! System figures of this process and of a file's pages, for the I/O view.
//!
//! Each comes from where the system counts it (`getrusage`, `/proc/self`, `mincore`); a figure
//! that the system lacks is `None`, never a guess. Nothing here touches a page of a map; but it
//! reads about a megabyte of `/proc` files, which count among the bytes read by calls. So it
//! belongs on a thread of its own, not on the user interface thread.

use super::Snapshot;
use super::map::Map;
use crate::base::procfs::{areas, counter};
use crate::base::sys::{self, Usage};
use crate::base::units::{len_u64, to_u32, to_usize};
use std::fs::{self, File};
use std::ops::Range;

/// Parts in which a file's pages are counted.
pub const GROUPS: u64 = 512;

/// Most pages that are queried at once; of a longer file, some of each group.
const MOST_PAGES: u64 = 1 << 16;

/// Runs of pages in which a group is sampled.
const RUNS: u64 = 4;

/// Pages of a run.
const RUN_PAGES: u64 = MOST_PAGES / GROUPS / RUNS;

/// What the system counts of this process, all its threads together, since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vitals {
    /// Page faults and switches.
    pub usage: Option<Usage>,
    /// Resident set size, in bytes.
    pub resident_bytes: Option<u64>,
    /// Bytes returned by read calls.
    pub read_bytes: Option<u64>,
    /// Bytes fetched from disks.
    pub disk_bytes: Option<u64>,
}

/// System figures of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Its resident set size, in bytes.
    pub resident_bytes: Option<u64>,
    /// The advice in force.
    pub advice: Option<Advice>,
    /// Its pages along the file.
    pub pages: Pages,
}

/// The access pattern that `madvise` declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Sequential.
    Sequential,
    /// Random.
    Random,
    /// Nothing.
    None,
}

/// A file's pages, in groups of equal length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// The groups, in file order; [`GROUPS`] of them, or one a page.
    pub groups: Vec<PageGroup>,
    /// Pages of the map.
    pub n_pages: u64,
    /// Pages that were queried.
    pub n_asked: u64,
}

/// A part of a file: where its queried pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageGroup {
    /// Pages that were queried.
    pub n_asked: u32,
    /// Those in the page cache, if known.
    pub n_cached: Option<u32>,
    /// Those in this process's page table, if known.
    pub n_own: Option<u32>,
}

/// Consecutive pages: the group that they sample, the first one, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PageRun {
    group: usize,
    first: u64,
    n: u64,
}

/// The length of a page, in bytes; `None` where maps are not used.
#[must_use]
pub fn page_bytes() -> Option<u64> {
    #[cfg(unix)]
    return Some(len_u64(rustix::param::page_size()));
    #[cfg(not(unix))]
    None
}

/// Queries this process and, if `snapshot` is mapped, its map.
///
/// Costs some milliseconds, whatever the file's length.
#[must_use]
pub fn take(snapshot: Option<&Snapshot>) -> (Vitals, Option<Mapping>) {
    let map = snapshot.and_then(Snapshot::map);
    let smaps = fs::read_to_string("/proc/self/smaps").ok();
    let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
    let vitals = Vitals {
        usage: sys::usage(),
        resident_bytes: smaps.as_deref().map(|smaps| areas(smaps).map(|area| area.resident_bytes).sum()),
        read_bytes: counter(&io, "rchar:"),
        disk_bytes: counter(&io, "read_bytes:"),
    };
    (vitals, map.map(|map| mapping(map, smaps.as_deref())))
}

fn mapping(map: &Map, smaps: Option<&str>) -> Mapping {
    let here = map.addresses();
    // The guard may have mapped zeros over a part of it: a separate area.
    let ours = smaps.map(|smaps| areas(smaps).filter(|area| here.contains(&area.addresses.start)));
    let (mut resident_bytes, mut declared) = (None, None);
    for area in ours.into_iter().flatten() {
        *resident_bytes.get_or_insert(0) += area.resident_bytes;
        declared = declared.or(area.flags.map(advice));
    }
    Mapping { resident_bytes, advice: declared, pages: pages(map) }
}

/// The advice that an area's flags encode (`proc_pid_smaps(5)`).
fn advice(flags: &str) -> Advice {
    let has = |flag| flags.split_whitespace().any(|word| word == flag);
    match () {
        () if has("sr") => Advice::Sequential,
        () if has("rr") => Advice::Random,
        () => Advice::None,
    }
}

fn pages(map: &Map) -> Pages {
    let page = page_bytes().unwrap_or(1).max(1);
    let n_pages = len_u64(map.addresses().len()) / page;
    let reports = map.reports_pages();
    let table = OwnTable::open(map.addresses());
    let mut pages = Pages { n_pages, ..Pages::default() };
    for run in runs(n_pages) {
        let held = reports.then(|| map.held_pages(to_usize(run.first), to_usize(run.n))).flatten();
        let held = held.map(|held| held.iter().filter(|page| **page & 1 == 1).count());
        let own = table.as_ref().and_then(|table| table.count(run.first * page, run.n));
        pages.add(run, held, own);
    }
    pages
}

impl Pages {
    /// Whether only some of the pages were queried.
    #[must_use]
    pub fn is_sampled(&self) -> bool {
        self.n_asked < self.n_pages
    }

    fn add(&mut self, run: PageRun, held: Option<usize>, own: Option<usize>) {
        if self.groups.len() <= run.group {
            let none_yet = PageGroup { n_asked: 0, n_cached: Some(0), n_own: Some(0) };
            self.groups.resize(run.group + 1, none_yet);
        }
        let group = &mut self.groups[run.group];
        let plus = |sum: Option<u32>, n: Option<usize>| Some(sum? + to_u32(n?));
        group.n_asked += to_u32(to_usize(run.n));
        group.n_cached = plus(group.n_cached, held);
        group.n_own = plus(group.n_own, own);
        self.n_asked += run.n;
    }
}

/// Which pages to query: all of them, or some of each group, in file order.
fn runs(n_pages: u64) -> impl Iterator<Item = PageRun> {
    let n_groups = n_pages.clamp(1, GROUPS);
    let n_runs = if n_pages <= MOST_PAGES { 1 } else { RUNS };
    let most = if n_pages <= MOST_PAGES { u64::MAX } else { RUN_PAGES };
    (0..n_groups * n_runs).map(move |nr| {
        let start = |nr| nr * n_pages / (n_groups * n_runs);
        let (first, end) = (start(nr), start(nr + 1));
        PageRun { group: to_usize(nr / n_runs), first, n: (end - first).min(most) }
    })
}

/// This process's page table (`/proc/self/pagemap`).
struct OwnTable {
    file: File,
    start: u64,
}

impl OwnTable {
    fn open(addresses: Range<usize>) -> Option<Self> {
        let file = File::open("/proc/self/pagemap").ok()?;
        Some(Self { file, start: len_u64(addresses.start) })
    }

    /// How many of the `n` pages from offset `at` on are present.
    fn count(&self, at: u64, n: u64) -> Option<usize> {
        const ENTRY: u64 = 8;
        let mut entries = vec![0; to_usize(n * ENTRY)];
        let from = (self.start + at) / page_bytes()? * ENTRY;
        let read = super::read_at::read_file_at(&self.file, &mut entries, crate::base::Offset(from)).ok()?;
        let is_present = |entry: &&[u8; 8]| u64::from_ne_bytes(**entry) >> 63 == 1;
        (read == entries.len()).then(|| entries.as_chunks().0.iter().filter(is_present).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SMAPS: &str = "\
7f0000000000-7f0000002000 r--s 00000000 fe:00 42   /a/file name
Size:                  8 kB
Rss:                   4 kB
VmFlags: rd mr me sr
7f0000002000-7f0000003000 rw-p 00000000 00:00 0
Rss:                   4 kB
VmFlags: rd wr mr
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0   [vsyscall]
Rss:                   0 kB
VmFlags: ex rr
";

    #[test]
    fn areas_are_read_as_the_system_lists_them() {
        let all: Vec<_> = areas(SMAPS)
            .map(|area| (area.addresses.start, area.resident_bytes, area.flags.map(advice)))
            .collect();
        let expected = [
            (0x7f00_0000_0000, 4096, Some(Advice::Sequential)),
            (0x7f00_0000_2000, 4096, Some(Advice::None)),
            (0xffff_ffff_ff60_0000, 0, Some(Advice::Random)),
        ];
        assert_eq!(all, expected);
        assert_eq!(areas("").count(), 0);
    }

    #[test]
    fn a_counter_is_found_by_its_whole_name() {
        let io = "rchar: 12\nwchar: 3\nread_bytes: 4096\n";
        assert_eq!(counter(io, "rchar:"), Some(12));
        assert_eq!(counter(io, "read_bytes:"), Some(4096));
        assert_eq!(counter(io, "bytes:"), None);
        assert_eq!(counter("", "rchar:"), None);
    }

    proptest! {
        #[test]
        fn pages_are_asked_about_once_in_file_order_and_never_too_many(n in 1..1_u64 << 42) {
            let all: Vec<_> = runs(n).collect();
            let asked: u64 = all.iter().map(|run| run.n).sum();
            prop_assert!(asked == n || (n > MOST_PAGES && asked == MOST_PAGES), "{asked} of {n}");
            prop_assert!(all.iter().all(|run| run.n > 0 && run.first + run.n <= n));
            for pair in all.windows(2) {
                prop_assert!(pair[0].first + pair[0].n <= pair[1].first);
                prop_assert!(pair[1].group - pair[0].group <= 1);
            }
            // Each is in its own group of the file.
            for run in all {
                let n_groups = n.min(GROUPS);
                prop_assert_eq!(len_u64(run.group), (run.first * n_groups + n_groups - 1) / n);
            }
        }
    }
}
