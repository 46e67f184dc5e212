//! Figures as lined-up tables, which are Markdown too: a row for each store, a column for each measure.

use crate::figures::short;
use crate::results::{Figure, Results};

/// The columns of a table: its heading and the measures, in their order.
const TABLES: [(&str, &[&str]); 7] = [
    ("Hot lookups, ns (10,000 regulars)", &["hot id", "hot email", "hot merchant_customer_id", "cache hit"]),
    (
        "Uniform lookups, ns; and of keys that nobody has",
        &["uniform id", "uniform email", "uniform merchant_customer_id", "absent id", "absent email"],
    ),
    ("By threads, million lookups a second", &["hot id by threads", "hot email by threads"]),
    ("A page of 20 by its offset, microseconds", &["page", "count between two times"]),
    (
        "Search for at most 20, microseconds",
        &["search phone p50", "search phone p99", "search name p50", "search name p99"],
    ),
    ("Durable creates, microseconds; a second", &["create p50", "create p99", "create, 1 thread", "create, 8 threads"]),
    ("The rest", &["JSON by id", "import", "size"]),
];

/// All tables at all numbers of customers.
pub fn all(results: &Results) -> String {
    let mut sizes: Vec<usize> = results.figures.iter().map(|figure| figure.customers).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut text = String::new();
    for customers in sizes {
        for (heading, measures) in TABLES {
            let table = one(results, customers, measures);
            if !table.is_empty() {
                text.push_str(&format!("### {customers} customers: {heading}\n\n{table}\n"));
            }
        }
    }
    text
}

/// One table; nothing where nothing of it was measured.
pub fn one(results: &Results, customers: usize, measures: &[&str]) -> String {
    let figures: Vec<&Figure> = results
        .figures
        .iter()
        .filter(|figure| figure.customers == customers && measures.contains(&figure.measure.as_str()))
        .collect();
    let mut columns: Vec<(&str, Option<u64>)> = Vec::new();
    for measure in measures {
        for figure in figures.iter().filter(|figure| figure.measure == *measure) {
            if !columns.contains(&(*measure, figure.at)) {
                columns.push((*measure, figure.at));
            }
        }
    }
    let mut stores: Vec<&str> = Vec::new();
    for figure in &figures {
        if !stores.contains(&figure.store.as_str()) {
            stores.push(&figure.store);
        }
    }
    if columns.is_empty() {
        return String::new();
    }
    let heading =
        |(measure, at): &(&str, Option<u64>)| at.map_or_else(|| (*measure).to_owned(), |at| format!("{measure} {at}"));
    let mut rows = vec![std::iter::once(String::new()).chain(columns.iter().map(heading)).collect::<Vec<_>>()];
    for store in stores {
        let cell = |(measure, at): &(&str, Option<u64>)| {
            let figure = figures.iter().find(|f| f.store == store && f.measure == *measure && f.at == *at);
            figure.map_or_else(|| "-".to_owned(), |figure| shown(figure))
        };
        rows.push(std::iter::once(store.to_owned()).chain(columns.iter().map(cell)).collect());
    }
    lined_up(&rows)
}

/// The median and, where it has one, the middle half of the rounds.
fn shown(figure: &Figure) -> String {
    let spread = figure.spread;
    if spread.low == spread.high {
        return short(spread.median);
    }
    format!("{} [{}..{}]", short(spread.median), short(spread.low), short(spread.high))
}

/// A Markdown table whose columns are as wide as their cells.
pub fn lined_up(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let wide: Vec<usize> = (0..columns).map(wide).collect();
    let mut text = String::new();
    for (place, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(wide[column] - cell.chars().count());
            let (before, after) = if column == 0 { ("", gap.as_str()) } else { (gap.as_str(), "") };
            text.push_str(&format!("| {before}{cell}{after} "));
        }
        text.push_str("|\n");
        if place == 0 {
            for (column, wide) in wide.iter().enumerate() {
                let (left, right) = if column == 0 { ("-", "-") } else { ("-", ":") };
                text.push_str(&format!("|{left}{}{right}", "-".repeat(*wide)));
            }
            text.push_str("|\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_is_in_them() {
        let rows = [vec![String::new(), "a".into()], vec!["store".into(), "12.5 [1..2]".into()]];
        let table = lined_up(&rows);
        let wide: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
        assert!(wide.iter().all(|one| *one == wide[0]), "{table}");
        assert!(table.lines().nth(1).unwrap().ends_with(":|"));
    }
}
