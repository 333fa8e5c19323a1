//! What all parts of a file have to share: which file it is, and what was told of it before it was scanned.

use crate::base::date;
use crate::base::units::len_u64;
use crate::format::compression::Compression;
use crate::format::delimited::detect::Detection;
use crate::format::delimited::{Dialect, FieldTree, MOST_DELIMITER, TableLayout};
use crate::format::encoding::{CodeUnit, Encoding};
use crate::format::sniff::{Confidence, Sample, Verdict, WholeUtf8};
use crate::messages::Text;
use crate::scan::saved;
use crate::source::Snapshot;
use crate::summary::FileInfo;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::xxh3_128;

/// Most columns of a table: more take more memory than any has bytes.
const MOST_COLUMNS: u64 = 1 << 24;

/// The names of formats that a verdict may have.
const FORMATS: [&str; 5] = ["text", "binary", "csv", "tsv", "jsonl"];

/// Which file, as it was when it was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed: nanoseconds since 1970.
    pub modified: Option<i128>,
    /// Digests of its first and last 4 KiB.
    pub ends: (u128, u128),
    /// If it is several files, one after another: a digest of their lengths and times.
    pub list: Option<(u64, u64)>,
}

/// What was told of a file, by its bytes or by a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The program's version.
    pub program: String,
    /// The form of saved partials.
    pub format: u32,
    /// Length of a chunk, in bytes.
    pub chunk_bytes: u64,
    /// The sections that were asked for; none: those of every summary.
    pub only: Vec<String>,
    /// A digest of a person's own formats of logs.
    pub log_formats: Option<u128>,
    /// The code units of the encoding in which it is read.
    pub unit: CodeUnit,
    /// The encoding that a person wants.
    pub wanted: Option<String>,
    /// What its samples say.
    pub verdict: ToldVerdict,
    /// How its table is laid out, if its columns are profiled.
    pub table: Option<ToldTable>,
}

/// A verdict, as far as a summary has it; its evidence is in English, as exports are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldVerdict {
    format: String,
    encoding: Option<String>,
    corrects: Option<String>,
    is_marked: bool,
    confidence: Confidence,
    evidence: Vec<String>,
    compression: Option<Compression>,
    /// The table that it is, and the evidence for that.
    table: Option<(Dialect, Vec<String>)>,
}

/// A table's layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldTable {
    dialect: Dialect,
    encoding: String,
    names: Vec<String>,
    fields: Option<FieldTree>,
}

impl Identity {
    /// Of a file that is open.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let nanos = |time: SystemTime| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()).ok(),
            Err(before) => i128::try_from(before.duration().as_nanos()).ok().map(|nanos| -nanos),
        };
        Self {
            size: snapshot.len(),
            modified: snapshot.stat().modified.and_then(nanos),
            ends: (xxh3_128(snapshot.head()), xxh3_128(snapshot.tail())),
            list: snapshot.stat().id.filter(|_| snapshot.is_joined()),
        }
    }

    fn modified_text(&self) -> Option<String> {
        const SECOND: u128 = 1_000_000_000;
        let nanos = self.modified?;
        let (seconds, rest) = (nanos.unsigned_abs() / SECOND, nanos.unsigned_abs() % SECOND);
        let since = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(rest).ok()?);
        let time = if nanos < 0 { UNIX_EPOCH.checked_sub(since) } else { UNIX_EPOCH.checked_add(since) };
        time.and_then(date::rfc3339)
    }
}

impl ToldVerdict {
    /// Of a verdict on a file that is open.
    #[must_use]
    pub fn of(verdict: &Verdict, snapshot: &Snapshot) -> Self {
        let says = |texts: &[Text]| texts.iter().map(Text::in_english).collect::<Vec<_>>();
        Self {
            format: verdict.format.to_owned(),
            encoding: verdict.encoding.map(|encoding| encoding.name().to_owned()),
            corrects: verdict.corrects.map(str::to_owned),
            is_marked: verdict.is_marked,
            confidence: verdict.confidence,
            evidence: says(&verdict.evidence),
            compression: Compression::of(snapshot.head()),
            table: verdict.table.as_ref().map(|table| (table.dialect.clone(), says(&table.evidence))),
        }
    }

    /// The verdict; `None` if it has a name that is not known.
    fn verdict(&self) -> Option<Verdict> {
        let says = |texts: &[String]| texts.iter().cloned().map(Text::verbatim).collect::<Vec<_>>();
        let table = |(dialect, evidence): &(Dialect, Vec<String>)| {
            let (dialect, evidence) = (dialect.clone(), says(evidence));
            Box::new(Detection { dialect, evidence, ..Detection::default() })
        };
        Some(Verdict {
            format: FORMATS.into_iter().find(|known| *known == self.format)?,
            encoding: named(self.encoding.as_deref())?,
            confidence: self.confidence,
            evidence: says(&self.evidence),
            misfit: None,
            terminator: None,
            is_marked: self.is_marked,
            is_thin: false,
            corrects: named(self.corrects.as_deref())?.map(Encoding::name),
            table: self.table.as_ref().map(table),
        })
    }
}

impl Told {
    /// The file that a summary is of; `None` if something is not known. `whole` has what was found of all of it as
    /// UTF-8, if that was looked for.
    #[must_use]
    pub fn file(
        &self,
        path: &str,
        identity: &Identity,
        whole: Option<(&WholeUtf8, &[Sample<'_>])>,
    ) -> Option<FileInfo> {
        let verdict = self.verdict.verdict()?;
        let verdict = match whole {
            Some((whole, samples)) => verdict.completed(whole, samples),
            None => verdict,
        };
        let file = FileInfo {
            path: path.to_owned(),
            size_bytes: identity.size,
            modified: identity.modified_text(),
            format: "",
            encoding: None,
            compression: self.verdict.compression,
            corrects: None,
            confidence: None,
            evidence: Vec::new(),
        };
        Some(file.judged(&verdict, named(self.wanted.as_deref())?))
    }

    /// The layout of its table, if its columns are profiled; the outer `None` if no table has that one.
    #[must_use]
    pub fn layout(&self) -> Option<Option<TableLayout>> {
        match &self.table {
            Some(table) => table.layout().map(Some),
            None => Some(None),
        }
    }

    /// Whether this program's partials have that form.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.program == env!("CARGO_PKG_VERSION") && self.format == saved::FORMAT
    }
}

impl ToldTable {
    /// Of a layout.
    #[must_use]
    pub fn of(layout: &TableLayout) -> Self {
        Self {
            dialect: Dialect::clone(&layout.dialect),
            encoding: layout.encoding.name().to_owned(),
            names: layout.names.to_vec(),
            fields: layout.fields.as_deref().cloned(),
        }
    }

    fn layout(&self) -> Option<TableLayout> {
        let has_all = self.fields.as_ref().is_none_or(|fields| fields.n_columns() == self.names.len());
        let is_sound = self.dialect.delimiter.len() <= MOST_DELIMITER
            && has_all
            && len_u64(self.names.len()) <= MOST_COLUMNS;
        is_sound.then_some(())?;
        Some(TableLayout {
            dialect: Arc::new(self.dialect.clone()),
            encoding: named(Some(&self.encoding))??,
            names: self.names.clone().into(),
            fields: self.fields.clone().map(Arc::new),
        })
    }
}

/// The encoding of a name, if there is one; the outer `None` if it is not known.
fn named(name: Option<&str>) -> Option<Option<Encoding>> {
    match name {
        Some(name) => Encoding::all().find(|encoding| encoding.name() == name).map(Some),
        None => Some(None),
    }
}
