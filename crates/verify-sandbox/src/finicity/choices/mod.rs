//! What the sandbox decides because the documents do not.

mod kinds;

use std::collections::BTreeMap;

use crate::choices::choices;
pub use kinds::*;

/// As in the examples of 10010.
const USER_MESSAGE: &str =
    "One or more of the fields could not be validated. Please ensure you have entered the correct data.";

choices! {
    /// How the simulated Finicity behaves where the documents are silent or disagree. Every default is a choice of this
    /// sandbox, not a fact about Finicity.
    FinicityChoices {
    failed_logins: FailedLogins = FailedLogins::default(),
        "Must the five wrong logins that lock the account be consecutive?", "consecutive, total",
        "the usual reading";
    failed_rotation_counts: bool = true,
        "Does a rotation with a wrong secret count as a wrong login?", "true, false",
        "it is an attempt to authenticate";
    code_type: CodeType = CodeType::default(),
        "The type of code in errors outside Connect?", "seen_live, documented, numbers",
        "the official tests saw numbers where the description has text";
    unknown_partner: UnknownPartner = UnknownPartner::default(),
        "A login with a partnerId that does not exist?", "not_found, invalid_credentials",
        "404 is documented; when it comes is not";
    partner_not_found_body: PartnerNotFoundBody = PartnerNotFoundBody::default(),
        "The envelope of 12401?", "plain, errors_list",
        "the example is plain, the schema named for it is not";
    new_token_revokes_older: bool = false,
        "Does a new token make the older ones useless?", "false, true",
        "not documented; with false, two servers can share a partner";
    rotation_revokes_tokens: bool = false,
        "Does a new secret make the tokens useless?", "false, true",
        "not documented; only the secret is said to fail";
    same_secret_allowed: bool = true,
        "Can the new secret be the old one?", "true, false",
        "the published policy has no such rule";
    invalid_key_body: InvalidKeyBody = InvalidKeyBody::default(),
        "The body of the 401 for a wrong Finicity-App-Key?", "plain_text, json",
        "text is documented here, JSON on other services";
    invalid_key_is_rate_limited: bool = false,
        "Is a wrong Finicity-App-Key answered as too many requests?", "false, true",
        "401 is documented; such a key is reported to have a rate limit of 0";
    lock_refuses_tokens: bool = false,
        "Are calls with a token refused with 24302 while the account is locked?", "false, true",
        "not documented; the lock is said to be about authentication";
    connect_envelope: ConnectEnvelope = ConnectEnvelope::default(),
        "Which errors of the Connect calls come in Connect's own envelope?", "as_in_examples, always",
        "10010 and 10022 are documented in it, the others without it";
    plan: Plan = Plan::default(),
        "What has the partner signed up for?", "production, test_drive",
        "every operation can be tried";
    content_type_status: u16 = 415,
        "The status of a body that is not application/json?", "415, 400",
        "the usual one";
    created_date_on_create: DateType = DateType::default(),
        "The type of createdDate in the answer to a new customer?", "text, number",
        "the official tests saw text where the description has a number";
    username_policy_status: u16 = 400,
        "The status of a username against the policy?", "400, 500",
        "the current description; an older page has 500";
    name_punctuation: String = " '.,-".to_owned(),
        "Which characters besides letters and digits may a name have?", "any characters",
        "special characters are documented to fail, not which";
    testing_customer_cap: usize = 500,
        "How many testing customers can a partner have?", "any number; 0 is no limit",
        "500 are reported";
    testing_customer_cap_status: u16 = 400,
        "The status of a testing customer too many?", "any status",
        "not documented; the refusal of input";
    testing_customer_cap_code: String = "14020".to_owned(),
        "The code of a testing customer too many?", "any code",
        "not documented; the general one";
    large_limit: LargeLimit = LargeLimit::default(),
        "A limit above 1000?", "clamp, refuse",
        "the range is documented, an error only for too small a limit";
    consumer_either_or: Enforcement = Enforcement::default(),
        "A consumer with neither ssn nor birthday, or with neither phone nor email?", "refuse, accept",
        "one of each pair is documented as required; 10005 names both";
    consumer_state: ConsumerState = ConsumerState::default(),
        "The state of a consumer that is not two letters?", "any, two_letters",
        "the description has text without a form; its examples all have two letters";
    broken_refresh: BrokenRefresh = BrokenRefresh::default(),
        "A refresh while a sign-in is broken?", "server_error, account_status",
        "aggregation status codes are documented to arrive as HTTP 500";
    missing_field: MissingField = MissingField::default(),
        "A missing field on the Connect calls?", "is_required, missing_parameter",
        "the official collection has the first, the description the second";
    wrong_value: WrongType = WrongType::default(),
        "A value of another type or form than documented, on the Connect calls?", "named, bad_request",
        "not documented; in the words of the missing field";
    connect_user_message: String = USER_MESSAGE.to_owned(),
        "user_message in the errors of the Connect calls?", "any text",
        "documented for two messages of 10010";
    unknown_customer: UnknownCustomer = UnknownCustomer::default(),
        "The message for an unknown customer on the Connect calls?", "documented, seen_live",
        "the description; the official tests saw another";
    unknown_customer_of_fix: UnknownCustomerOfFix = UnknownCustomerOfFix::default(),
        "An unknown customer on generate/fix?", "not_found, as_elsewhere",
        "the description has a 404 for this call alone";
    unknown_consumer_message: String = "Consumer ID does not exist or does not belong to this customer".to_owned(),
        "The message of 10010 for an unknown consumer on the Connect calls?", "any text",
        "not documented; in the words used for a customer";
    unknown_institution_of_lite: Enforcement = Enforcement::default(),
        "An institutionId that does not exist on generate/lite?", "refuse, accept",
        "not documented; refused as an unknown customer was seen to be";
    joint_email_experience: LenientEnforcement = LenientEnforcement::default(),
        "A joint-borrower e-mail without experience?", "accept, refuse",
        "required by the description, left out by its own test";
    institution_id_type: IdType = IdType::default(),
        "Can institutionId be text?", "either, documented",
        "a number is documented, public clients send text";
    login_id_type: IdType = IdType::default(),
        "Can institutionLoginId be a number?", "either, documented",
        "text in the description, a number in the guide";
    dob_type: IdType = IdType::default(),
        "Can optionalConsumerInfo.dob be text?", "either, documented",
        "a number in the description, text in the guide";
    borrowers: Borrowers = Borrowers::default(),
        "Who has to be among the borrowers?", "one_of_each, at_least_one",
        "not documented; what the official test sends";
    redirect_uri: Enforcement = Enforcement::default(),
        "A redirectUri that is no absolute address?", "refuse, accept",
        "not documented; a browser could not follow it";
    single_use_default: bool = false,
        "Is a link single-use when the request does not say?", "false, true",
        "with an experience it decides, without one nothing is documented";
    webhook_refused_status: u16 = 400,
        "The status when the webhook does not answer the ping with 2xx?", "any status",
        "not documented; the status of the other refusals";
    webhook_refused_code: String = "10010".to_owned(),
        "The code when the webhook does not answer the ping with 2xx?", "any code",
        "not documented; the code of the other refusals";
    webhook_refused_message: String = "\"webhook\" did not answer the ping".to_owned(),
        "The message when the webhook does not answer the ping with 2xx?", "any text",
        "not documented";
    unreachable_webhook: UnreachableWebhook = UnreachableWebhook::default(),
        "A webhook address that is not on this machine?", "refuse, skip",
        "the sandbox sends nothing anywhere else, and a ping that fails fails the call";
    email_link_life_seconds: u64 = 259_200,
        "How many seconds does a link in an e-mail live?", "any number",
        "not documented; samples have 2 hours, 3 and 30 days, of which 3 days are the longest that was surely an e-mail";
    session_idle_seconds: u64 = 1200,
        "After how many seconds without a step does a session time out?", "any number",
        "the code of the timeout is documented, the time is not";
    used_link_ends_sessions: bool = false,
        "Does the completion of a session end the other open ones of a link for one use?", "false, true",
        "the link is documented to die, nothing is said of sessions";
    webhook_retries: WebhookRetries = WebhookRetries::default(),
        "When is a webhook sent again that was not acknowledged?", "growing, five_then_daily, never",
        "the current page; an older one has five tries and then one a day";
    webhook_acknowledged_by: Acknowledged = Acknowledged::default(),
        "Which answers acknowledge an event?", "status200, any_success",
        "200 is asked for; the strict one";
    webhook_patience_seconds: u64 = 10,
        "How many seconds is a receiver of an event waited for?", "any number",
        "not documented";
    ping_patience_seconds: u64 = 10,
        "How many seconds is a receiver of a ping waited for?", "any number",
        "not documented";
    webhook_xml: XmlWebhook = XmlWebhook::default(),
        "What is sent for the content type application/xml?", "refuse, json_all_the_same",
        "the type is documented, the shape is not; the strict one invents none";
    webhook_grace_secret: GraceSecret = GraceSecret::default(),
        "Which secret signs webhooks during the grace period of a rotation?", "new, old",
        "not documented; the new one is the partner secret from then on";
    webhook_order: WebhookOrder = WebhookOrder::default(),
        "Does a webhook of a session wait for the one before?", "in_order, at_once",
        "no order is promised; this one was captured";
    own_webhook_payloads: OwnPayload = OwnPayload::default(),
        "payload of mfa, invalidCredentials and credentialsUpdated?", "with_institution, empty",
        "not known, but for mfa in credentialsUpdated; the events beside them have institutionId";
    webhook_oauth_false: bool = false,
        "Do adding and added say oauth: false at institutions without OAuth?", "false, true",
        "it was captured with OAuth alone";
    discovered_in_lite: bool = false,
        "Is discovered sent in a lite session?", "false, true",
        "it is stated for full ones";
    institution_supported_in_fix: bool = false,
        "Is institutionSupported sent in a fix session?", "false, true",
        "it was captured in a lite session; a repair has its institution";
    credentials_updated_with_oauth: bool = false,
        "Is credentialsUpdated sent with OAuth?", "false, true",
        "it is stated not to be";
    done_webhook_on_exit: bool = false,
        "Is done sent when the person leaves?", "false, true",
        "not documented; the session is not finished";
    nothing_to_repair: NothingToRepair = NothingToRepair::default(),
        "A fix link of a sign-in that works?", "error201, sign_in",
        "a public client knows reason error with code 201";
    invalid_credentials_codes: Vec<u32> = vec![103, 187],
        "Which codes of a failed sign-in are announced as invalidCredentials?", "a list of codes; all others are unableToConnect",
        "what the person got wrong; the rest lies with the institution";
    other_sign_ins: OtherSignIns = OtherSignIns::default(),
        "A user the test institutions do not have?", "refuse, accept",
        "the strict one";
    same_sign_in_again: SameSignIn = SameSignIn::default(),
        "The same user signs in at the same institution again?", "same_login, new_login",
        "not documented; nobody has an account twice";
    experience_reports: BTreeMap<String, String> = BTreeMap::new(),
        "Which experiences make a report, and of which type?", "an experience with a type such as voa or voi",
        "experiences are set up with the provider";
    report_data_without_report: EmptyReportData = EmptyReportData::default(),
        "reportData in the message of a session that made no report?", "null, empty_list",
        "the redirect has null";
    }
}
