//! What of the requests may be shown.

use crate::provider::Shown;

pub(super) const SHOWN: Shown = Shown {
    path: &["oauth2", "v2.0", "token", "credit-service", "graphql"],
    query: &[],
    opened: &[
        "variables",
        "variables.input",
        "variables.input.answers",
        "variables.where",
        "variables.order",
    ],
    values: &[
        "operationName",
        "grant_type",
        "variables.first",
        "variables.last",
        "variables.skip",
        "variables.order.field",
        "variables.order.direction",
        "variables.where.source",
        "variables.input.creditReportSource",
    ],
};
