//! What the sandbox decides because the documents do not.

mod kinds;
mod payouts;
mod webhooks;

use std::collections::BTreeMap;

use super::tokens;
use crate::choices::choices;
pub use kinds::*;
pub use payouts::*;
pub use webhooks::*;

choices! {
    /// How the simulated Dots behaves where the documents are silent or disagree. Every default is a choice of this
    /// sandbox, not a fact about Dots.
    DotsChoices {
    missing_credentials_status: u16 = 401,
        "The status of a call without credentials?", "401, 403",
        "the usual one for Basic; the older API documents 403";
    bad_credentials_status: u16 = 401,
        "The status of wrong credentials?", "401, 403",
        "the usual one for Basic; the older API documents 403";
    error_body: ErrorBody = ErrorBody::default(),
        "The body of an error?", "full, message, success_only, text, empty",
        "seen in a public client; bodies that are no JSON were seen too";
    code_status: BTreeMap<String, u16> = tokens::default_statuses(),
        "The status of each documented error code?", "any status",
        "no table is published; what the older API documents, else the usual one";
    unnamed_error_code: String = String::new(),
        "error_code of refusals for which no code is documented, such as credentials and tokens?",
        "empty for none, or any text",
        "not documented; nothing is made up";
    validation_code: ValidationCode = ValidationCode::default(),
        "error_code of a field against its published pattern?", "by_field, invalid_input",
        "the documents have codes for e-mail, phone and username";
    unknown_fields: UnknownFields = UnknownFields::default(),
        "A field of the body that is not documented?", "ignore, refuse",
        "only another operation is documented to refuse them";
    content_type_status: u16 = 415,
        "The status of a body that is not application/json?", "415, 400",
        "the usual one";
    create_status: u16 = 201,
        "The status of a created user?", "201, 200",
        "the newest description; older ones have 200";
    create_shape: CreateShape = CreateShape::default(),
        "Which fields does a created user have?", "newest, guide, seed",
        "the description of 2026-07-14; older pages show others";
    known_phone: KnownPhone = KnownPhone::default(),
        "A user is created with a phone number there is already?", "existing_user, second_user, refuse",
        "a user is said to be created if there is none; the provider's sandbox allows duplicates";
    known_phone_status: u16 = 200,
        "The status when the existing user comes back?", "200, 201",
        "nothing was created";
    known_phone_fields: KnownPhoneFields = KnownPhoneFields::default(),
        "What becomes of the other fields when the existing user comes back?", "kept, overwritten",
        "not documented; nothing is lost";
    known_email: KnownEmail = KnownEmail::default(),
        "A user is created with the e-mail of another phone number?", "refuse, accept",
        "a code is documented, and the older API refuses";
    username_taken: UsernameTaken = UsernameTaken::default(),
        "A user is created with a username there is already?", "random, refuse",
        "an older page says so; the newest is silent, and has a code for it";
    blank_username: BlankUsername = BlankUsername::default(),
        "A username that is empty text?", "random, refuse",
        "an older page has a random one when it is left blank; the schema wants a character";
    protected_usernames: Vec<String> = vec!["admin".to_owned(), "dots".to_owned()],
        "Which usernames are protected?", "any words",
        "protected words are documented, not which";
    username_shown: bool = false,
        "Does a user show its username?", "false, true",
        "no description of an answer has it";
    verified_shown: bool = true,
        "Does a user show verified besides status?", "true, false",
        "the examples have it, the schema does not";
    withdrawable_field: WithdrawableField = WithdrawableField::default(),
        "The second amount of the wallet?", "by_shape, withdrawable_amount, withdrawable_balance, both",
        "withdrawable_amount in the schema, withdrawable_balance in the older example";
    inner_phone_key: InnerPhoneKey = InnerPhoneKey::default(),
        "The number's key inside phone_number?", "phone_number, number",
        "the schema; one old example has the other";
    omitted_metadata: OmittedMetadata = OmittedMetadata::default(),
        "metadata of a user created without?", "empty_object, null, absent",
        "the newest example; an older one has null";
    metadata_update: MetadataUpdate = MetadataUpdate::default(),
        "What does an update with metadata do to the old one?", "replace, merge",
        "not documented";
    filing_type: FilingType = FilingType::default(),
        "The form this app files, which 1099_adjustment must have?", "nec, k",
        "it is set per app";
    deleted_user: DeletedUser = DeletedUser::default(),
        "What is left of a deleted user?", "nothing, disconnected, disabled",
        "not documented";
    default_limit: usize = 10,
        "How many users has a page without limit?", "1 to 100",
        "not documented";
    list_order: ListOrder = ListOrder::default(),
        "The order of users?", "newest_first, oldest_first",
        "documented for transfers only";
    unknown_cursor: UnknownCursor = UnknownCursor::default(),
        "A cursor that is no user's id?", "refuse, empty_page, first_page",
        "not documented; an error is seen at once";
    both_cursors: BothCursors = BothCursors::default(),
        "starting_after and ending_before together?", "refuse, starting_after_wins",
        "not documented";
    limit_out_of_range: LimitOutOfRange = LimitOutOfRange::default(),
        "A limit below 1 or above 100?", "refuse, clamp",
        "not documented";
    token_length: usize = 6,
        "How many digits has a verification token?", "6, 7, 8",
        "the sample; 6 is the documented minimum";
    token_lifetime_seconds: u64 = 600,
        "How long is a token good?", "any number",
        "not documented";
    token_attempts: u32 = 5,
        "How many wrong tries does a token bear?", "any number; 0 is no limit",
        "not documented";
    resend_cooldown_seconds: u64 = 0,
        "How long after a token can none be sent?", "any number; 0 is no wait",
        "not documented; without a wait a second text shows";
    resend_cooldown_status: u16 = 429,
        "The status of a token asked for too soon?", "429, 400",
        "not documented";
    resend_invalidates: bool = true,
        "Does a new token make the earlier ones useless?", "true, false",
        "not documented; the usual";
    fixed_token: String = String::new(),
        "A token that is right for everybody?", "empty for none, or any token",
        "none is documented";
    token_refusals: TokenRefusals = TokenRefusals::default(),
        "Does the answer say why a token is refused?", "alike, telling",
        "400 for an incorrect token is all that is documented";
    refused_token_status: u16 = 400,
        "The status of a token that is too old, tried too often, or was never sent?", "400, 410, 429",
        "documented for an incorrect token";
    wrong_token_body: WrongTokenBody = WrongTokenBody::default(),
        "The body of the 400 for a token?", "as_other_errors, empty, text",
        "not documented";
    send_body: DoneBody = DoneBody::default(),
        "The body of the 202 for a token that was sent?", "empty, object, success, text, user",
        "none is documented; a public client had to stop reading it as JSON";
    verify_body: DoneBody = DoneBody::default(),
        "The body of the 200 for a right token?", "empty, object, success, text, user",
        "none is documented; a public client had to stop reading it as JSON";
    send_to_verified: VerifiedAgain = VerifiedAgain::default(),
        "A token is asked for a user who is verified?", "serve, refuse",
        "not documented";
    verify_verified: VerifiedAgain = VerifiedAgain::default(),
        "The right token is sent a second time?", "serve, refuse",
        "not documented; a repeated call then says the same";
    disabled_user: DisabledUser = DisabledUser::default(),
        "A token is asked for or sent for a disabled user?", "refuse, serve",
        "not documented";
    disabled_user_status: u16 = 403,
        "The status of that refusal?", "403, 400",
        "not documented";
    payout_method_answer: PayoutMethodAnswer = PayoutMethodAnswer::default(),
        "The answer to a payout method that was added?", "method, success",
        "the description; an older page has success and ach_account_id";
    repeated_ach: RepeatedAch = RepeatedAch::default(),
        "The same bank account is added a second time?", "another_account, same_account",
        "not documented; what a repetition could do is seen";
    routing_number: RoutingNumber = RoutingNumber::default(),
        "Which routing numbers are accepted?", "nine_digits, any_text",
        "no pattern is published; the samples have nine digits, without a valid check digit";
    excluded_method: ExcludedMethod = ExcludedMethod::default(),
        "A payout method is added whose rail is excluded for the user?", "accept, refuse",
        "payouts on it are documented to be blocked, adding it is not";
    first_method_is_default: bool = false,
        "Is the first payout method the default one without being told so?", "false, true",
        "not documented; is_default asks for it";
    rtp_enabled: bool = true,
        "rtp_enabled of a bank account?", "true, false",
        "it depends on the bank";
    listed_intl_bank: ListedIntlBank = ListedIntlBank::default(),
        "The platform of a bank account abroad in the list?", "intl_transfer, intl_bank",
        "the schema of the list; the other schemas have intl_bank";
    empty_text: EmptyText = EmptyText::default(),
        "A required text that is empty, where no length is published?", "refuse, accept",
        "it says nothing";
    compliance_forms: ComplianceForms = ComplianceForms::default(),
        "A compliance request with none or both of w9 and w8ben?", "one, any",
        "a user is taxed in the US or is not; the description allows any";
    w9_rules: W9Rules = W9Rules::default(),
        "Which fields does a W-9 need?", "spec, audit",
        "the description always needs a birth date; a proposed correction only of individuals, with their names";
    tin_characters: TinCharacters = TinCharacters::default(),
        "Which tax numbers are accepted?", "digits, any",
        "nine characters are published; SSN and EIN are digits";
    unconsented_signature: UnconsentedSignature = UnconsentedSignature::default(),
        "A W-8BEN whose signature has consent false?", "refuse, accept",
        "not documented";
    tin_check_seconds: u64 = 10,
        "How long is a tax number pending?", "any number",
        "documented: a few seconds, rarely up to a day";
    tin_check_told: bool = true,
        "Is user.updated sent when the check of a tax number is over?", "true, false",
        "no event is documented for it; the user has changed";
    tax_id_place: TaxIdPlace = TaxIdPlace::default(),
        "Where does a user show tax_id_verification?", "both, compliance, w9",
        "the schema has it in compliance, the reference in compliance.w9";
    collected_1099: Collected1099 = Collected1099::default(),
        "When is 1099_collected true?", "with_w9, never",
        "not documented";
    address_collected_by_put: bool = true,
        "Is address_collected true after an address alone?", "true, false",
        "not documented";
    compliance_body: DoneBody = DoneBody::default(),
        "The body of the 200 for a tax form?", "empty, object, success, text, user",
        "none is documented";
    address_body: DoneBody = DoneBody::default(),
        "The body of the 200 for an address?", "empty, object, success, text, user",
        "none is documented";
    flow_shape: FlowShape = FlowShape::default(),
        "Which fields does a flow have?", "guide, schema, overview",
        "the observed examples; the schema has no payout_link_id, the overview also updated and no metadata";
    flow_times: FlowTimes = FlowTimes::default(),
        "How are the times of a flow written?", "without_offset, utc",
        "the observed examples; the overview has milliseconds and Z";
    onboard_step: OnboardStep = OnboardStep::default(),
        "A flow with a step onboard?", "accept, refuse",
        "the guide lists it, the description does not";
    other_steps: OtherSteps = OtherSteps::default(),
        "Steps of which this sandbox simulates nothing?", "button, refuse",
        "the rest of the flow can be tried";
    missing_option: MissingOption = MissingOption::default(),
        "A redirect without redirect_url, or a pdf-form-fill without template_id?", "refuse, accept",
        "described as a must, but not in the schema";
    flow_of_known_user: FlowOfKnownUser = FlowOfKnownUser::default(),
        "Does a flow with user_id begin signed in?", "signed_in, asks_for_code",
        "the description and the flow guide; another guide has a code sent all the same";
    code_session_seconds: u64 = 900,
        "How long does a code keep the page of a flow signed in?", "any number",
        "as long as a flow with user_id is documented to be";
    flow_updated_on_onboarding: bool = true,
        "Is flow.updated sent when the onboarding in front of the steps is done?", "true, false",
        "the guide waits for a webhook before it reads user_id, while completed_steps is empty";
    onboarding_message: String = String::new(),
        "Which step is the page around told when the onboarding in front of the steps is done?",
        "empty for no message, or any name",
        "messages are documented for steps";
    webhook_headers: WebhookHeaders = WebhookHeaders::default(),
        "The names of the headers of a webhook?", "svix, webhook",
        "not white-labelled unless asked for";
    webhook_event_key: WebhookEventKey = WebhookEventKey::default(),
        "Does the body of a webhook name its event?", "always, as_published",
        "the registry of events; examples of the published page leave it out";
    webhook_metadata: WebhookMetadata = WebhookMetadata::default(),
        "metadata in the body of a webhook?", "when_given, always, never",
        "the registry has it with null as its default, the published examples do not have it";
    webhook_level: WebhookLevel = WebhookLevel::default(),
        "Is the endpoint of webhooks the app's or the organisation's?", "app, organization",
        "it is set per endpoint; an organisation's gets api_app_id";
    id_verified_event: IdVerifiedEvent = IdVerifiedEvent::default(),
        "The event of a verified identity?", "id_verified, ide_verified",
        "the registry; the published page has the other spelling";
    phone_verified_event: PhoneVerifiedEvent = PhoneVerifiedEvent::default(),
        "The event of a verified phone number?", "user_updated, none",
        "none is documented; this is the only one that fits";
    webhook_secret_overlap_seconds: u64 = 86_400,
        "How long does the old secret sign along after a rotation?", "any number; 0 is not at all",
        "several signatures are documented, not for how long";
    }
}
