//! What the sandbox decides because the documents do not.

mod kinds;

use std::collections::BTreeMap;

use super::tokens;
pub use crate::choices::ChoiceRow;
use crate::choices::choices;
pub use kinds::*;

/// The values of `refreshFrequency` and their days.
fn frequencies() -> BTreeMap<String, u64> {
    let known = [("DAILY", 1), ("WEEKLY", 7), ("MONTHLY", 30), ("QUARTERLY", 90)];
    known.into_iter().map(|(name, days)| (name.to_owned(), days)).collect()
}

choices! {
    /// How the simulated Spinwheel behaves where the documents are silent or disagree. Every default is a choice of
    /// this sandbox, not a fact about Spinwheel.
    SpinwheelChoices {
    connect_status: u16 = 201,
        "The HTTP status of a successful connect?", "201, 200",
        "two of three public clients expect 201";
    verify_status: u16 = 200,
        "The HTTP status of a successful verification?", "200, 201",
        "public clients expect 200";
    kba_start_status: u16 = 201,
        "The HTTP status of a successful KBA start?", "201, 200",
        "it creates a connection, as connect does";
    kba_answer_status: u16 = 200,
        "The HTTP status of right KBA answers?", "200, 201",
        "it completes a connection, as verify does";
    order_status: u16 = 200,
        "The HTTP status of an accepted report order?", "200, 201, 202",
        "nothing is documented; the plainest";
    token_status: BTreeMap<String, u16> = tokens::default_statuses(),
        "The HTTP status of each error token?", "any status for each token",
        "documented ones as documented; else 400 for input and identity, 429 for throttling";
    conflict_status: u16 = 409,
        "The status of a taken extUserId?", "any status",
        "no example is published; 409 is the usual one";
    conflict_desc: String = "Conflict".to_owned(),
        "status.desc of a taken extUserId?", "any text",
        "no token is published";
    validation_status: u16 = 400,
        "The status of a missing or ill-typed field?", "400, 422",
        "400 is documented for an invalid debtProfile payload";
    validation_desc: String = "Bad Request".to_owned(),
        "status.desc of a missing or ill-typed field?", "any text",
        "documented for an invalid debtProfile payload";
    content_type_status: u16 = 415,
        "The status of a body that is not application/json?", "415, 400",
        "the usual one";
    bad_key_status: u16 = 401,
        "The status of a well-formed key that is not the right one?", "401, 403",
        "the usual one; only the missing key is documented";
    auth_text: AuthText = AuthText::default(),
        "Where in the envelope does the text of a 401 stand?", "messages, desc",
        "integrators are told to read the first message before status.desc";
    failure_data: FailureData = FailureData::default(),
        "What is data in an error?", "absent, null, empty_object",
        "nothing is documented; the least a client can rely on";
    connection_status_before_verify: String = "IN_PROGRESS".to_owned(),
        "connectionStatus in the answer to connect?", "any text",
        "no value is documented; a plausible word that is not SUCCESS";
    code_expires_at: CodeExpiresAt = CodeExpiresAt::default(),
        "The type of sms.codeExpiresAt?", "epoch_milliseconds, epoch_seconds, iso_text",
        "the only client with working calls reads a number";
    guide_verify_path: GuidePath = GuidePath::default(),
        "Is the guide's verify path, without a user id, served?", "not_found, accept",
        "all other documents print the path with the id; 404 exposes the trap";
    trailing_slash_on_connect: OtherPath = OtherPath::default(),
        "Is connect served with a trailing slash?", "accept, not_found",
        "both forms are published and used";
    both_ids: BothIds = BothIds::default(),
        "Both userId and extUserId?", "refuse, user_id_wins",
        "the reference says one of them";
    neither_id: NeitherId = NeitherId::default(),
        "Neither userId nor extUserId?", "refuse, new_user",
        "the reference says one of them";
    ext_user_id_reuse: ExtUserIdReuse = ExtUserIdReuse::default(),
        "A known extUserId or userId with another phone number or birth date?", "conflict_once_connected, conflict, silent",
        "a mismatch is to be corrected and sent again, and an extUserId stands for one person";
    ext_user_id_length: usize = 255,
        "The longest extUserId?", "any number",
        "nothing is documented";
    minimum_age: u16 = 18,
        "The youngest person that can be connected, in years?", "any number; 0 is no limit",
        "an older page asks for a person over 18";
    code_source: CodeSource = CodeSource::default(),
        "Is there a constant code in the sandbox?", "generated, generated_or_zeros",
        "the official skill file says there is none; two public projects claim 000000";
    new_connect_cancels_code: bool = true,
        "Does a new connect make the older code useless?", "true, false",
        "a resend is a new connection";
    attempt_scope: AttemptScope = AttemptScope::default(),
        "What are wrong codes counted by?", "connection, phone_number",
        "a new code is sent after the wait, and it must be usable";
    verify_again: VerifyAgain = VerifyAgain::default(),
        "A verification with a code that was used already?", "expired, same_answer",
        "the strict one shows what an automatic repetition costs";
    texts_before_block: u32 = 10,
        "How many texts to one number before TOO_MANY_VERIFICATIONS?", "any number; 0 is no limit",
        "the block of 24 hours is documented, its threshold is not";
    texts_window_seconds: u64 = 3600,
        "Within how many seconds are those texts counted?", "any number",
        "not documented";
    verifications_before_throttle: u32 = 15,
        "How many verifications for one number before TOO_MANY_REQUESTS?", "any number; 0 is no limit",
        "more than the five tries of two connections, so that it never hides the documented lock";
    verifications_window_seconds: u64 = 60,
        "Within how many seconds are those verifications counted?", "any number",
        "the documents say: a short time";
    kba_session_seconds: u64 = 600,
        "How long can KBA questions be answered?", "any number",
        "sessions expire, the time is not documented";
    kba_question_count: usize = 4,
        "How many KBA questions?", "1 to 5",
        "usual for this kind of quiz";
    kba_wrong_allowed: usize = 0,
        "How many wrong answers are forgiven?", "any number",
        "the strict one";
    kba_failure_token: String = "FAILED_IDENTIFICATION".to_owned(),
        "The token of wrong KBA answers?", "any token",
        "no KBA errors are published; the identity token of the text-message flow";
    kba_expired_token: String = "EXPIRED".to_owned(),
        "The token of KBA answers that come too late?", "any token",
        "no KBA errors are published; the token of an expired code";
    kba_answer_body: KbaAnswerBody = KbaAnswerBody::default(),
        "The body of the KBA answers?", "answers_field, bare_list",
        "not published; modelled on a public wrapper's list";
    kba_answer_method: KbaAnswerMethod = KbaAnswerMethod::default(),
        "PUT or POST for the KBA answers?", "put, put_or_post",
        "PUT is documented, one untested client uses POST";
    kba_answers_in_response: bool = false,
        "Does the answer to a KBA start hold kba.answers in the sandbox?", "false, true",
        "one demo looks for it, no document has it";
    kba_devos_answers_none: bool = true,
        "Is None of the above right for THOMAS DEVOS, too?", "true, false",
        "the newer test person is known by name only; the older one answers like this";
    order_answer: OrderAnswer = OrderAnswer::default(),
        "data of an accepted report order?", "ids, empty",
        "not published; the ids that every other answer has";
    order_knows_report_tokens: bool = true,
        "Can a report order fail with the tokens of debtProfile?", "true, false",
        "its own errors are not published; they order the same report";
    orders_per_day: u32 = 1,
        "How many report orders per user and 24 hours?", "any number; 0 is no limit",
        "observed on debtProfile, in the sandbox, too";
    report_milliseconds: u64 = 2000,
        "How long does an ordered report take?", "any number",
        "long enough that a client has to wait for it";
    unmask_on_standard_host: UnmaskOnStandard = UnmaskOnStandard::default(),
        "unmask on the standard host?", "refuse, ignore",
        "it belongs to the secure host; the strict one shows the mistake";
    unverified_user: UnverifiedUser = UnverifiedUser::default(),
        "Can a user be retrieved before being verified?", "sent_profile, not_found",
        "the userId exists; nothing the caller does not know is shown";
    data_status: DataStatus = DataStatus::default(),
        "The type of creditReports[].connectionStatus.dataStatus?", "enum, object",
        "the documents show the enum, an SDK an object";
    summary_names: SummaryNames = SummaryNames::default(),
        "The names of the sums without student loans?", "long, short",
        "the documents have the long ones, an SDK the short ones";
    webhook_payload: WebhookPayload = WebhookPayload::default(),
        "The body of the webhooks whose payload is not published?", "with_ext_user_id, minimal",
        "invented: the only published body is that of NEW_LIABILITIES_REPORTED, which is sent as published";
    webhook_retry_schedule_seconds: Vec<u64> = Vec::new(),
        "When is a webhook sent again that was not acknowledged?", "a list of pauses, one for each further attempt",
        "no retries are documented";
    preverified_enabled: bool = true,
        "Are the two pre-verified connects enabled for the partner?", "true, false",
        "support enables them; the sandbox is said to offer every endpoint";
    preverified_status: u16 = 200,
        "The HTTP status of a successful pre-verified connect?", "200, 201",
        "it completes a connection, as verify does";
    preverified_knows_sms_tokens: bool = true,
        "Can a pre-verified connect fail with the number and identity tokens of the text-message flow?", "true, false",
        "its own errors are not published; it looks for the same person";
    risk_layer: bool = false,
        "Do verify and the pre-verified connects carry riskAssessments?", "false, true",
        "only for partners with the risk layer; what details holds is invented";
    network_configured: bool = true,
        "Has the partner a network configuration?", "true, false",
        "false gives the documented 400";
    network_enabled: bool = true,
        "Is network access switched on?", "true, false",
        "false gives the documented 403";
    network_token_producer: bool = false,
        "Is the partner a producer of network tokens, so that verified users have a networkToken?", "false, true",
        "only producers see the field";
    network_token_days: u64 = 1826,
        "How many days does a network token live?", "any number",
        "5 years are documented";
    own_token_status: BTreeMap<String, u16> = tokens::own_statuses(),
        "The HTTP status of each refusal whose token is not published?", "any status for each",
        "documented for the network connect and a second subscription; else the usual one";
    own_token_desc: BTreeMap<String, String> = tokens::own_descs(),
        "status.desc of each refusal whose token is not published?", "any text for each",
        "words in the style of the published tokens";
    debt_profile_enabled: bool = true,
        "Is debtProfile enabled for the partner?", "true, false",
        "one client met 403 until it was";
    debt_profile_answer: DebtProfileAnswer = DebtProfileAnswer::default(),
        "Does debtProfile answer with the profile?", "synchronous, asynchronous",
        "the official UI prompt reads the profile from the answer; one SDK calls it asynchronous";
    synchronous_order_announces: bool = false,
        "Does an order that answers with the report fire USER_LIABILITIES_CONNECTED, too?", "false, true",
        "the remark about webhooks is limited to the oldest order path";
    empty_debt_profile_order: EmptyOrder = EmptyOrder::default(),
        "What does an order with neither creditReport nor creditScore get?", "report, report_and_score",
        "leaving out creditScore is documented as report only";
    default_bureau: Bureau = Bureau::default(),
        "The partner's bureau when none is named?", "equifax, trans_union, experian",
        "the one all order paths know";
    experian_known: bool = true,
        "Is Experian a sourceBureau?", "true, false",
        "an SDK lists it, the documents name the two others";
    fico_enabled: bool = true,
        "Are the FICO models enabled for the partner?", "true, false",
        "INVALID_SCORE_MODEL is documented for when they are not";
    orders_share_daily_limit: bool = true,
        "Do the order paths share the daily limit?", "true, false",
        "they order the same report";
    order_day: OrderDay = OrderDay::default(),
        "What is the day of the daily limit?", "rolling, calendar_utc",
        "the documents say: next day; 24 hours are the strict reading at any time of day";
    delete_user_status: u16 = 200,
        "The HTTP status of a deletion?", "200, 204",
        "not documented";
    delete_user_answer: DeleteAnswer = DeleteAnswer::default(),
        "The body of a deletion's answer?", "user_id, empty_object, no_body",
        "not documented; the envelope is on every answer";
    refresh_milliseconds: u64 = 5000,
        "How long does a liability refresh take?", "any number",
        "long enough that a client has to poll";
    refresh_every_seconds: u64 = 86_400,
        "How long until a liability can be refreshed again?", "any number",
        "nextEligibleRefreshOn is documented, its distance is not";
    next_eligible_refresh_on: TimeForm = TimeForm::default(),
        "The type of nextEligibleRefreshOn?", "epoch_milliseconds, iso_text",
        "as updatedOn and createdOn";
    early_refresh: EarlyRefresh = EarlyRefresh::default(),
        "A refresh before nextEligibleRefreshOn?", "failed_transaction, refuse",
        "a transaction has a status for it; the liability's capability is REFRESH_EXHAUSTED";
    repeated_ext_request_id: RepeatedRequest = RepeatedRequest::default(),
        "A refresh with an extRequestId that was used before?", "same_transaction, refuse, new_transaction",
        "the id is the caller's, and a repeated request must not refresh twice";
    subscription_status: u16 = 201,
        "The HTTP status of a new debt-profile subscription?", "201, 200",
        "documented for the other kind of subscription";
    subscription_needs_report: bool = true,
        "Does a debt-profile subscription need a report that is there?", "true, false",
        "status 2000 is documented as required before a refresh";
    debt_profile_subscription_limit: usize = 1,
        "How many debt-profile subscriptions can a user have?", "any number",
        "as with the other kind, a second one is refused";
    refresh_frequencies: BTreeMap<String, u64> = frequencies(),
        "The values of refreshFrequency, and their days?", "any words with a number of days",
        "no value is published";
    webhook_patience_seconds: u64 = 10,
        "How long is a receiver waited for?", "any number",
        "not documented";
    }
}
