//! What the sandbox decides because the documents do not.

mod kinds;

use crate::choices::choices;
pub use kinds::*;

choices! {
    /// How the simulated Signzy behaves where the documents are silent or disagree. Every default is a choice of this
    /// sandbox, not a fact about Signzy.
    SignzyChoices {
    ttl_type: TtlType = TtlType::default(),
        "Is ttl of a login a number or text?", "number, text",
        "the pages disagree; the only sample is a number";
    token_lifetime_seconds: u64 = 1_209_600,
        "How long is a token of a login good?", "any number",
        "the sample's ttl, and the 14 days another product documents";
    login_missing_status: u16 = 400,
        "The status of a login without username or password?", "400, 401, 422",
        "not documented; the usual one";
    new_token_ends_older: bool = false,
        "Does a new login end the tokens before it?", "false, true",
        "not documented";
    accepted_tokens: AcceptedTokens = AcceptedTokens::default(),
        "Which tokens are good: of a login, the static one, or both?", "both, static_only, login_only",
        "the pages ask for a login; clients of other products have static tokens";
    access_token_in_query: bool = false,
        "Is the token also taken from ?access_token=?", "false, true",
        "documented for other products only";
    account: Account = Account::default(),
        "What may this account do?", "active, not_entitled, out_of_credit",
        "a switch, no question: a gateway's 403, or one about credit, as public clients have seen them";
    error_shape: ErrorShape = ErrorShape::default(),
        "The body of an error?", "send_link, flat, loop_back, old, gateway, html, nested",
        "the one documented for Send Link";
    token_error_shape: ErrorShape = ErrorShape::default(),
        "The body of an error about the token?", "send_link, flat, loop_back, old, gateway, html, nested",
        "the one documented for Send Link";
    status_code_type: StatusCodeType = StatusCodeType::default(),
        "Is statusCode of an error a number or text?", "number, text",
        "described as text on one page, and a number in its sample";
    unnamed_reason: String = String::new(),
        "reason of refusals for which none is known?", "empty for none, or any text",
        "no list is published; nothing is made up";
    validation_status: u16 = 400,
        "The status of a field that is missing or wrong?", "400, 422",
        "the pages have both; 400 on more of them";
    malformed_json_status: u16 = 400,
        "The status of a body that is no JSON?", "400, 422",
        "the pages have both";
    content_type_status: u16 = 415,
        "The status of a body that is not application/json?", "415, 400",
        "the usual one";
    unknown_fields: UnknownFields = UnknownFields::default(),
        "A field of the body that is not documented?", "ignore, refuse",
        "not documented";
    target_url_rules: TargetUrlRules = TargetUrlRules::default(),
        "Which targetUrl is taken?", "web, https_only, prove_limits",
        "not documented; any http or https address can be opened by a phone";
    country_code_case: CountryCodeCase = CountryCodeCase::default(),
        "Is countryCode taken in small letters?", "exact, any",
        "US and CA are documented, case is not";
    country_mismatch: CountryMismatch = CountryMismatch::default(),
        "The area code is not of countryCode?", "refuse, accept",
        "not documented; a wrong country is seen at once";
    landline_numbers: UnsuitedNumber = UnsuitedNumber::Refuse,
        "A link for a landline?", "refuse, accept",
        "not documented; it takes no text message. The status call has a word for it";
    voip_numbers: UnsuitedNumber = UnsuitedNumber::Accept,
        "A link for a VoIP number?", "accept, refuse",
        "not documented; the status call has words for it";
    custom_sms_link: CustomSmsLink = CustomSmsLink::default(),
        "Where does the link stand in customSms?", "appended, marker",
        "not documented; the built-in text ends with it";
    custom_sms_limit: usize = 0,
        "How many characters may customSms have?", "any number; 0 is no limit",
        "not documented";
    send_link_status: u16 = 200,
        "The status of a link that was sent?", "200, 201",
        "not documented; the usual one";
    send_link_envelope: Envelope = Envelope::default(),
        "What stands around requestId and sessionId?", "flat, result, response",
        "the list of keys shows nothing around them; sibling calls have both wrappers";
    id_form: IdForm = IdForm::default(),
        "How do requestId and sessionId look?", "uuid, hex, base64",
        "not documented";
    link_lifetime_seconds: u64 = 300,
        "How long is a link good?", "300, 600",
        "two versions of the page disagree: 5 and 10 minutes";
    new_link_ends_earlier: bool = false,
        "Does a new link end the earlier ones for the same number?", "false, true",
        "not documented";
    check_link_envelope: Envelope = Envelope::default(),
        "What stands around the fields of the status call?", "flat, result, response",
        "not documented; sibling calls have both wrappers";
    pending: Pending = Pending::default(),
        "The status call before the link was used?", "not_clicked, auth_fail, not_completed, not_found",
        "not documented; LinkClicked would be pointless otherwise";
    expired: Expired = Expired::default(),
        "The status call after the link ran out unused?", "not_clicked, not_found",
        "not documented";
    late_poll: LatePoll = LatePoll::default(),
        "The status call for a used link, after the window has closed?", "kept, as_expired",
        "polling is said to yield nothing by then; whether that means a result there was already is not";
    unknown_ids: NoSuchPair = NoSuchPair::default(),
        "The status call with ids nobody was given?", "not_found, auth_fail, bad_request, not_clicked",
        "not documented; the usual one";
    mismatched_pair: NoSuchPair = NoSuchPair::default(),
        "The status call with the requestId of one link and the sessionId of another?",
        "not_found, auth_fail, bad_request, not_clicked",
        "not documented; as if there were no such pair";
    unclicked_fields: UnclickedFields = UnclickedFields::default(),
        "The other fields beside LinkClicked: false?", "absent, null, known",
        "not documented; the least that can be said";
    phone_match: PhoneMatchForm = PhoneMatchForm::default(),
        "How is PhoneMatch written?", "text, boolean, missing",
        "not documented for Signzy; Prove has the texts true, false and indeterminate";
    ip_address_match: IpMatchForm = IpMatchForm::default(),
        "When is IpAddressMatch there?", "with_source_ip, always, missing",
        "not documented for Signzy; without sourceIp there is nothing to compare";
    device_ip: bool = false,
        "Is DeviceIp there?", "false, true",
        "an option of the account at Prove, not documented for Signzy";
    session_id: bool = true,
        "Is SessionId there?", "true, false",
        "not documented for Signzy; Prove has it";
    phone_number_form: PhoneNumberForm = PhoneNumberForm::default(),
        "How is PhoneNumber written?", "national, with_country_code, e164",
        "not documented; as it was sent";
    country_code_form: CountryCodeForm = CountryCodeForm::default(),
        "How is CountryCode written?", "letters, numeric",
        "not documented; as it was sent";
    vfp_parameter: String = "vfp".to_owned(),
        "The query parameter with which the phone comes to targetUrl?", "any name",
        "not documented for Signzy; Prove's";
    over_page_status: u16 = 410,
        "The status of the page of a link that is used or too old?", "410, 200",
        "not documented; the usual one";
    }
}
