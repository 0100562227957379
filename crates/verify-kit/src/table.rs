//! Aligned columns.

/// What stands between two columns.
const GAP: &str = "   ";

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// A head and rows of as many cells.
#[derive(Debug, Clone)]
pub(crate) struct Table<const COLUMNS: usize> {
    sides: [Side; COLUMNS],
    rows: Vec<[String; COLUMNS]>,
    total: Option<[String; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    pub(crate) fn new(
        head: [(&str, Side); COLUMNS],
        rows: impl IntoIterator<Item = [String; COLUMNS]>,
    ) -> Self {
        let titles = head.map(|(title, _)| title.to_owned());
        let rows = std::iter::once(titles).chain(rows).collect();
        Self { sides: head.map(|(_, side)| side), rows, total: None }
    }

    /// Adds a row below a rule.
    pub(crate) fn total(mut self, total: [String; COLUMNS]) -> Self {
        self.total = Some(total);
        self
    }

    /// A line each: head, rows, rule, total. Without spaces at the end.
    pub(crate) fn lines(&self) -> Vec<String> {
        let widths: [usize; COLUMNS] = std::array::from_fn(|column| {
            let cells = self.rows.iter().chain(&self.total).map(|row| row[column].chars().count());
            cells.max().unwrap_or_default()
        });
        let mut lines: Vec<String> = self.rows.iter().map(|row| self.line(row, widths)).collect();
        if let Some(total) = &self.total {
            lines.push("─".repeat(widths.iter().sum::<usize>() + COLUMNS.saturating_sub(1) * GAP.len()));
            lines.push(self.line(total, widths));
        }
        lines
    }

    fn line(&self, row: &[String; COLUMNS], widths: [usize; COLUMNS]) -> String {
        let cells = row.iter().zip(self.sides).zip(widths).map(|((cell, side), width)| match side {
            Side::Left => format!("{cell:<width$}"),
            Side::Right => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, Table};

    #[test]
    fn columns_are_as_wide_as_they_have_to_be() {
        let cells = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        let rows = [cells("Checking", "1.00"), cells("IRA", "22.00")];
        let table = Table::new([("Account", Side::Left), ("On it", Side::Right)], rows);
        assert_eq!(table.lines(), ["Account    On it", "Checking    1.00", "IRA        22.00"]);
        let total = table.total(cells("", "23.00"));
        assert_eq!(total.lines()[3..], ["────────────────", "           23.00"]);
    }
}
