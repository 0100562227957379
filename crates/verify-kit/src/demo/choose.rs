//! Which journeys are played.

use crate::exit::Failure;
use crate::journeys::{self, Journey};
use crate::known;

/// Shorter names that are understood, too.
const SHORT: [(&str, &str); 6] = [
    ("spinwheel", "spinwheel-connect"),
    ("debtcore", "spinwheel-gql"),
    ("gql", "spinwheel-gql"),
    ("finicity", "finicity-connect"),
    ("dots", "dots-users"),
    ("signzy", "signzy-link"),
];

/// The ones named, in the order of the whole demo; all when none is named.
pub(super) fn journeys(only: &[String]) -> Result<Vec<&'static dyn Journey>, Failure> {
    let all = journeys::ALL.iter().copied();
    let mut chosen = Vec::new();
    for typed in only {
        chosen.push(meant(typed.trim())?);
    }
    Ok(all.filter(|journey| only.is_empty() || chosen.contains(&journey.crate_name())).collect())
}

fn meant(typed: &str) -> Result<&'static str, Failure> {
    let names: Vec<&'static str> = journeys::ALL.iter().map(|journey| journey.crate_name()).collect();
    let long = SHORT.iter().find(|(short, _)| *short == typed).map_or(typed, |(_, long)| long);
    if let Some(name) = names.iter().find(|name| **name == long) {
        return Ok(name);
    }
    let all: Vec<&str> = names.into_iter().chain(SHORT.iter().map(|(short, _)| *short)).collect();
    Err(known::unknown("--only", "journey", typed, &all))
}

#[cfg(test)]
mod tests {
    use super::{SHORT, journeys};

    fn played(only: &[&str]) -> Vec<&'static str> {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        journeys(&only).unwrap().iter().map(|journey| journey.crate_name()).collect()
    }

    #[test]
    fn short_names_lead_to_their_journeys() {
        for (short, long) in SHORT {
            assert_eq!(played(&[short]), [long]);
            assert_eq!(played(&[long]), [long]);
        }
        assert_eq!(played(&["gql"]), played(&["debtcore"]));
        assert_eq!(played(&["dots", " finicity"]), ["finicity-connect", "dots-users"]);
        assert_eq!(played(&[]).len(), 5);
    }

    #[test]
    fn an_unknown_one_is_refused_with_the_nearest() {
        let refused = journeys(&["finicty".to_owned()]).err().unwrap();
        assert_eq!(refused.to_string(), "--only: there is no such journey; did you mean finicity?");
        assert!(refused.reason_given().unwrap().contains("\n  signzy-link"));
    }
}
