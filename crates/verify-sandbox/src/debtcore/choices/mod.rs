//! What the sandbox decides because the documents do not.

mod kinds;

use crate::choices::choices;
pub use kinds::*;

choices! {
    /// How the simulated DebtCore behaves where the documents are silent. Every default is a choice of this sandbox, not
    /// a fact about Alleviate. What the Spinwheel behind it does is in [`SpinwheelChoices`](crate::SpinwheelChoices).
    DebtCoreChoices {
    auth_status: u16 = 401,
        "The HTTP status of a call without a good token?", "401, 200",
        "a page of a sibling API speaks of 401; a resolver would answer 200";
    auth_code: String = "UNAUTHORIZED".to_owned(),
        "The code of a call without a good token?", "UNAUTHORIZED, UNAUTHENTICATED, or any text",
        "UNAUTHORIZED is documented; UNAUTHENTICATED is the framework's";
    auth_body: AuthBody = AuthBody::default(),
        "The body of that answer?", "graphql, plain, empty",
        "a code is documented, and this is where codes stand";
    error_channel: ErrorChannel = ErrorChannel::default(),
        "Where does a refusal of an operation stand?", "payload, top_level, both",
        "the payload is documented; codes are documented too, and it has no place for them";
    error_status: u16 = 200,
        "The HTTP status of an executed request in which something was refused?", "200, 400",
        "usual under application/json";
    request_error_status: u16 = 400,
        "The HTTP status of a request that cannot be executed: no GraphQL, not valid, no operation chosen?", "400, 200",
        "the framework's";
    bad_variables_status: u16 = 200,
        "The HTTP status of variables of a wrong type?", "200, 400",
        "version 4 of the framework answers 200 unless it is told otherwise, version 3 answered 400";
    strict_address: bool = true,
        "Must a state be two capital letters, and a zip five or nine digits?", "true, false",
        "by the examples; the strict one shows other forms";
    echo_input: bool = true,
        "Do messages quote what was sent?", "true, false",
        "the framework puts the value into its messages";
    provider_refusal_code: String = "VALIDATION_ERROR".to_owned(),
        "extensions.code of a refusal that comes from Spinwheel?", "any text",
        "of the three documented codes the nearest";
    spinwheel_message: SpinwheelMessage = SpinwheelMessage::default(),
        "The message of a refusal that comes from Spinwheel?", "text, token, both, generic",
        "not documented; the text is what a person can read";
    failure_data: FailureData = FailureData::default(),
        "data in the payload of a refusal?", "null, message",
        "not documented; the types allow both";
    no_errors: NoErrors = NoErrors::default(),
        "errors in the payload of a success?", "null, empty, null_item",
        "the examples; the types allow the others";
    null_items: bool = false,
        "Have the lists of an answer null items, where their type allows it?", "false, true",
        "allowed by the types, in no example";
    null_payload: bool = false,
        "Is the payload of a success empty, data and errors both null?", "false, true",
        "allowed by the types, in no example";
    introspection: bool = true,
        "Is introspection answered?", "true, false",
        "useful here; a partner's copy of the schema says that it is switched off";
    get_requests: GetRequests = GetRequests::default(),
        "A request by GET?", "refuse, queries",
        "the documents say that every call is a POST";
    get_status: u16 = 405,
        "The status of a refused GET?", "405, 400",
        "the usual one";
    other_content_type: OtherContentType = OtherContentType::default(),
        "A body that is not application/json?", "refuse, accept",
        "the documents ask for the type, and the framework has its defence against forged requests";
    content_type_status: u16 = 400,
        "The status of that refusal?", "400, 415",
        "the framework's";
    token_seconds: u64 = 3599,
        "How many seconds does a token live?", "any number",
        "expires_in of the example";
    unknown_contact: UnknownContact = UnknownContact::default(),
        "userVerification of an unknown contact?", "not_started, not_found, null",
        "the status exists, and nobody has started";
    verification_statuses: VerificationStatuses = VerificationStatuses::default(),
        "Which statuses has a verification?", "four, detailed",
        "the four of the page; a partner's copy of the schema lists more";
    consent_date: ConsentDate = ConsentDate::default(),
        "What is userConsentDate?", "asked, verified",
        "two minutes before the verification in the example: somebody who asks for a code consents";
    pull_past_limit: PullPastLimit = PullPastLimit::default(),
        "A second Spinwheel report of a contact within a day?", "refuse, same_report",
        "Spinwheel's limit, observed on its own API";
    running_report_status: String = "IN_PROGRESS".to_owned(),
        "reportStatus while the report is not there?", "IN_PROGRESS, PENDING",
        "both are listed, neither is explained";
    failed_report_status: String = "FAILED".to_owned(),
        "reportStatus of a report that failed?", "FAILED, or any text",
        "listed in a partner's copy of the schema";
    date_form: DateForm = DateForm::default(),
        "The wire form of the scalar Date?", "iso, epoch_milliseconds",
        "the examples; a partner's settings take it for a number";
    default_page: usize = 10,
        "How many reports has a page without first and last?", "any number",
        "the number of the example";
    longest_page: usize = 100,
        "The most reports of a page?", "any number; more is refused",
        "not documented";
    list_order: ListOrder = ListOrder::default(),
        "The order of reports when none is asked for?", "newest_first, oldest_first",
        "the order the example asks for";
    unknown_cursor: UnknownCursor = UnknownCursor::default(),
        "A cursor that was never given out?", "refuse, empty_page, first_page",
        "not documented; an error is seen at once";
    both_directions: BothDirections = BothDirections::default(),
        "first and last together?", "refuse, first_wins",
        "not documented; the types allow it";
    search_fields: SearchFields = SearchFields::default(),
        "In which fields does search look?", "names_and_ids, contact",
        "not documented";
    }
}
