//! The panel of the time line: how many lines were written when, stacked by level.
//!
//! A click goes to the first line of a time range, a drag filters by it.

use super::gestures::{Gesture, gestures};
use super::theme::{Palette, TINY, palette, text_width};
use crate::app::{App, Msg, PaneRef};
use crate::base::Offset;
use crate::base::human::grouped;
use crate::base::units::{as_f64, narrow, px, whole};
use crate::format::log::{Level, Time, TimePrecision};
use crate::messages::{say, say_with};
use crate::scan::timeline::{Bucket, N_LEVELS, Track};
use crate::search::TimeRange;
use crate::view::PaneMsg;
use egui::{Align2, Color32, FontId, Id, Rect, Sense, Stroke, Ui, pos2, vec2};
use std::ops::RangeInclusive;

/// Height of the axis below the bars, in points.
const AXIS: f32 = 18.0;

/// Width of a column, in points.
const COLUMN: f32 = 3.0;

/// Room around the bars, in points.
const EDGE: f32 = 12.0;

/// Draws the time line, if lines have times.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused().filter(|pane| pane.file().is_some()) else { return };
    let Some((clock, track)) = pane.scans().timeline().and_then(|timeline| timeline.main()) else { return };
    let rect = ui.available_rect_before_wrap();
    let bars = Rect::from_min_max(
        pos2(rect.left() + EDGE, rect.top() + 6.0),
        pos2(rect.right() - EDGE, rect.bottom() - AXIS - 2.0),
    );
    let line = TimeChart::new(clock, track, bars);
    let pointed = line.react(ui, pane, out);
    line.draw(ui, pane, rect, pointed.as_ref());
}

/// The columns under the pointer, or from where a drag began to it.
struct Pointed {
    columns: RangeInclusive<usize>,
    is_drag: bool,
}

/// The time line, laid out.
struct TimeChart<'a> {
    clock: TimePrecision,
    track: &'a Track,
    bars: Rect,
    /// The first bucket, and how many buckets a column holds.
    first: i64,
    each: i64,
    columns: Vec<TimeBar>,
}

/// Lines of some buckets, and the lines without a time that continue them.
#[derive(Clone, Default)]
struct TimeBar {
    levels: [u64; N_LEVELS],
    first_at: Option<u64>,
}

impl TimeBar {
    fn n_lines(&self) -> u64 {
        self.levels.iter().sum()
    }
}

impl<'a> TimeChart<'a> {
    fn new(clock: TimePrecision, track: &'a Track, bars: Rect) -> Self {
        let buckets = track.buckets();
        let nr = |bucket: Option<&Bucket>| bucket.map_or(0, |bucket| bucket.nr);
        let (first, last) = (nr(buckets.first()), nr(buckets.last()));
        let room = i64::try_from(whole(bars.width() / COLUMN).max(1)).unwrap_or(1);
        let each = (last - first + 1).div_euclid(room) + i64::from((last - first + 1) % room != 0);
        let n = (last - first).div_euclid(each.max(1)) + 1;
        let mut columns = vec![TimeBar::default(); usize::try_from(n).unwrap_or(1)];
        for bucket in buckets {
            let place = usize::try_from((bucket.nr - first).div_euclid(each.max(1))).unwrap_or(0);
            let Some(column) = columns.get_mut(place) else { continue };
            for (ours, theirs) in column.levels.iter_mut().zip(bucket.levels_with_continuing()) {
                *ours += theirs;
            }
            column.first_at = Some(column.first_at.unwrap_or(u64::MAX).min(bucket.first_at));
        }
        Self { clock, track, bars, first, each: each.max(1), columns }
    }

    /// The width of a column, in points: few of them fill the line.
    fn width(&self) -> f32 {
        self.bars.width() / px(self.columns.len().max(1))
    }

    fn x_of(&self, column: f32) -> f32 {
        self.bars.left() + column * self.width()
    }

    /// The place of a time, as a number of columns; 0 before the first.
    fn place_of(&self, ms: i64) -> f32 {
        let width = self.track.width_ms();
        let after = ms.saturating_sub(self.first.saturating_mul(width)).max(0);
        narrow(as_f64(after.unsigned_abs()) / as_f64(self.each.saturating_mul(width).unsigned_abs().max(1)))
    }

    fn column_at(&self, x: f32) -> usize {
        whole(((x - self.bars.left()) / self.width()).max(0.0)).min(self.columns.len() - 1)
    }

