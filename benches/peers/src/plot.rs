//! Plots of what was measured, as SVG.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;

use crate::results::{Figure, Results};

const SIZE: (u32, u32) = (860, 460);
/// What each store is drawn in, in every plot.
const COLOURS: [(&str, RGBColor); 9] = [
    ("Tillbook", RGBColor(0, 90, 200)),
    ("LMDB at its best", RGBColor(200, 70, 20)),
    ("LMDB as usually written", RGBColor(230, 160, 90)),
    ("SQLite at its best", RGBColor(20, 130, 60)),
    ("SQLite at its best, without rowid", RGBColor(90, 170, 90)),
    ("SQLite as usually written", RGBColor(165, 205, 155)),
    ("RocksDB", RGBColor(130, 60, 160)),
    ("fjall", RGBColor(190, 140, 210)),
    ("hash map in memory", RGBColor(120, 120, 120)),
];

fn colour(store: &str) -> RGBColor {
    COLOURS.iter().find(|(name, _)| *name == store).map_or(BLACK, |(_, colour)| *colour)
}

/// A store's line: its name and its points.
type Line = (String, Vec<(f64, f64)>);

pub fn all(results: &Results, folder: &Path) -> Result<()> {
    let by_customers = |figure: &Figure| Some(figure.customers as f64);
    for (name, measure, title) in [
        ("hot-id", "hot id", "One of 10,000 regulars by id"),
        ("uniform-id", "uniform id", "Any customer by id"),
        ("uniform-email", "uniform email", "Any customer by e-mail"),
    ] {
        let lines = lines(results, |figure| figure.measure == measure, by_customers);
        draw(&folder.join(format!("{name}.svg")), title, "customers", "nanoseconds", &lines)?;
    }
    let most = results.figures.iter().filter(|f| f.measure == "page").map(|f| f.customers).max().unwrap_or(0);
    // The first page has its place at the left end: a logarithm has no zero.
    let pages =
        lines(results, |f| f.measure == "page" && f.customers == most, |f| f.at.map(|at| (at as f64).max(20.0)));
    draw(&folder.join("page.svg"), "A page of 20", "offset", "microseconds", &pages)?;
    threads(results, &folder.join("threads.svg"))
}

fn lines(results: &Results, keep: impl Fn(&Figure) -> bool, at: impl Fn(&Figure) -> Option<f64>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for figure in results.figures.iter().filter(|figure| keep(figure)) {
        let Some(at) = at(figure) else { continue };
        let point = (at, figure.spread.median);
        match lines.iter_mut().find(|line| line.0 == figure.store) {
            Some(line) => line.1.push(point),
            None => lines.push((figure.store.clone(), vec![point])),
        }
    }
    lines
}

/// The least and the greatest, with some room around them.
fn range(values: impl Iterator<Item = f64> + Clone) -> std::ops::Range<f64> {
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(0.0, f64::max);
    least * 0.7..most * 1.5
}

fn failed(problem: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("a plot cannot be drawn: {problem}")
}

fn blank(path: &Path) -> Result<DrawingArea<SVGBackend<'_>, Shift>> {
    let area = SVGBackend::new(path, SIZE).into_drawing_area();
    area.fill(&WHITE).map_err(failed)?;
    Ok(area)
}

/// Lines with a logarithm on both axes.
fn draw(path: &Path, title: &str, across: &str, up: &str, lines: &[Line]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let area = blank(path)?;
    let points = || lines.iter().flat_map(|line| line.1.iter());
    let mut chart = ChartBuilder::on(&area)
        .caption(title, ("sans-serif", 20))
        .margin(12)
        .margin_right(300)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d(
            range(points().map(|point| point.0)).log_scale(),
            range(points().map(|point| point.1)).log_scale(),
        )
        .map_err(failed)?;
    let number = |value: &f64| if *value < 1.0 { format!("{value:.2}") } else { format!("{value:.0}") };
    chart
        .configure_mesh()
        .x_desc(across)
        .y_desc(up)
        .x_label_formatter(&number)
        .y_label_formatter(&number)
        .light_line_style(WHITE)
        .draw()
        .map_err(failed)?;
    for (store, points) in lines {
        let colour = colour(store);
        chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2))).map_err(failed)?;
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, colour.filled()))).map_err(failed)?;
    }
    legend(&area, lines.iter().map(|line| line.0.as_str()))?;
    area.present().map_err(failed)
}

/// The names beside the plot, where they cover nothing.
fn legend<'a>(area: &DrawingArea<SVGBackend<'_>, Shift>, names: impl Iterator<Item = &'a str>) -> Result<()> {
    let left = SIZE.0 as i32 - 285;
    for (place, name) in names.enumerate() {
        let y = 60 + 24 * place as i32;
        area.draw(&Rectangle::new([(left, y), (left + 14, y + 10)], colour(name).filled())).map_err(failed)?;
        area.draw(&Text::new(name.to_owned(), (left + 22, y - 2), ("sans-serif", 14))).map_err(failed)?;
    }
    Ok(())
}

/// Bars: one thread, and beside it two.
fn threads(results: &Results, path: &Path) -> Result<()> {
    let measure = "hot id by threads";
    let most = results.figures.iter().filter(|f| f.measure == measure).map(|f| f.customers).max().unwrap_or(0);
    let lines = lines(results, |f| f.measure == measure && f.customers == most, |f| f.at.map(|at| at as f64));
    if lines.is_empty() {
        return Ok(());
    }
    let area = blank(path)?;
    let values = || lines.iter().flat_map(|line| line.1.iter().map(|point| point.1));
    let mut chart = ChartBuilder::on(&area)
        .caption("Regulars by id, with one thread and with two", ("sans-serif", 20))
        .margin(12)
        .margin_right(300)
        .x_label_area_size(20)
        .y_label_area_size(64)
        .build_cartesian_2d(0.0..lines.len() as f64, range(values()).log_scale())
        .map_err(failed)?;
    chart.configure_mesh().disable_x_mesh().x_labels(0).y_desc("million lookups a second").draw().map_err(failed)?;
    let floor = range(values()).start;
    for (place, (store, points)) in lines.iter().enumerate() {
        let bars = points.iter().map(|(threads, value)| {
            let left = place as f64 + 0.08 + (threads - 1.0) * 0.42;
            Rectangle::new([(left, floor), (left + 0.38, *value)], colour(store).filled())
        });
        chart.draw_series(bars).map_err(failed)?;
    }
    legend(&area, lines.iter().map(|line| line.0.as_str()))?;
    area.present().map_err(failed)
}
