//! What somebody may have meant.

/// The name that is nearest to what was typed, if any is near enough to be meant.
pub(crate) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distances = known.into_iter().map(|name| (distance(typed, name), name));
    let (distance, name) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= name.chars().count()).then_some(name)
}

/// How many letters have to be added, left out or replaced to make one of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, counterpart) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *counterpart);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn the_nearest_name_is_found() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        let known = ["spinwheel.connect_sms", "spinwheel.start_kba"];
        assert_eq!(nearest("spinwheel.conect_sms", known), Some(known[0]));
        assert_eq!(nearest("pay_everybody", known), None);
        assert_eq!(nearest("x", []), None);
    }
}
