//! A comparison as one page of HTML: no script, nothing fetched, dark and light, prints.
//!
//! What a file holds stands in it as text alone; what changed how is told by a word and a sign, not by colour.

use super::markdown::{how_far, row_name, rows_title, sides, verdict};
use super::shown::{figure_text, group_text, word};
use super::visible::visible;
use super::{Chart, Diff, DiffWriter, Difference, Group};
use crate::messages::{Text, say_english};
use crate::summary::html::markup::escaped;
use std::io::{self, Write};

/// The writer.
pub struct DiffHtml;

/// The looks: those of the window, dark or light as the reader's system is.
const STYLE: &str = "
:root{color-scheme:light dark;--bg:#fff;--card:#f6f7f9;--line:#dde1e7;--text:#1d2129;--dim:#5b6573;--accent:#a05b00;
--a:#5b6573;--b:#1f5fbf;--good:#2e7d32;--bad:#c62828}
@media(prefers-color-scheme:dark){:root{--bg:#14161a;--card:#1b1e24;--line:#2c313a;--text:#dfe3ea;--dim:#98a1b0;
--accent:#f2a33a;--a:#98a1b0;--b:#7fb2ff;--good:#6cc48a;--bad:#ff7b72}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1100px;padding:24px 20px 64px;background:var(--bg);color:var(--text);
font:14px/1.5 Inter,system-ui,sans-serif}
h1{font-size:20px;margin:0 0 12px;overflow-wrap:anywhere}
h2{font-size:15px;margin:28px 0 8px;overflow-wrap:anywhere}
p{margin:8px 0}.verdict{font-size:16px}.equal{color:var(--good)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--line);padding:4px 10px;text-align:right;vertical-align:top;overflow-wrap:anywhere}
th{color:var(--dim);font-weight:600}
th:first-child,td:first-child,.left{text-align:left}
table.of{table-layout:fixed;min-width:760px}table.of th:nth-child(1){width:22%}table.of th:nth-child(2),
table.of th:nth-child(3){width:17%}table.of th:nth-child(4){width:24%}
td.path{text-align:left;color:var(--dim);font:12px/1.6 'JetBrains Mono',ui-monospace,monospace}
.kind{display:inline-block;min-width:1.2em;color:var(--accent);font-weight:600}
.word{color:var(--dim)}
details{margin:6px 0 6px 10px}summary{color:var(--dim);cursor:pointer}
figure{margin:8px 0 4px 10px}figcaption{color:var(--dim);font-size:12px}
svg{display:block;width:100%;max-width:640px;height:96px;background:var(--card);border-radius:6px}
svg .a{fill:none;stroke:var(--a);stroke-width:1.5;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
svg .b{fill:var(--b);fill-opacity:.35;stroke:var(--b);stroke-width:1;vector-effect:non-scaling-stroke}
.checks li{margin:2px 0}.holds{color:var(--bad)}
@media print{body{max-width:none;padding:0}h2{break-after:avoid}tr,figure{break-inside:avoid}}
";

impl DiffWriter for DiffHtml {
    fn id(&self) -> &'static str {
        "html"
    }

    fn write(&self, diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
        let [a, b] = [&diff.a, &diff.b].map(|side| visible(&side.name));
        let title = escaped(&Text::new("diff-title").with("a", a).with("b", b).in_english());
        write!(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")?;
        write!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")?;
        write!(out, "style-src 'unsafe-inline'\"><meta name=\"viewport\" content=\"width=device-width\">")?;
        writeln!(out, "<title>{title}</title><style>{STYLE}</style></head><body><main>")?;
        writeln!(out, "<h1>{title}</h1>")?;
        head(diff, out)?;
        for group in diff.differences.chunk_by(|one, next| one.group == next.group) {
            write_group(group, out)?;
        }
        writeln!(out, "</main></body></html>")
    }
}

fn head(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    let class = if diff.is_empty() { "verdict equal" } else { "verdict" };
    let verdict: Vec<String> = verdict(diff).iter().map(|text| escaped(&text.in_english())).collect();
    writeln!(out, "<p class=\"{class}\">{}</p>", verdict.join(" "))?;
    write!(out, "<div class=\"scroll\"><table><thead><tr><th></th>")?;
    for key in ["diff-head-a", "diff-head-b"] {
        write!(out, "<th class=\"left\" scope=\"col\">{}</th>", escaped(say_english(key)))?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for (what, both) in sides(diff) {
        write!(out, "<tr><th scope=\"row\">{}</th>", escaped(what))?;
        both.iter().try_for_each(|one| write!(out, "<td class=\"left\">{}</td>", escaped(one)))?;
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    if diff.checks.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>{}</h2><ul class=\"checks\">", escaped(say_english("diff-checks")))?;
    for checked in &diff.checks {
        let (sign, class, key) =
            if checked.holds { ("✗", "holds", "diff-holds") } else { ("✓", "", "diff-holds-not") };
        let (says, expression) = (escaped(say_english(key)), escaped(&checked.expression));
        writeln!(out, "<li><b class=\"{class}\">{sign} {says}</b>: <code>{expression}</code></li>")?;
    }
    writeln!(out, "</ul>")
}

fn write_group(group: &[Difference], out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = group.first() else { return Ok(()) };
    let title = match &first.group {
        Group::Section(section) => visible(section.in_english()),
        group => group_text(group).in_english(),
    };
    writeln!(
        out,
        "<section><h2>{}</h2><div class=\"scroll\"><table class=\"of\"><thead><tr>",
        escaped(&title)
    )?;
    for key in ["diff-what", "diff-head-a", "diff-head-b", "diff-head-change"] {
        write!(out, "<th scope=\"col\">{}</th>", escaped(say_english(key)))?;
    }
    writeln!(
        out,
        "<th scope=\"col\" class=\"left\">{}</th></tr></thead><tbody>",
        escaped(say_english("diff-head-path"))
    )?;
    for one in group {
        let figure = |figure| one.has_figures().then(|| figure_text(figure, &one.unit).in_english());
        let figure = |of| escaped(&figure(of).unwrap_or_default());
        let label = escaped(one.label.in_english());
        write!(out, "<tr><td><span class=\"kind\" aria-hidden=\"true\">{}</span> {label}", one.kind.sign())?;
        let word = word(one.kind).map(|word| escaped(&word.in_english()));
        word.into_iter().try_for_each(|word| write!(out, " <span class=\"word\">{word}</span>"))?;
        write!(out, "</td>")?;
        write!(out, "<td>{}</td><td>{}</td>", figure(&one.a), figure(&one.b))?;
        let change: Vec<String> = how_far(one).iter().map(|far| escaped(far)).collect();
        let path = escaped(&one.path).replace('.', ".<wbr>");
        writeln!(out, "<td>{}</td><td class=\"path\">{path}</td></tr>", change.join("<br>"))?;
    }
    writeln!(out, "</tbody></table></div>")?;
    for one in group {
        if let Some(chart) = &one.chart {
            draw(chart, one, out)?;
        }
        if one.n_rows > 0 {
            rows(one, out)?;
        }
    }
    writeln!(out, "</section>")
}

fn rows(one: &Difference, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<details><summary>{}</summary><table><thead><tr>",
        escaped(&rows_title(one).in_english())
    )?;
    for key in ["diff-what", "diff-head-a", "diff-head-b"] {
        write!(out, "<th scope=\"col\">{}</th>", escaped(say_english(key)))?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for row in &one.rows {
        let figure = |figure| escaped(&figure_text(figure, &one.unit).in_english());
        write!(out, "<tr><td>{}</td>", escaped(&row_name(row)))?;
        writeln!(out, "<td>{}</td><td>{}</td></tr>", figure(&row.a), figure(&row.b))?;
    }
    writeln!(out, "</tbody></table></details>")
}

/// Both distributions: A as a dashed line, B filled. Bars are as high as their density, so that bins of other widths
/// can be compared.
fn draw(chart: &Chart, one: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let density = |[from, to, share]: &[f64; 3]| if to > from { share / (to - from) } else { 0.0 };
    let highest = chart.bars.iter().flatten().map(density).fold(0.0, f64::max);
    if !(highest > 0.0 && highest.is_finite()) {
        return Ok(());
    }
    let path = |bars: &[[f64; 3]], close: bool| {
        let (mut path, mut at) = ("M0 96".to_owned(), 0.0);
        for bar @ [from, to, _] in bars {
            let (x, end, y) = (from * 640.0, to * 640.0, 96.0 - density(bar) / highest * 88.0);
            if x > at {
                path.push_str(&format!("V96H{x:.2}"));
            }
            path.push_str(&format!("V{y:.2}H{end:.2}"));
            at = end;
        }
        path.push_str(if close { "V96Z" } else { "V96" });
        path
    };
    let says = Text::new("diff-chart").with("name", visible(one.label.in_english())).in_english();
    writeln!(
        out,
        "<figure><svg viewBox=\"0 0 640 96\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        escaped(&says)
    )?;
    write!(out, "<path class=\"b\" d=\"{}\"/>", path(&chart.bars[1], true))?;
    writeln!(out, "<path class=\"a\" d=\"{}\"/></svg>", path(&chart.bars[0], false))?;
    let end = |figure| escaped(&figure_text(figure, "").in_english());
    writeln!(
        out,
        "<figcaption>{} · {} – {}</figcaption></figure>",
        escaped(&says),
        end(&chart.ends.0),
        end(&chart.ends.1)
    )
}
