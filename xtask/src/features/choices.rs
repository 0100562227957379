//! Which choices of features differ.

use std::collections::{BTreeMap, BTreeSet};

/// Features that are on.
pub(super) type Choice = BTreeSet<String>;

/// None, each alone, each combination of up to `depth`, and all: each once, with what it switches on.
///
/// `default` is left out: what it stands for is a choice among the others.
pub(super) fn choices(features: &BTreeMap<String, Vec<String>>, depth: usize) -> BTreeSet<Choice> {
    let names: Vec<_> = features.keys().filter(|name| *name != "default").collect();
    let mut combined: BTreeSet<Choice> = BTreeSet::from([Choice::new()]);
    for _ in 0..depth.min(names.len()) {
        let larger = combined.iter().flat_map(|choice| names.iter().map(move |name| (choice, *name)));
        let larger: Vec<Choice> =
            larger.map(|(choice, name)| choice.iter().chain([name]).cloned().collect()).collect();
        combined.extend(larger);
    }
    combined.insert(names.into_iter().cloned().collect());
    combined.into_iter().map(|choice| complete(choice, features)).collect()
}

/// A choice with all that it switches on.
fn complete(mut choice: Choice, features: &BTreeMap<String, Vec<String>>) -> Choice {
    loop {
        let on = choice.iter().filter_map(|name| features.get(name)).flatten();
        let new: Vec<_> =
            on.filter(|name| features.contains_key(*name) && !choice.contains(*name)).cloned().collect();
        if new.is_empty() {
            return choice;
        }
        choice.extend(new);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::choices;

    fn of(depth: usize) -> Vec<String> {
        let features = [
            ("default", vec!["b"]),
            ("a", vec!["dep:x", "x/y"]),
            ("b", vec!["a"]),
            ("c", vec![]),
            ("d", vec![]),
        ];
        let features: BTreeMap<_, _> = features
            .into_iter()
            .map(|(name, on)| (name.to_owned(), on.into_iter().map(str::to_owned).collect()))
            .collect();
        let choices = choices(&features, depth);
        choices.iter().map(|choice| choice.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn each_choice_comes_once_with_what_it_switches_on() {
        assert_eq!(of(0), ["", "abcd"]);
        assert_eq!(of(1), ["", "a", "ab", "abcd", "c", "d"]);
        assert_eq!(of(2), ["", "a", "ab", "abc", "abcd", "abd", "ac", "ad", "c", "cd", "d"]);
        assert_eq!(of(9).len(), 12);
    }
}
