//! What the command line says about an endpoint.

use std::fmt;

use clap::ValueEnum;

/// The HTTP methods an endpoint can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    pub(crate) fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

/// A name in snake case that Rust has no other use for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(String);

impl Name {
    /// Takes words of letters and digits, joined by underscores.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let is_word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
                && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        };
        if !text.starts_with(|first: char| first.is_ascii_lowercase()) || !text.split('_').all(is_word) {
            return Err(format!("it must be in snake_case, as in {}", Self::from_camel("retrieveUser")));
        }
        if syn::parse_str::<syn::Ident>(text).is_err() {
            return Err("Rust has another use for this word".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// `userId` and `UserID` as `user_id`.
    fn from_camel(text: &str) -> Self {
        let mut name = String::new();
        let mut after_small = false;
        for letter in text.chars() {
            if letter.is_ascii_uppercase() && after_small {
                name.push('_');
            }
            after_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
            name.push(letter.to_ascii_lowercase());
        }
        Self(name)
    }

    /// As the name of a type.
    pub(crate) fn pascal(&self) -> String {
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        self.0.split('_').filter(|word| !word.is_empty()).map(capital).collect()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of an operation, and the ids in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// As it was given.
    pub(crate) template: String,
    /// What stands in braces, in this order.
    pub(crate) ids: Vec<Name>,
}

impl Path {
    /// Takes a path that begins with a slash; a segment can be a name in braces.
    pub(crate) fn parse(template: &str) -> Result<Self, String> {
        let segments = template.strip_prefix('/').ok_or("it must begin with a slash")?;
        let mut ids = Vec::new();
        for segment in segments.split('/') {
            let inside = segment.strip_prefix('{').and_then(|inside| inside.strip_suffix('}'));
            if let Some(inside) = inside {
                let id = id(inside)?;
                if ids.contains(&id) {
                    return Err(format!("{{{inside}}} stands in it twice"));
                }
                ids.push(id);
            } else if segment.is_empty() || !segment.chars().all(is_plain) {
                return Err(format!("the segment \"{segment}\" is neither plain text nor a name in braces"));
            }
        }
        Ok(Self { template: template.to_owned(), ids })
    }
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~:".contains(letter)
}

fn id(inside: &str) -> Result<Name, String> {
    let name = Name::parse(&Name::from_camel(inside).to_string());
    let name = name.map_err(|_| format!("{{{inside}}} cannot become the name of an argument"))?;
    if name.0 == "id" {
        return Err("{id} does not say whose id it is: write it as in {userId}".to_owned());
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::{Name, Path};

    #[test]
    fn names_are_in_snake_case() {
        for name in ["horoscope", "retrieve_user", "order_2_reports", "a"] {
            assert_eq!(Name::parse(name).unwrap().to_string(), name);
        }
        for name in
            ["", "Horoscope", "retrieveUser", "retrieve-user", "_a", "a_", "a__b", "2a", "über", "a b"]
        {
            assert_eq!(Name::parse(name).unwrap_err(), "it must be in snake_case, as in retrieve_user");
        }
        for name in ["mod", "type", "self"] {
            assert_eq!(Name::parse(name).unwrap_err(), "Rust has another use for this word");
        }
    }

    #[test]
    fn names_name_types_too() {
        assert_eq!(Name::parse("order_2_reports").unwrap().pascal(), "Order2Reports");
    }

    #[test]
    fn paths_hold_ids() {
        let ids = |path: &str| Path::parse(path).unwrap().ids.iter().map(Name::pascal).collect::<Vec<_>>();
        assert_eq!(ids("/v1/users"), Vec::<String>::new());
        assert_eq!(ids("/v1/users/{userId}/debts/{debt_id}"), ["UserId", "DebtId"]);
        assert_eq!(ids("/v1/{userID}"), ["UserId"]);
    }

    #[test]
    fn other_paths_are_refused() {
        let refused = |path: &str| Path::parse(path).unwrap_err();
        assert_eq!(refused("v1"), "it must begin with a slash");
        assert!(refused("/v1//x").contains("the segment \"\""));
        assert!(refused("/v1/users?a=b").contains("\"users?a=b\""));
        assert!(refused("/v1/{user").contains("\"{user\""));
        assert!(refused("/v1/{}").contains("{} cannot become"));
        assert!(refused("/v1/{type}").contains("{type} cannot become"));
        assert!(refused("/v1/{userId}/{user_id}").contains("{user_id} stands in it twice"));
        assert!(refused("/v1/{id}").contains("whose id it is"));
    }
}
