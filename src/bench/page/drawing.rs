//! Drawings: curves over two axes, and rows over one.

use std::fmt::Write as _;

use super::axis::Axis;
use crate::html::escaped;

/// Width of a drawing; the page scales it.
const WIDTH: f64 = 800.0;

/// Height of a drawing of curves.
const HEIGHT: f64 = 340.0;

/// Room for labels on the left.
const LEFT: f64 = 70.0;

/// Room for the names of rows.
const ROW_LEFT: f64 = 110.0;

/// Room on the right, for the names of curves.
const RIGHT: f64 = 130.0;

/// Room on the right of rows: half a label.
const ROW_RIGHT: f64 = 32.0;

/// Room around everything else.
const MARGIN: f64 = 16.0;

/// Room for labels below.
const BELOW: f64 = 42.0;

/// Height of a row.
const ROW: f64 = 30.0;

/// Number of looks that curves can have.
const LOOKS: usize = 8;

/// A curve with its name.
pub(super) struct Curve {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// What stands beside an axis.
pub(super) struct Scale {
    pub title: &'static str,
    pub is_logarithmic: bool,
    pub label: fn(f64) -> String,
}

impl Scale {
    fn axis(&self, values: impl Iterator<Item = f64>, from: f64, to: f64) -> Axis {
        match self.is_logarithmic {
            true => Axis::logarithmic(values, from, to),
            false => Axis::linear(values, from, to),
        }
    }
}

/// A name, a thick line, a thin line to its tail, and marks.
pub(super) struct Row {
    pub name: String,
    pub range: (f64, f64),
    pub dot: f64,
    pub ring: Option<f64>,
}

/// Draws curves, with their names beside them in the order of their ends.
pub(super) fn curves(title: &str, scales: [&Scale; 2], curves: &[Curve]) -> String {
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let across = scales[0].axis(points().map(|point| point.0), LEFT, WIDTH - RIGHT);
    let up = scales[1].axis(points().map(|point| point.1), HEIGHT - BELOW, MARGIN);
    let mut drawing = opening(title, HEIGHT);
    drawing.push_str(&grid_across(&across, scales[0], HEIGHT));
    drawing.push_str(&grid_up(&up, scales[1]));
    for (place, curve) in curves.iter().enumerate() {
        let points = curve.points.iter();
        let points: Vec<String> =
            points.map(|(x, y)| format!("{:.1},{:.1}", across.place(*x), up.place(*y))).collect();
        let look = place % LOOKS;
        let (y, left) = (MARGIN + 14.0 + 22.0 * place as f64, WIDTH - RIGHT + 14.0);
        // Writing to a string cannot fail.
        let _ = write!(
            drawing,
            "<polyline class=\"curve s{look}\" points=\"{}\"/>\n\
             <line class=\"curve s{look}\" x1=\"{left}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\"/>\
             <text x=\"{}\" y=\"{}\">{}</text>\n",
            points.join(" "),
            left + 28.0,
            left + 34.0,
            y + 4.0,
            escaped(&curve.name)
        );
    }
    drawing + "</svg>\n"
}

/// Draws rows over a common axis; `line` marks a value across all of them.
pub(super) fn rows(title: &str, scale: &Scale, rows: &[Row], line: Option<f64>) -> String {
    let height = MARGIN + ROW * rows.len() as f64 + BELOW;
    let ends = rows.iter().flat_map(|row| [row.range.0, row.range.1, row.dot]);
    let rings = rows.iter().filter_map(|row| row.ring);
    let axis = scale.axis(ends.chain(rings).chain(line), ROW_LEFT, WIDTH - ROW_RIGHT);
    let mut drawing = opening(title, height);
    drawing.push_str(&grid_across(&axis, scale, height));
    if let Some(x) = line.map(|value| axis.place(value)) {
        let _ = writeln!(
            drawing,
            "<line class=\"one\" x1=\"{x:.1}\" y1=\"{MARGIN}\" x2=\"{x:.1}\" y2=\"{}\"/>",
            height - BELOW
        );
    }
    for (place, row) in rows.iter().enumerate() {
        drawing.push_str(&row.draw(&axis, MARGIN + ROW * (place as f64 + 0.5)));
    }
    drawing + "</svg>\n"
}

impl Row {
    fn draw(&self, axis: &Axis, y: f64) -> String {
        let [from, to, dot] = [self.range.0, self.range.1, self.dot].map(|value| axis.place(value));
        let ring = self.ring.map(|value| axis.place(value));
        let ring = ring.map_or(String::new(), |x| {
            format!(
                "<line class=\"tail\" x1=\"{to:.1}\" y1=\"{y}\" x2=\"{x:.1}\" y2=\"{y}\"/>\
                 <circle class=\"ring\" cx=\"{x:.1}\" cy=\"{y}\" r=\"4\"/>"
            )
        });
        format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <line class=\"range\" x1=\"{from:.1}\" y1=\"{y}\" x2=\"{to:.1}\" y2=\"{y}\"/>{ring}\
             <circle class=\"dot\" cx=\"{dot:.1}\" cy=\"{y}\" r=\"5\"/>\n",
            ROW_LEFT - 12.0,
            y + 4.0,
            escaped(&self.name),
        )
    }
}

fn opening(title: &str, height: f64) -> String {
    let title = escaped(title);
    format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\">\n")
}

fn grid_across(axis: &Axis, scale: &Scale, height: f64) -> String {
    let bottom = height - BELOW;
    let mut grid = String::new();
    for tick in axis.ticks() {
        let _ = writeln!(
            grid,
            "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{MARGIN}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>\
             <text class=\"tick\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 17.0,
            (scale.label)(tick),
            x = axis.place(tick),
        );
    }
    let _ = writeln!(
        grid,
        "<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        WIDTH / 2.0,
        height - 6.0,
        scale.title
    );
    grid
}

fn grid_up(axis: &Axis, scale: &Scale) -> String {
    let mut grid = String::new();
    for tick in axis.ticks() {
        let y = axis.place(tick);
        let _ = writeln!(
            grid,
            "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\"/>\
             <text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0,
            (scale.label)(tick),
        );
    }
    let middle = HEIGHT / 2.0;
    let _ = writeln!(
        grid,
        "<text class=\"tick\" transform=\"translate(13 {middle}) rotate(-90)\" \
         text-anchor=\"middle\">{}</text>",
        scale.title
    );
    grid
}
