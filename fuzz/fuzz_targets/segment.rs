//! Rows, their cells, wrapped lines and colours: every byte stands in one line and one cell,
//! whatever the bytes, the width and the place from which they are seen.
#![no_main]

use gander::base::{Offset, Span};
use gander::format::encoding::Encoding;
use gander::format::glyphs::DisplayOptions;
use gander::format::rows::{FileWindow, needed, row_at};
use gander::format::wrap::{RowLayout, RowLayoutOptions, NARROWEST, lay};
use libfuzzer_sys::fuzz_target;

const ENCODINGS: [&str; 5] = ["UTF-8", "UTF-16LE", "UTF-32BE", "Shift_JIS", "windows-1252"];

fn laid_at(bytes: &[u8], at: Offset, layout: RowLayoutOptions, encoding: Encoding) -> RowLayout {
    let file_len = bytes.len() as u64;
    let span = needed(at, file_len);
    let near = &bytes[span.start.0 as usize..span.end.0 as usize];
    let window = FileWindow { at: span.start, bytes: near, file_len, encoding };
    let row = row_at(at, window);
    let end = window.slice(Span { start: row.text.end, end: row.next });
    lay(row, window.slice(row.text).to_vec(), end, layout, encoding)
}

fuzz_target!(|input: (u16, u8, u8, bool, Option<u8>, u16, Vec<u8>)| {
    let (times, encoding, tab, ansi, columns, pick, bytes) = input;
    let encoding = Encoding::named(ENCODINGS[usize::from(encoding) % 4]).unwrap();
    let times = usize::from(times) % (20_000 / bytes.len().max(1) + 1);
    let bytes = bytes.repeat(times);
    let layout = RowLayoutOptions { how: DisplayOptions { tab: 1 + tab % 16, ansi }, columns: columns.map(usize::from), line_ends: false };
    let mut at = Offset::ZERO;
    while at.0 < bytes.len() as u64 {
        let laid = laid_at(&bytes, at, layout, encoding);
        assert_eq!(laid.row.text.start, at);
        let shown = &laid.shown;
        let columns: usize = shown.cells(0..usize::MAX).map(|cell| cell.width).sum();
        assert_eq!(columns, shown.n_columns());
        let picked = at + u64::from(pick) % (laid.row.next - at);
        let seen = laid_at(&bytes, picked, layout, encoding);
        assert_eq!(seen, laid, "seen from {picked}");
        assert!(laid.line(laid.line_nr(picked)).text.start <= picked);
        for line in laid.lines() {
            assert_eq!(line.text.start, at);
            assert!(line.next > at);
            let most = layout.columns.map_or(usize::MAX, |columns| columns.max(NARROWEST));
            assert!(line.end_column - line.column <= most);
            let halves = [0..9, 9..usize::MAX].map(|columns| laid.block(&line, &columns));
            let whole = laid.block(&line, &(0..usize::MAX));
            assert_eq!(halves.concat(), whole);
            at = line.next;
        }
        assert_eq!(at, laid.row.next);
        let into = (picked - laid.row.text.start).min(laid.row.text.len());
        let (back, on) = (shown.step(into, false), shown.step(into, true));
        assert!(back <= into && on >= into);
        assert!(shown.word_step(into, false) <= into && shown.word_at(into).end <= laid.row.text.len());
    }
});
