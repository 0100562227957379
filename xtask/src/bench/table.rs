//! Tables as Markdown.

use std::fmt;

/// A table: its head and its rows.
#[derive(Debug)]
pub(super) struct Table {
    columns: usize,
    text: String,
}

impl Table {
    pub(super) fn new(head: &[&str]) -> Self {
        let text = format!("| {} |\n|---|{}\n", head.join(" | "), "---:|".repeat(head.len() - 1));
        Self { columns: head.len(), text }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<_> = cells.into_iter().collect();
        debug_assert_eq!(cells.len(), self.columns);
        self.text.extend(["| ", &cells.join(" | "), " |\n"]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How many times as much.
pub(super) fn ratio(value: f64, of: f64) -> String {
    if of > 0.0 { format!("{:.2}", value / of) } else { "–".to_owned() }
}

/// The middle one; zero if there is none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Table, median, ratio};

    #[test]
    fn a_table_has_its_head_and_its_rows() {
        let mut table = Table::new(&["Client", "Cost"]);
        table.row(["a".to_owned(), ratio(1.0, 3.0)]);
        assert_eq!(table.to_string(), "| Client | Cost |\n|---|---:|\n| a | 0.33 |\n");
    }

    #[test]
    fn what_cannot_be_compared_is_no_number() {
        assert_eq!(ratio(1.0, 0.0), "–");
    }

    #[test]
    fn the_middle_one_is_not_the_mean() {
        assert_eq!(median(vec![100.0, 1.0, 2.0]).to_string(), "2");
        assert_eq!(median(Vec::new()).to_string(), "0");
    }
}
