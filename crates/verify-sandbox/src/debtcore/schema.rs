//! The schema, as committed: a copy of the one the client is generated from.

use std::sync::OnceLock;

use apollo_compiler::Schema;
use apollo_compiler::validation::Valid;

const SDL: &str = include_str!("schema.graphql");

/// Read once. A file that is no valid schema would leave what of it could be read; a test holds that it is valid.
pub(crate) fn schema() -> &'static Valid<Schema> {
    static SCHEMA: OnceLock<Valid<Schema>> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let read = Schema::parse_and_validate(SDL, "schema.graphql");
        read.unwrap_or_else(|wrong| Valid::assume_valid(wrong.partial))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::debtcore::endpoints::ENDPOINTS;

    #[test]
    fn the_schema_is_valid_and_every_root_field_is_served() {
        assert!(Schema::parse_and_validate(SDL, "schema.graphql").is_ok());
        let mut fields: Vec<_> = ["Query", "Mutation"]
            .iter()
            .flat_map(|name| schema().get_object(name).unwrap().fields.keys())
            .map(ToString::to_string)
            .collect();
        let mut served: Vec<_> = ENDPOINTS.iter().map(|endpoint| endpoint.field.to_owned()).collect();
        fields.sort();
        served.sort();
        assert_eq!(fields, served);
    }
}
