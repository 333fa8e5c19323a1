//! Counts matches, or rows that hold one, by the engine: all of them, in the whole input.

use super::CommandEnd;
use super::find_args::FindArgs;
use super::out::Out;
use super::progress::scan_once;
use crate::engine::JobState;
use crate::scan::Finding;
use crate::scan::plan::PassId;
use crate::search::{Matches, Search};
use crate::source::Snapshot;
use std::io::Write;
use std::sync::Arc;

/// Prints how many there are; that, and the lines that backtracking gave up on.
///
/// # Errors
/// Why it is not all, after it was printed; or that it can't be written.
pub(super) fn run(
    args: &FindArgs,
    search: &Arc<Search>,
    snapshot: &Snapshot,
    out: &mut Out,
) -> Result<(u64, u64), CommandEnd> {
    let scans = vec![Arc::<Search>::clone(search) as _];
    let update = scan_once(args.input.common.threads, snapshot, PassId::Search, scans)?;
    let found = update.findings.iter().find_map(|finding| match finding {
        Finding::Matches(found) => Some(Arc::clone(found)),
        _ => None,
    });
    let found: Arc<Matches> = found.unwrap_or_default();
    let n = if args.count { found.n_hits() } else { found.n_rows() };
    print(n, out)?;
    match &update.state {
        JobState::Faulted(fault) => Err(args.input.fault(fault)),
        JobState::Failed(caught) => Err(args.failed(caught)),
        _ => Ok((n, found.n_gave_up())),
    }
}

/// Prints a count.
pub(super) fn print(n: u64, out: &mut Out) -> Result<(), CommandEnd> {
    out.write_all(format!("{n}\n").as_bytes()).map_err(|error| out.stop(error))
}
