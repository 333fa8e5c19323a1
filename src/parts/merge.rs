//! Merges parts of a file: into a larger part, and all of them into the file's summary.
//!
//! In whichever order they come and whichever were merged before: parts are put in the order of their chunks, those
//! that follow each other are merged, and what is not as it should be is refused by name.

use super::make::places;
use super::{Chunks, Part, Rows, SavedSection, Split};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Section, Span};
use crate::format::delimited::TableLayout;
use crate::scan::columns::{Columns, ColumnsFold, ColumnsScan, columns_scan};
use crate::scan::plan;
use crate::scan::rows::RowFold;
use crate::scan::{AnyPartial, Finding, ScanId, ScanRef, utf8};
use crate::summary::Summary;
use std::borrow::Cow;

type Tally = <ColumnsFold as RowFold>::Value;

/// A part and the name of its file.
pub type Named = (String, Part);

/// Why parts are not merged; names are those of their files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are none.
    Nothing,
    /// It was made by another version of the program.
    Version { name: String, program: String },
    /// It is one of another file, or of the file at another time.
    OtherFile { name: String, first: String },
    /// It was made with other options.
    OtherOptions { name: String, first: String },
    /// Both hold some chunks.
    Twice { name: String, first: String },
    /// Chunks are missing.
    Gap { chunks: Chunks, of: u64 },
    /// It holds what no scan can have found.
    Damaged { name: String },
}

/// The summary of a whole file, and its table, if columns were profiled.
pub struct Whole {
    /// The summary, without rows that are quoted.
    pub summary: Summary,
    /// The table and its columns.
    pub table: Option<(TableLayout, Columns)>,
}

/// Checks that parts are of one file and made alike, and puts them in their order. Such without a chunk are left
/// out, if there are others.
///
/// # Errors
/// [`Refusal`], with the name of the first that is not as it should be.
pub fn in_order(mut parts: Vec<Named>) -> Result<Vec<Named>, Refusal> {
    let first = parts.first().ok_or(Refusal::Nothing)?;
    for (name, part) in &parts {
        if !part.told.is_ours() {
            return Err(Refusal::Version { name: name.clone(), program: part.told.program.clone() });
        }
        alike((name, part), (&first.0, &first.1))?;
    }
    // Those without a chunk come first, so one of them stays if there are no others.
    parts.sort_by_key(|(_, part)| (!part.chunks.is_empty(), part.chunks.first));
    let n_empty = parts.iter().filter(|(_, part)| part.chunks.is_empty()).count();
    parts.drain(..n_empty.min(parts.len() - 1));
    if let Some([one, next]) =
        parts.array_windows().find(|[one, next]| next.1.chunks.first < one.1.chunks.end)
    {
        return Err(Refusal::Twice { name: next.0.clone(), first: one.0.clone() });
    }
    Ok(parts)
}

/// Refuses a part that is of another file than the first, or made otherwise.
fn alike((name, part): (&str, &Part), (first_name, first): (&str, &Part)) -> Result<(), Refusal> {
    let (name, first_name) = (name.to_owned(), first_name.to_owned());
    if part.identity != first.identity {
        return Err(Refusal::OtherFile { name, first: first_name });
    }
    if part.told != first.told {
        return Err(Refusal::OtherOptions { name, first: first_name });
    }
    Ok(())
}

/// The chunks of a file that none of its parts has, in order; the parts are [`in_order`].
#[must_use]
pub fn missing(parts: &[Named]) -> Vec<Chunks> {
    let Some((_, first)) = parts.first() else { return Vec::new() };
    let there = parts.iter().map(|(_, part)| part.chunks).filter(|chunks| !chunks.is_empty());
    let mut at = 0;
    let gaps = there.chain([Chunks { first: first.n_chunks(), end: 0 }]).map(|chunks| {
        let gap = Chunks { first: at, end: chunks.first };
        at = chunks.end;
        gap
    });
    gaps.filter(|gap| !gap.is_empty()).collect()
}

