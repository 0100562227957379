//! What two schemas disagree about.

use std::collections::BTreeSet;
use std::fmt;

use super::outline::{Name, Outline};

/// One thing that is not the same in both.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Removed there, or never there.
    OnlyOurs { name: String, meaning: String },
    /// Added there, or never taken over.
    OnlyThere { name: String, meaning: String },
    /// The same, but calls that do not give it fail.
    Demanded { name: String, meaning: String },
    /// Another type, another nullability, another default.
    Differs { name: String, ours: String, theirs: String },
}

impl Difference {
    /// Whether none of our operations can notice it.
    pub(super) fn is_harmless(&self) -> bool {
        matches!(self, Self::OnlyThere { .. })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnlyOurs { name, meaning } => write!(f, "only here   {name}: {meaning}"),
            Self::OnlyThere { name, meaning } => write!(f, "only there  {name}: {meaning}"),
            Self::Demanded { name, meaning } => {
                write!(f, "only there  {name}: {meaning}, which must be given")
            }
            Self::Differs { name, ours, theirs } => {
                write!(f, "differs     {name}: {ours} here, {theirs} there")
            }
        }
    }
}

/// All differences by name. A type that only one of them has is one difference, without its fields; so is a field,
/// without its arguments.
pub(super) fn all(ours: &Outline, theirs: &Outline) -> Vec<Difference> {
    let names: BTreeSet<&Name> = ours.names().chain(theirs.names()).collect();
    let found = names.into_iter().filter(|name| is_own(name, ours, theirs));
    let one = |name| match one(name, ours.get(name), theirs.get(name)) {
        Some(Difference::OnlyThere { name: shown, meaning }) if is_demanded(name, &meaning, theirs) => {
            Some(Difference::Demanded { name: shown, meaning })
        }
        other => other,
    };
    found.filter_map(one).collect()
}

/// Whether it is an argument or a field of an input, neither nullable nor with a default.
fn is_demanded((owner, rest): &Name, meaning: &str, theirs: &Outline) -> bool {
    let is_input = theirs.get(&(owner.clone(), String::new())) == Some("input object");
    (rest.contains('(') || (is_input && !rest.is_empty())) && meaning.ends_with('!')
}

fn one(name: &Name, ours: Option<&str>, theirs: Option<&str>) -> Option<Difference> {
    let name = format!("{}{}", name.0, name.1);
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours == theirs => None,
        (Some(ours), Some(theirs)) => {
            Some(Difference::Differs { name, ours: ours.to_owned(), theirs: theirs.to_owned() })
        }
        (Some(ours), None) => Some(Difference::OnlyOurs { name, meaning: ours.to_owned() }),
        (None, Some(theirs)) => Some(Difference::OnlyThere { name, meaning: theirs.to_owned() }),
        (None, None) => None,
    }
}

/// Whether what it belongs to is in both, so that it is a difference of its own.
fn is_own((owner, rest): &Name, ours: &Outline, theirs: &Outline) -> bool {
    let in_both = |name: Name| ours.get(&name).is_some() == theirs.get(&name).is_some();
    let field = rest.split_once('(').map(|(field, _)| field.to_owned());
    (rest.is_empty() || in_both((owner.clone(), String::new())))
        && field.is_none_or(|field| in_both((owner.clone(), field)))
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::introspect::ours::introspect;
    use crate::introspect::outline::Outline;

    const BASE: &str = "
        schema { query: Query }
        type Query { a(x: Int = 1, y: [In!]!): [String!] t: T u: U e: E }
        type T implements I { i: ID v: Int }
        interface I { i: ID }
        type S { s: Int }
        union U = T | S
        enum E { ONE TWO }
        input In { f: String! }
        scalar Date
    ";

    fn outline(schema: &str) -> Outline {
        Outline::of(&introspect(schema, "a.graphql").unwrap()).unwrap()
    }

    /// What is said when the first text becomes the second one.
    fn changed(from: &str, to: &str) -> Vec<String> {
        assert!(BASE.contains(from), "{from}");
        let differences = all(&outline(BASE), &outline(&BASE.replacen(from, to, 1)));
        differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_kind_of_change_is_seen() {
        for (from, to, said) in [
            ("v: Int", "", "only here   T.v: Int"),
            ("v: Int", "v: Int w: [T]", "only there  T.w: [T]"),
            ("v: Int", "v: Int!", "differs     T.v: Int here, Int! there"),
            ("v: Int", "v: ID", "differs     T.v: Int here, ID there"),
            ("[String!]", "[String]", "differs     Query.a: [String!] here, [String] there"),
            ("x: Int = 1, ", "", "only here   Query.a(x:): Int = 1"),
            ("x: Int = 1", "x: Int = 2", "differs     Query.a(x:): Int = 1 here, Int = 2 there"),
            ("x: Int = 1", "x: Int = 1, z: Date", "only there  Query.a(z:): Date"),
            ("x: Int = 1", "x: Int = 1, z: Date!", "only there  Query.a(z:): Date!, which must be given"),
            ("x: Int = 1", "x: Int = 1, z: Int! = 1", "only there  Query.a(z:): Int! = 1"),
            ("f: String!", "f: String! g: [Int]!", "only there  In.g: [Int]!, which must be given"),
            ("f: String!", "f: String! g: [Int]", "only there  In.g: [Int]"),
            ("[In!]!", "[In!]", "differs     Query.a(y:): [In!]! here, [In!] there"),
            ("f: String!", "f: String", "differs     In.f: String! here, String there"),
            ("ONE TWO", "ONE", "only here   E.TWO: enum value"),
            ("T | S", "T", "only here   U = S: member"),
            ("type T implements I", "type T", "only here   T implements I: interface"),
            ("scalar Date", "", "only here   Date: scalar"),
            ("scalar Date", "scalar Date type N { n: Int }", "only there  N: object"),
            ("scalar Date", "enum Date { D }", "differs     Date: scalar here, enum there"),
            ("t: T ", "t: T b(x: Int): Int ", "only there  Query.b: Int"),
        ] {
            let found = changed(from, to);
            assert_eq!(found.first().map(String::as_str), Some(said), "{found:?}");
            assert_eq!(found.len(), if to.starts_with("enum") { 2 } else { 1 }, "{found:?}");
        }
    }

    #[test]
    fn another_root_is_seen() {
        let found = changed("schema { query: Query }", "schema { query: Query mutation: S }");
        assert_eq!(found, ["only there  schema.mutation: S"]);
    }

    #[test]
    fn words_order_and_deprecations_are_not() {
        for (from, to) in [
            ("v: Int", "\"A number.\" v: Int"),
            ("v: Int", "v: Int @deprecated(reason: \"old\")"),
            ("i: ID v: Int", "v: Int i: ID"),
            ("ONE TWO", "TWO ONE"),
            ("T | S", "S | T"),
        ] {
            assert_eq!(changed(from, to), Vec::<String>::new(), "{to}");
        }
    }
}
