//! Whether an application can name what an interface names.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::problem::Problem;

/// The command line, whose interface is for itself, and what stands beside a provider crate, which has the words.
const EXCEPT: [&str; 2] = ["verify_kit", "verify_testkit"];
/// Types that are not to be named, each with the reason.
const SEALED: [(&str, &str); 1] =
    [("verify_values::values::pii::Wipe", "what Pii holds is decided by the core")];

/// Types of other crates of ours that this one does not pass on, so that an application would need a dependency on that crate;
/// and types of its own in modules that are not public. Impls do not count: who has the trait has it from where it is named.
pub(super) fn problems(place: &str, own: &str, lines: &[String], ours: &[String]) -> Vec<Problem> {
    let Ok(path) = Regex::new(r"\b([a-z_0-9]+)((?:::[a-z_0-9]+)*)::([A-Z][A-Za-z0-9_]*)") else {
        return vec![Problem::new("xtask/src/api/names.rs", 1, "a pattern is wrong", "mend it")];
    };
    let after =
        |start: &str| lines.iter().filter_map(|line| line.strip_prefix(start)).collect::<BTreeSet<_>>();
    let (modules, passed_on) = (after("pub mod "), after("pub use "));
    let passed_on: BTreeSet<_> = passed_on.iter().filter_map(|path| path.rsplit("::").next()).collect();
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with("impl")) {
        for [head, inside, name] in path.captures_iter(line).map(|found| found.extract().1) {
            let full = format!("{head}{inside}::{name}");
            let wrong = if head == own {
                let module = format!("{head}{inside}");
                (!modules.contains(module.as_str()))
                    .then(|| format!("{full} lies in a module that is not public"))
            } else {
                let lacks = ours.iter().any(|our| our == head) && !passed_on.contains(name);
                (lacks && !EXCEPT.contains(&own)).then(|| format!("{full} is named and not passed on"))
            };
            if let Some(wrong) = wrong.filter(|_| !SEALED.iter().any(|(sealed, _)| *sealed == full)) {
                found.entry(full).or_insert((at, wrong));
            }
        }
    }
    let todo = "pass it on with pub use, so that an application can name it";
    // Two lines of heading come first, and lines count from 1.
    found.into_values().map(|(at, wrong)| Problem::new(place, at + 3, wrong, todo)).collect()
}

#[cfg(test)]
mod tests {
    use super::problems;

    fn found(lines: &[&str]) -> String {
        let lines: Vec<_> = lines.iter().map(|line| (*line).to_owned()).collect();
        let ours = ["app".to_owned(), "core_of_it".to_owned()];
        let found = problems("docs/api/app.txt", "app", &lines, &ours);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_passed_on_can_be_named() {
        let lines = [
            "pub mod app",
            "pub use app::Clock",
            "pub fn app::A::b(&self, core_of_it::Clock) -> std::vec::Vec<app::A>",
        ];
        assert_eq!(found(&lines), "");
        assert!(found(&lines[2..]).contains("core_of_it::Clock is named and not passed on"));
        assert_eq!(found(&["pub mod app", "impl core_of_it::Clock for app::A"]), "");
    }

    #[test]
    fn a_type_of_a_private_module_cannot_be_named() {
        let lines =
            ["pub mod app", "pub mod app::inner", "pub fn app::A::b(&self, app::inner::B) -> app::hidden::C"];
        let found = found(&lines);
        assert!(found.starts_with("docs/api/app.txt:5: app::hidden::C lies in a module"), "{found}");
        assert_eq!(found.lines().count(), 1);
    }
}