/// The shares by which some chunks are made: one by one, if the parts that there are were cut so, else all in one.
#[must_use]
pub fn shares_of(gap: Chunks, parts: &[Named]) -> Vec<Split> {
    let n_chunks = parts.first().map_or(0, |(_, part)| part.n_chunks());
    let of = parts.iter().map(|(_, part)| part.of).max().unwrap_or(1);
    let all = Split { first: gap.first, last: gap.end.saturating_sub(1), of: n_chunks };
    if of == 0 || of > n_chunks {
        return vec![all];
    }
    let place = u128::from(gap.first) * u128::from(of);
    let mut nr = u64::try_from(place.div_ceil(u128::from(n_chunks))).unwrap_or(of);
    let mut shares = Vec::new();
    let mut at = gap.first;
    while at < gap.end {
        let split = Split { first: nr, last: nr, of };
        let chunks = split.chunks(n_chunks);
        if chunks.first != at || chunks.end > gap.end || chunks.is_empty() {
            return vec![all];
        }
        shares.push(split);
        (nr, at) = (nr + 1, chunks.end);
    }
    shares
}

/// One part of all of these, which are [`in_order`].
///
/// # Errors
/// [`Refusal`], if they don't follow each other or hold what they can't.
pub fn merged(parts: Vec<Named>) -> Result<Named, Refusal> {
    let mut parts = parts.into_iter();
    let mut merging = Merging::begin(parts.next().ok_or(Refusal::Nothing)?)?;
    parts.try_for_each(|part| merging.add(part))?;
    Ok(merging.into_part())
}

/// Parts that are merged one after the other, so that no more than one is held beside the result.
pub struct Merging {
    name: String,
    /// The part so far, but for what was found in rows and by scans.
    part: Part,
    found: Found,
}

impl Merging {
    /// The first part.
    ///
    /// # Errors
    /// [`Refusal::Damaged`].
    pub fn begin((name, mut part): Named) -> Result<Self, Refusal> {
        let found = Found::of(&name, &part)?;
        (part.sections, part.rows) = (Vec::new(), None);
        Ok(Self { name, part, found })
    }

    /// Adds the part that follows.
    ///
    /// # Errors
    /// [`Refusal`], if it does not follow or holds what it can't.
    pub fn add(&mut self, (name, part): Named) -> Result<(), Refusal> {
        alike((&name, &part), (&self.name, &self.part))?;
        if part.chunks.first != self.part.chunks.end {
            let chunks = Chunks { first: self.part.chunks.end, end: part.chunks.first };
            return Err(Refusal::Gap { chunks, of: self.part.n_chunks() });
        }
        let found = Found::of(&name, &part)?;
        self.found.merge(found).ok_or_else(|| Refusal::Damaged { name: name.clone() })?;
        self.part.chunks.end = part.chunks.end;
        self.part.of = self.part.of.max(part.of);
        self.part.samples.extend(part.samples);
        let needed = places(&self.found.scans, &self.found.partials, self.part.identity.size);
        self.part.samples.retain(|(at, bytes)| {
            let here = Span::at(*at, len_u64(bytes.len()));
            needed.iter().any(|place| !place.meet(here).is_empty())
        });
        Ok(())
    }

    /// All of them as one part, with the name of the first.
    #[must_use]
    pub fn into_part(self) -> Named {
        let (sections, rows) = self.found.saved();
        (self.name, Part { sections, rows, ..self.part })
    }

    /// The summary of the file, if they are all of it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn summary(self) -> Result<Whole, Refusal> {
        let Self { name, part, found: Found { scans, partials, rows } } = self;
        let named = (name, part);
        if let Some(&chunks) = missing(std::slice::from_ref(&named)).first() {
            return Err(Refusal::Gap { chunks, of: named.1.n_chunks() });
        }
        let (name, part) = named;
        let size = part.identity.size;
        let columns = rows.as_ref().map(FoundRows::columns);
        let findings: Vec<_> =
            scans.iter().zip(&partials).map(|(scan, partial)| scan.report(partial)).collect();
        let others = findings.iter().filter_map(Finding::section).map(Cow::into_owned);
        let sections: Vec<Section> = columns.iter().map(Columns::section).chain(others).collect();
        let utf8 = sections.iter().find(|section| section.id == ScanId::UTF8.name());
        let whole = utf8.and_then(|section| utf8::whole(section, size));
        let samples = whole.as_ref().map(|whole| samples_at(&part.samples, &whole.places()));
        let file = part.told.file(&part.path, &part.identity, whole.as_ref().zip(samples.as_deref()));
        let file = file.ok_or(Refusal::Damaged { name })?;
        let sections = sections.into_iter().map(|section| (section, size)).collect();
        let table = part.told.layout().flatten().zip(columns);
        Ok(Whole { summary: Summary::new(file, sections, true), table })
    }
}

