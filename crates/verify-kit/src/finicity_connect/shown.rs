//! What of the requests may be shown.

use crate::provider::Shown;

pub(super) const SHOWN: Shown = Shown {
    path: &[
        "aggregation",
        "connect",
        "decisioning",
        "institution",
        "v1",
        "v2",
        "partners",
        "authentication",
        "customers",
        "testing",
        "active",
        "consumers",
        "consumer",
        "accounts",
        "institutions",
        "generate",
        "lite",
        "fix",
        "jointBorrower",
        "send",
        "email",
    ],
    query: &["type", "start", "limit"],
    opened: &["birthday", "email", "borrowers", "reportCustomFields"],
    values: &["immediate", "singleUseUrl", "borrowers.type", "reportCustomFields.shown"],
};
