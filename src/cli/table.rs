//! Tables that line up in any script and fit the terminal.

use std::fmt::Display;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::output::clean;

/// The blanks between two columns.
const GAP: usize = 2;
/// How narrow a column of text may become.
const NARROWEST: usize = 10;
/// The look of every table.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    title: &'static str,
    alignment: CellAlignment,
    shortens: bool,
    spare: bool,
}

impl Column {
    /// A column of text, which is shortened where the terminal is too narrow.
    pub(super) const fn text(title: &'static str) -> Column {
        Column { title, alignment: CellAlignment::Left, shortens: true, spare: false }
    }

    /// A column of numbers.
    pub(super) const fn number(title: &'static str) -> Column {
        Column { alignment: CellAlignment::Right, shortens: false, ..Column::text(title) }
    }

    /// A column whose cells are never shortened, because they are copied from the screen.
    pub(super) const fn whole(title: &'static str) -> Column {
        Column { shortens: false, ..Column::text(title) }
    }

    /// The same column, left out where shortening the others is not enough.
    pub(super) const fn spare(self) -> Column {
        Column { spare: true, ..self }
    }
}

/// A table: a line of titles, a rule, and one line for each row.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(columns: impl Into<Vec<Column>>) -> Table {
        Table { columns: columns.into(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl Display>) {
        self.rows.push(cells.into_iter().map(|cell| clean(&cell.to_string()).into_owned()).collect());
    }

    /// The table's lines, at most `room` cells of the terminal wide where that is possible.
    pub(super) fn lines(&self, room: Option<usize>) -> Vec<String> {
        let fitted = self.fitted(room.unwrap_or(usize::MAX));
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(fitted.iter().map(|(place, _)| self.columns[*place].title));
        for cells in &self.rows {
            table.add_row(fitted.iter().map(|(place, width)| {
                let cell = cells.get(*place).map(String::as_str).unwrap_or_default();
                shortened(cell, *width)
            }));
        }
        for (number, (place, _)) in fitted.iter().enumerate() {
            if let Some(column) = table.column_mut(number) {
                // Between columns stands one blank of comfy-table's own.
                let last = number + 1 == fitted.len();
                column.set_padding((0, if last { 0 } else { GAP as u16 - 1 }));
                column.set_cell_alignment(self.columns[*place].alignment);
            }
        }
        table.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    /// Which columns are shown, and how wide: spare ones go first, then the widest is made narrower.
    fn fitted(&self, room: usize) -> Vec<(usize, usize)> {
        let mut shown: Vec<(usize, usize)> = (0..self.columns.len()).map(|place| (place, self.widest(place))).collect();
        while needed(shown.iter().map(|(place, width)| self.narrowest(*place, *width))) > room {
            let Some(spare) = shown.iter().rposition(|(place, _)| self.columns[*place].spare) else { break };
            shown.remove(spare);
        }
        while needed(shown.iter().map(|(_, width)| *width)) > room {
            let narrower = shown.iter_mut().filter(|(place, width)| *width > self.narrowest(*place, *width));
            let Some((_, width)) = narrower.max_by_key(|(_, width)| *width) else { break };
            *width -= 1;
        }
        shown
    }

    /// The width of a column's widest cell, its title included.
    fn widest(&self, place: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.width());
        cells.max().unwrap_or_default().max(self.columns[place].title.width())
    }

    /// How narrow a column of some width may become.
    fn narrowest(&self, place: usize, width: usize) -> usize {
        let column = &self.columns[place];
        if column.shortens { width.min(NARROWEST.max(column.title.width())) } else { width }
    }
}

/// The width of a table with columns of these widths.
fn needed(widths: impl Iterator<Item = usize>) -> usize {
    widths.map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
}

/// A text in at most `width` cells of the terminal, ending in `…` where something is missing.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    // A mark above or below a letter has no width, and so stays with its letter.
    let fits = |shown: &char| {
        used += shown.width().unwrap_or_default();
        used < width
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customers() -> Table {
        let mut table = Table::new([
            Column::whole("ID"),
            Column::text("NAME"),
            Column::text("E-MAIL").spare(),
            Column::number("CARDS"),
        ]);
        table.row(["cust_test_1", "Ann Example", "ann@example.com", "2"]);
        table.row(["cust_test_2", "佐藤 さくら 佐藤 さくら", "sakura.sato@example.com", "10"]);
        table.row(["cust_test_3", "ณัฐญา ศรีสุข", "", "1,000"]);
        table
    }

    #[test]
    fn a_table_is_as_wide_as_its_widest_cells_where_there_is_room() {
        let lines = customers().lines(None);
        assert_eq!(lines[0], "ID           NAME                     E-MAIL                   CARDS");
        assert_eq!(lines[3], "cust_test_2  佐藤 さくら 佐藤 さくら  sakura.sato@example.com     10");
        assert_eq!(lines[4], "cust_test_3  ณัฐญา ศรีสุข                                         1,000");
        assert!(lines.iter().all(|line| line.width() == 68), "{lines:#?}");
        assert_eq!(customers().lines(Some(68)), lines);
    }

    #[test]
    fn a_narrow_terminal_shortens_the_widest_column_and_never_a_letter_in_two() {
        for room in 42..68 {
            let lines = customers().lines(Some(room));
            assert!(lines.iter().all(|line| line.width() <= room), "{room}: {lines:#?}");
            assert!(lines[3].contains('…') && lines[3].starts_with("cust_test_2  佐藤"), "{room}: {lines:#?}");
            assert!(lines[4].ends_with("1,000"), "{room}: {lines:#?}");
        }
    }

    #[test]
    fn spare_columns_go_before_a_table_is_too_wide() {
        let lines = customers().lines(Some(40));
        assert_eq!(lines[0], "ID           NAME                  CARDS");
        let lines = customers().lines(Some(20));
        assert_eq!(lines[2], "cust_test_1  Ann Examp…      2", "what is copied from the screen stays whole");
    }

    #[test]
    fn a_shortened_text_fits() {
        assert_eq!(shortened("Ann Example", 11), "Ann Example");
        assert_eq!(shortened("Ann Example", 10), "Ann Examp…");
        assert_eq!(shortened("Ann Example", 5), "Ann…");
        // Three of these take six cells, and the sign takes one.
        assert_eq!(shortened("佐藤さくら", 8), "佐藤さ…");
        assert_eq!(shortened("佐藤さくら", 7), "佐藤さ…");
        assert_eq!(shortened("佐藤さくら", 6), "佐藤…");
    }
}
