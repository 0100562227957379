//! Which expectation an unexpected call comes nearest to, in words.

use serde_json::Value;

use super::expected::Expected;
use crate::canary::masked;

/// What is said about a call nobody expected.
pub(super) fn explain(operation: &str, body: &Value, script: &[Expected]) -> String {
    let open: Vec<_> = script.iter().filter(|expected| expected.is_open()).collect();
    let list: Vec<_> = open.iter().map(|expected| expected.describe()).collect();
    let list = match list.len() {
        0 => "nothing more".to_owned(),
        1 => list.concat(),
        _ => format!("in this order: {}", list.join(", ")),
    };
    let hint = by_fields(operation, body, &open)
        .or_else(|| used_up(operation, script))
        .or_else(|| by_name(operation, &open))
        .map_or_else(String::new, |hint| format!("; {hint}"));
    format!("{operation} was called; the script expected {list}{hint}")
}

/// The same operation with other fields: the one with the fewest differences, the earliest first.
fn by_fields(operation: &str, body: &Value, open: &[&Expected]) -> Option<String> {
    let same = open.iter().filter(|expected| expected.operation == operation);
    let differences = same.map(|expected| expected.differences(body)).min_by_key(Vec::len)?;
    Some(format!("the nearest is {operation}, but {}", differences.join(" and ")))
}

fn used_up(operation: &str, script: &[Expected]) -> Option<String> {
    let came: usize =
        script.iter().filter(|known| known.operation == operation).map(|known| known.came).sum();
    let times = if came == 1 { "once".to_owned() } else { format!("{came} times") };
    (came > 0).then(|| format!("{operation} had come {times} already, as often as expected"))
}

/// The name that is least different, if it can be a slip.
fn by_name(operation: &str, open: &[&Expected]) -> Option<String> {
    let distance = |expected: &&&Expected| edit_distance(operation, &expected.operation);
    let nearest = open.iter().min_by_key(distance)?;
    let slip = edit_distance(operation, &nearest.operation) <= operation.chars().count().div_ceil(3);
    let name = masked(&nearest.operation);
    Some(if slip {
        format!("the nearest name is {name}: is it misspelt in the script?")
    } else {
        let next = masked(&open.first()?.operation);
        format!("no name in the script is similar; the next call would have been {next}")
    })
}

/// How many letters must be put in, left out or replaced (Levenshtein).
fn edit_distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        row[0] = left;
        for (column, other_letter) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other_letter);
            diagonal = row[column + 1];
            left = replaced.min(diagonal + 1).min(left + 1);
            row[column + 1] = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::edit_distance;

    #[test]
    fn letters_put_in_left_out_and_replaced() {
        let rows =
            [("", "", 0), ("abc", "", 3), ("", "ab", 2), ("conect", "connect", 1), ("kitten", "sitting", 3)];
        for (one, other, distance) in rows {
            assert_eq!(edit_distance(one, other), distance, "{one} {other}");
            assert_eq!(edit_distance(other, one), distance, "{other} {one}");
        }
    }
}