    /// When a column starts, in milliseconds; the one past the last ends the line.
    fn start_ms(&self, column: usize) -> i64 {
        let column = i64::try_from(column).unwrap_or(i64::MAX);
        (self.first + column.saturating_mul(self.each)).saturating_mul(self.track.width_ms())
    }

    fn text(&self, ms: i64) -> String {
        Time { clock: self.clock, ms }.shown()
    }

    fn draw(&self, ui: &Ui, pane: &PaneRef<'_>, rect: Rect, pointed: Option<&Pointed>) {
        let colours = palette(ui);
        let painter = ui.painter();
        painter.hline(self.bars.x_range(), self.bars.bottom() + 0.5, Stroke::new(1.0, colours.line));
        let most = self.columns.iter().map(TimeBar::n_lines).max().unwrap_or(1).max(1);
        for (nr, column) in self.columns.iter().enumerate().filter(|(_, column)| column.n_lines() > 0) {
            self.stack(ui, nr, column, most, colours);
        }
        if let Some(range) = pane.time_range().filter(|range| range.clock == self.clock) {
            self.band(ui, self.place_of(range.from_ms), self.place_of(range.to_ms));
        }
        if let Some(here) = pane.bucket_at(pane.place()) {
            let width = self.track.width_ms();
            let x = self.x_of(self.place_of(here.saturating_mul(width).saturating_add(width / 2)));
            painter.vline(x, self.bars.expand2(vec2(0.0, 4.0)).y_range(), Stroke::new(1.5, colours.accent));
        }
        if let Some(pointed) = pointed {
            let x = |column: usize| self.x_of(px(column));
            let (first, end) = (*pointed.columns.start(), *pointed.columns.end() + 1);
            let rect = Rect::from_x_y_ranges(x(first)..=x(end), self.bars.y_range());
            painter.rect_filled(rect, 0.0, colours.accent.gamma_multiply(0.25));
            if pointed.is_drag {
                painter.rect_stroke(rect, 0.0, Stroke::new(1.0, colours.accent), egui::StrokeKind::Inside);
            }
        }
        self.axis(ui, pane, rect, pointed, colours);
    }

    /// One column: the worst at the bottom, where it is seen however little there is of it.
    fn stack(&self, ui: &Ui, nr: usize, column: &TimeBar, most: u64, colours: &Palette) {
        let (left, right) = (self.x_of(px(nr)), self.x_of(px(nr + 1)));
        let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
        let mut y = self.bars.bottom();
        let parts = Level::ALL.iter().rev().map(|level| colours.level(*level)).chain([colours.faint]);
        let order = (0..N_LEVELS - 1).rev().chain([N_LEVELS - 1]);
        for (color, level) in parts.zip(order) {
            let n = column.levels[level];
            if n == 0 {
                continue;
            }
            let height = (self.bars.height() * narrow(as_f64(n) / as_f64(most))).max(1.0);
            let top = (y - height).max(self.bars.top());
            let bar = Rect::from_min_max(pos2(left, top), pos2(right - gap, y));
            ui.painter().rect_filled(bar, 0.0, color);
            y = top;
        }
    }

    fn band(&self, ui: &Ui, from: f32, to: f32) {
        let colours = palette(ui);
        let x = |place: f32| self.x_of(place).clamp(self.bars.left(), self.bars.right());
        let band = Rect::from_x_y_ranges(x(from)..=x(to).max(x(from) + 1.0), self.bars.y_range());
        // Over the bars, which may fill the line.
        ui.painter().rect_filled(band, 0.0, colours.accent.gamma_multiply(0.2));
        let edge = Stroke::new(1.0, colours.accent);
        for x in [band.left(), band.right()] {
            ui.painter().vline(x, band.y_range(), edge);
        }
    }