/// The samples at these places; those that the parts don't have are left out.
fn samples_at<'a>(samples: &'a [(Offset, Vec<u8>)], places: &[Span]) -> Vec<(Offset, &'a [u8])> {
    let of = |place: &Span| {
        samples.iter().find_map(|(at, bytes)| {
            let from = place.start.0.checked_sub(at.0).map(to_usize)?;
            let bytes = bytes.get(from..from.checked_add(to_usize(place.len()))?)?;
            Some((place.start, bytes))
        })
    };
    places.iter().filter_map(of).collect()
}

/// What a part's scans have found.
struct Found {
    scans: Vec<ScanRef>,
    partials: Vec<AnyPartial>,
    rows: Option<FoundRows>,
}

/// What was found in a part's rows.
struct FoundRows {
    scan: ColumnsScan,
    span: Span,
    value: Option<Tally>,
}

impl Found {
    fn of(name: &str, part: &Part) -> Result<Self, Refusal> {
        Self::read(part).ok_or_else(|| Refusal::Damaged { name: name.to_owned() })
    }

    /// `None` if no scans have found that.
    fn read(part: &Part) -> Option<Self> {
        let scans = plan::summary(part.told.unit, &part.told.only, None).scans;
        let of = |(scan, section): (&ScanRef, &SavedSection)| {
            let is_it = section.id == scan.id().name();
            scan.load(&section.saved, part.span()).ok().filter(|_| is_it)
        };
        let partials: Vec<AnyPartial> = scans.iter().zip(&part.sections).map(of).collect::<Option<_>>()?;
        let rows = match (part.told.layout()?, &part.rows) {
            (Some(layout), Some(rows)) => Some(FoundRows::read(layout, rows)?),
            (None, None) => None,
            _ => return None,
        };
        (part.sections.len() == scans.len()).then_some(Self { scans, partials, rows })
    }

    /// Appends what the part that follows has; `None` if that can't follow.
    fn merge(&mut self, right: Self) -> Option<()> {
        for ((scan, left), right) in self.scans.iter().zip(&mut self.partials).zip(right.partials) {
            if scan.needs_rescan(left, &right) {
                return None;
            }
            scan.merge(left, right);
        }
        match (&mut self.rows, right.rows) {
            (Some(left), Some(right)) => left.append(right),
            _ => Some(()),
        }
    }

    fn saved(&self) -> (Vec<SavedSection>, Option<Rows>) {
        let rows = self.rows.as_ref().map(|rows| Rows {
            span: rows.span,
            saved: rows.value.as_ref().and_then(|value| rows.scan.fold().save(value)),
        });
        (SavedSection::all(&self.scans, &self.partials), rows)
    }
}

impl FoundRows {
    fn read(layout: TableLayout, rows: &Rows) -> Option<Self> {
        let scan = columns_scan(layout);
        let value = rows.saved.as_ref().map(|saved| scan.fold().load(saved, rows.span)).transpose();
        Some(Self { value: value.ok()?, span: rows.span, scan })
    }

    /// Appends rows, of which the first has to start where these end.
    fn append(&mut self, right: Self) -> Option<()> {
        (self.span.end == right.span.start).then_some(())?;
        self.span.end = right.span.end;
        match (&mut self.value, right.value) {
            (Some(left), Some(right)) => self.scan.fold().append(left, right),
            (left, right @ Some(_)) => *left = right,
            (_, None) => {}
        }
        Some(())
    }

    fn columns(&self) -> Columns {
        let fold = self.scan.fold();
        match &self.value {
            Some(value) => fold.columns(value),
            None => fold.columns(&fold.start()),
        }
    }
}
