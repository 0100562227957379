//! The table that says which fields get a type that prints nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::REDACTION;
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// A section of the table: the owner of the fields, and each field's type.
type Section = BTreeMap<String, BTreeMap<String, Spanned<Kind>>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// By GraphQL type and field.
    types: Section,
    /// By operation and variable.
    #[serde(default)]
    variables: Section,
    /// By scalar.
    #[serde(default)]
    scalars: BTreeMap<String, Spanned<Kind>>,
}

/// The types of `verify_core` that a field can get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Kind {
    Amount,
    DateOfBirth,
    OtpCode,
    PhoneNumber,
    Pii,
    Ssn,
    Timestamp,
}

impl Kind {
    /// The type as Rust writes it.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Amount => "verify_core::Amount",
            Self::DateOfBirth => "verify_core::DateOfBirth",
            Self::OtpCode => "verify_core::OtpCode",
            Self::PhoneNumber => "verify_core::PhoneNumber",
            Self::Pii => "verify_core::Pii<String>",
            Self::Ssn => "verify_core::Ssn",
            Self::Timestamp => "verify_core::Timestamp",
        }
    }
}

/// Where a row stands in the table: section, owner, field.
type Key = (&'static str, String, String);

/// Who holds a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// A type or an input of the schema.
    Type(String),
    /// The variables of an operation.
    Variables(String),
}

impl Owner {
    fn key(&self, field: &str) -> Key {
        match self {
            Self::Type(name) => ("types", name.clone(), field.to_owned()),
            Self::Variables(name) => ("variables", name.clone(), field.to_owned()),
        }
    }

    /// The head of the section of the table that a row for it belongs into.
    pub(super) fn section(&self) -> String {
        let (section, owner, _) = self.key("");
        format!("{section}.{owner}")
    }
}

/// The rows of the table, and which of them were of use.
#[derive(Debug)]
pub(super) struct Redaction {
    rows: BTreeMap<Key, (Kind, usize)>,
    used: BTreeSet<Key>,
}

impl Redaction {
    pub(super) fn read(tree: &Tree) -> Outcome<Self> {
        let text = tree.read(REDACTION)?;
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let table: Table = toml::from_str(&text).map_err(|error| {
            let todo = "write rows as the head of the file says";
            Problem::new(REDACTION, error.span().map_or(1, |span| line(span.start)), error.message(), todo)
        })?;
        let mut rows = BTreeMap::new();
        for (section, owners) in [("types", table.types), ("variables", table.variables)] {
            for (owner, fields) in owners {
                for (field, kind) in fields {
                    let row = (*kind.get_ref(), line(kind.span().start));
                    rows.insert((section, owner.clone(), field), row);
                }
            }
        }
        for (scalar, kind) in table.scalars {
            let row = (*kind.get_ref(), line(kind.span().start));
            rows.insert(("scalars", scalar, String::new()), row);
        }
        Ok(Self { rows, used: BTreeSet::new() })
    }

    /// The type of a field, if the table has a row for it.
    pub(super) fn field(&mut self, owner: &Owner, field: &str) -> Option<Kind> {
        self.take(owner.key(field))
    }

    /// The type of a scalar of the schema, if the table has a row for it.
    pub(super) fn scalar(&mut self, name: &str) -> Option<Kind> {
        self.take(("scalars", name.to_owned(), String::new()))
    }

    fn take(&mut self, key: Key) -> Option<Kind> {
        let (kind, _) = *self.rows.get(&key)?;
        self.used.insert(key);
        Some(kind)
    }

    /// Rows that no operation has a use for: what they were for has been renamed, or is no longer asked for.
    pub(super) fn unused(&self) -> Vec<Problem> {
        let unused = self.rows.iter().filter(|(key, _)| !self.used.contains(*key));
        let problem = |((section, owner, field), (_, line)): (&Key, &(Kind, usize))| {
            let name = if field.is_empty() { owner.clone() } else { format!("{owner}.{field}") };
            let wrong = format!("no operation has a use for the row {name} of [{section}]");
            Problem::new(REDACTION, *line, wrong, "mend its name, or take it out")
        };
        unused.map(problem).collect()
    }
}