    /// From when to when, and how many lines of each level: of all, or of what is pointed at. Not in
    /// a tip, which would lie over the text.
    fn axis(&self, ui: &Ui, pane: &PaneRef<'_>, rect: Rect, pointed: Option<&Pointed>, colours: &Palette) {
        let font = FontId::proportional(TINY);
        let y = rect.bottom() - AXIS / 2.0 - 1.0;
        let text = |at, align, text: String, color: Color32| {
            ui.painter().text(pos2(at, y), align, text, font.clone(), color)
        };
        let [first, last] = match pointed {
            Some(pointed) => self.span(&pointed.columns),
            None => self.ends(ui, &font),
        };
        let left = text(self.bars.left(), Align2::LEFT_CENTER, first, colours.dim);
        let last = match pointed {
            None if pane.scans().is_timing() => say_with("so-far", [("what", last.into())]),
            _ => last,
        };
        let right = text(self.bars.right(), Align2::RIGHT_CENTER, last, colours.dim);
        let all = 0..=self.columns.len().saturating_sub(1);
        let columns = &self.columns[pointed.map_or(all, |pointed| pointed.columns.clone())];
        let mut x = left.right() + 24.0;
        let names = level_names();
        for (nr, name) in names.iter().enumerate().rev() {
            let n: u64 = columns.iter().map(|column| column.levels[nr]).sum();
            let label = format!("{name} {}", grouped(n));
            if n == 0 || x + 7.0 * px(label.len()) > right.left() - 12.0 {
                continue;
            }
            let color = Level::ALL.get(nr).map_or(colours.faint, |level| colours.level(*level));
            let dot = Rect::from_min_size(pos2(x, y - 3.5), vec2(7.0, 7.0));
            ui.painter().rect_filled(dot, 1.0, color);
            x = text(x + 11.0, Align2::LEFT_CENTER, label, colours.dim).right() + 14.0;
        }
    }

    /// The first and the last time, to the second; without the day where there is no room for it.
    fn ends(&self, ui: &Ui, font: &FontId) -> [String; 2] {
        let ends = [self.track.earliest(), self.track.latest()].map(|end| {
            let text = end.map(|(ms, _)| self.text(ms)).unwrap_or_default();
            text.split('.').next().unwrap_or_default().to_owned()
        });
        let width = |text: &String| text_width(ui, text, font.clone());
        if ends.iter().map(width).sum::<f32>() + 60.0 <= self.bars.width() {
            return ends;
        }
        ends.map(|text| text.rsplit(' ').next().unwrap_or_default().to_owned())
    }

    /// When some columns start and end, and what a press there does.
    fn span(&self, columns: &RangeInclusive<usize>) -> [String; 2] {
        let (from, to) =
            (self.text(self.start_ms(*columns.start())), self.text(self.start_ms(columns.end() + 1)));
        [format!("{from} – {to}"), say("timeline-hint").to_owned()]
    }

    fn react(&self, ui: &Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> Option<Pointed> {
        let id = Id::unique("time line");
        let response = ui.interact(self.bars.expand(4.0), id, Sense::click_and_drag());
        let n: u64 = self.columns.iter().map(TimeBar::n_lines).sum();
        let label = say_with("timeline-of", [("n", n.into())]);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &label));
        let began = Id::unique("time line drag");
        let mut from: Option<usize> = ui.data(|data| data.get_temp(began));
        let range = |from: Option<usize>, here: usize| {
            from.map_or((here, here), |from| (from.min(here), from.max(here)))
        };
        for step in gestures(ui, &response, egui::PointerButton::Primary) {
            let here = self.column_at(step.at().x);
            match step {
                Gesture::Press { .. } => from = Some(here),
                Gesture::Drag { .. } => {}
                Gesture::Release { is_drag: true, .. } => {
                    let (first, last) = range(from.take(), here);
                    let (from_ms, to_ms) = (self.start_ms(first), self.start_ms(last + 1));
                    let day_first = pane.scans().timeline().is_some_and(|timeline| timeline.is_day_first());
                    let range = TimeRange { clock: self.clock, from_ms, to_ms, day_first };
                    out.push(pane.to_pane(PaneMsg::FilterTimes(range)));
                }
                Gesture::Release { is_drag: false, .. } => {
                    from = None;
                    // An empty column shows what comes next.
                    let next = self.columns[here..].iter().find_map(|column| column.first_at);
                    out.extend(next.map(|at| pane.to_pane(PaneMsg::ShowPlace(Offset(at)))));
                }
            }
        }
        ui.data_mut(|data| match from {
            Some(from) => _ = data.insert_temp(began, from),
            None => data.remove::<usize>(began),
        });
        let pointer = response.interact_pointer_pos().or(response.hover_pos())?;
        let (first, last) = range(from, self.column_at(pointer.x));
        Some(Pointed { columns: first..=last, is_drag: from.is_some() })
    }
}

/// The names of the levels, and of having none.
fn level_names() -> [&'static str; N_LEVELS] {
    [
        say("level-trace"),
        say("level-debug"),
        say("level-info"),
        say("level-warn"),
        say("level-error"),
        say("level-fatal"),
        say("level-none"),
    ]
}
