//! How a provider's named choices are written down: one source for the struct, its defaults, its documentation and the
//! table.

use serde::Serialize;

/// One row of a provider's choice table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChoiceRow {
    /// The field of the choices, as it also stands in the journal.
    pub name: &'static str,
    /// What the documents leave open.
    pub question: &'static str,
    /// The default, as JSON.
    pub default: String,
    /// What it can be.
    pub options: &'static str,
    /// Why this default.
    pub why: &'static str,
}

/// Defines enums of options: snake case as JSON, the first one the default.
macro_rules! options {
    ($($(#[$doc:meta])* $name:ident { $(#[$first_doc:meta])* $first:ident $(, $(#[$rest_doc:meta])* $rest:ident)* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum $name {
            $(#[$first_doc])*
            #[default]
            $first,
            $($(#[$rest_doc])* $rest,)*
        }
    )*};
}

/// Defines the choices of a provider and `choice_table()`.
macro_rules! choices {
    ($(#[$doc:meta])* $choices:ident { $($name:ident: $type:ty = $default:expr, $question:literal, $options:literal, $why:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $choices {
            $(
                #[doc = concat!($question, "\n\nOptions: ", $options, ".\n\nDefault because: ", $why, ".")]
                pub $name: $type,
            )*
        }

        impl Default for $choices {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        /// All choices with question, default and options: the source of the documentation.
        pub fn choice_table() -> Vec<$crate::choices::ChoiceRow> {
            let defaults = $choices::default();
            vec![$($crate::choices::ChoiceRow {
                name: stringify!($name),
                question: $question,
                default: serde_json::to_string(&defaults.$name).unwrap_or_default(),
                options: $options,
                why: $why,
            },)*]
        }
    };
}

pub(crate) use {choices, options};
