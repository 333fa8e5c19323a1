//! Lists what is found in a file, or in a pipe while it fills, and waits for what the pipe brings.

use super::CommandEnd;
use super::find_args::FindArgs;
use super::flow::Flow;
use super::matches::{MatchPrinter, PrintStop};
use super::out::Out;
use super::progress::ProgressLine;
use crate::base::Offset;
use crate::base::units::len_u64;
use crate::format::encoding::Encoding;
use crate::search::{CutEffect, ListPlace, Search};
use crate::source::{Fault, FaultKind, Standing};
use std::io::Write;

/// How often a file that is touched meanwhile is searched once more.
const MOST_SEARCHES: usize = 3;

/// How many were found, and the lines that backtracking gave up on.
type Found = (u64, u64);

/// A list that goes on with what a pipe brings.
pub(super) struct LiveList<'a> {
    pub(super) args: &'a FindArgs,
    pub(super) search: &'a Search,
    pub(super) encoding: Encoding,
}

impl LiveList<'_> {
    /// Prints what is found, in file order, until there is enough or the input ends.
    ///
    /// # Errors
    /// Why that is not all, or can't be written; all before is written.
    pub(super) fn print(&self, flow: &mut Flow<'_>, out: &mut Out) -> Result<Found, CommandEnd> {
        let was_live = flow.is_live();
        let place = self.follow(flow, out)?;
        let printer = self.printer(flow);
        let found = printer.print_end(&place, out)?;
        if was_live || found.0 >= self.args.limit() {
            return Ok(found);
        }
        match flow.snapshot().verify_whole().map_err(|fault| self.args.input.fault(&fault))? {
            Standing::Unchanged => Ok(found),
            Standing::Touched => self.search_again(found, flow, out.digest()),
        }
    }

    fn printer<'b>(&'b self, flow: &'b Flow<'_>) -> MatchPrinter<'b> {
        let Self { args, search, encoding } = *self;
        MatchPrinter { args, search, encoding, snapshot: flow.snapshot() }
    }

    /// Lists what is there, and then what a pipe brings.
    fn follow(&self, flow: &mut Flow<'_>, out: &mut Out) -> Result<ListPlace, CommandEnd> {
        // Bytes are found anywhere, all else within lines.
        let unit = self.encoding.unit();
        let line_unit = (!self.args.hex).then_some(unit);
        flow.set_unit(unit)?;
        flow.cut_to_lines(line_unit)?;
        let (mut line, mut place) = (ProgressLine::new(), ListPlace::default());
        loop {
            let printer = self.printer(flow);
            let end = Offset(flow.snapshot().len());
            if !flow.is_live() {
                return printer.print_part(&place, end, &mut line, out).map_err(|stop| printer.stop(stop));
            }
            place =
                self.list_cut(&printer, &place, end, &mut line, out).map_err(|stop| printer.stop(stop))?;
            if place.n_listed() >= self.args.limit() {
                return Ok(place);
            }
            out.flush().map_err(|error| out.stop(error))?;
            line.show_read(end.0);
            // Rows are copied from where they start.
            let keeps_rows = self.args.lists() && !self.search.counts_hits();
            flow.release_before(place.needs_from(self.search, keeps_rows));
            // At the pipe's end what was held back is listed.
            flow.more_lines(line_unit)?;
        }
    }

    /// Lists what has come, as far as more can't change it; and what stays found behind that.
    fn list_cut(
        &self,
        printer: &MatchPrinter<'_>,
        place: &ListPlace,
        end: Offset,
        line: &mut ProgressLine,
        out: &mut Out,
    ) -> Result<ListPlace, PrintStop> {
        let CutEffect { reach_bytes, found_stays } = self.search.cut_effect();
        let settled = end.back(reach_bytes).floor_to(len_u64(self.encoding.unit().width()));
        let mut place = printer.print_part(place, settled.max(place.at()), line, out)?;
        if found_stays && place.at() < end && place.n_listed() < self.args.limit() {
            let ahead = printer.print_part(&place, end, line, out)?;
            place.skip_listed(&ahead);
        }
        Ok(place)
    }

    /// Searches a file that was touched once more: only if all is found again, what was printed
    /// holds, which can't be taken back.
    fn search_again(&self, found: Found, flow: &mut Flow<'_>, printed: u128) -> Result<Found, CommandEnd> {
        for _ in 1..MOST_SEARCHES {
            flow.restate()?;
            let mut out = Out::digest_only();
            let place = self.follow(flow, &mut out)?;
            let again = self.printer(flow).print_end(&place, &mut out)?;
            if (again, out.digest()) != (found, printed) {
                break;
            }
            let standing = flow.snapshot().verify_whole();
            if standing.map_err(|fault| self.args.input.fault(&fault))? == Standing::Unchanged {
                return Ok(found);
            }
        }
        Err(self.args.input.fault(&Fault::new(FaultKind::Changed, flow.snapshot().span())))
    }
}
