//! `POST /sandbox/send-link`: makes a link for one use and sends it by text message. The path is this sandbox's own; the
//! body is the documented one.

use std::net::IpAddr;
use std::time::Duration;

use serde_json::json;

use crate::Channel;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;
use crate::signzy::choices::{
    Account, CountryCodeCase, CountryMismatch, CustomSmsLink, SignzyChoices, TargetUrlRules, UnsuitedNumber,
};
use crate::signzy::desk::{Access, Body, Desk, Endpoint, Handled, wrapped};
use crate::signzy::dialect::Trouble;
use crate::signzy::form::Form;
use crate::signzy::phone::{self, Country, LineType};
use crate::signzy::state::Link;
use crate::signzy::{API, SEND_LINK, link, numbers, target};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "signzy.send_link",
        routes: &[Route { method: "POST", template: SEND_LINK }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Json,
    run,
};

const KNOWN: [&str; 5] = ["targetUrl", "mobileNumber", "countryCode", "sourceIp", "customSms"];
/// Where `customSms` may have the link, by choice.
const MARKER: &str = "<link>";

/// What a request says.
struct Wanted {
    target_url: String,
    national: String,
    country: Country,
    source_ip: Option<IpAddr>,
    custom_sms: Option<String>,
}

fn run(desk: &mut Desk<'_>) -> Handled {
    if desk.choices.account == Account::OutOfCredit {
        desk.call.rests_on("account");
        return Err(Trouble::token("OUT_OF_CREDIT", "The choice account says that its credit is used up."));
    }
    let wanted = read(desk)?;
    let line_type = check_number(desk, &wanted.national)?;
    let beyond_prove = target::beyond_prove(&wanted.target_url);
    let text_for = wanted.custom_sms.clone();
    let made = make(desk, wanted, line_type);
    let url = link::url(desk.context, &made.one_time_id);
    let text = text(desk, text_for.as_deref(), &url);
    let body = json!({"requestId": made.request_id, "sessionId": made.session_id});
    let to = made.dialled();
    desk.state.links.push(made);
    let (now, request) = (desk.call.now, desk.call.body.clone());
    desk.context.outbox.send(now, Channel::Sms, ENDPOINT.operation.name, &to, text, request);
    for choice in ["id_form", "link_lifetime_seconds", "send_link_status", "send_link_envelope"] {
        desk.call.rests_on(choice);
    }
    let note = if beyond_prove {
        " Prove, whose product this one resembles, takes at most 128 characters of letters, digits and -._+=/:? as a \
         target URL; Signzy states no limit."
    } else {
        ""
    };
    let body = wrapped(desk.choices.send_link_envelope, body);
    Ok(Answer::new(desk.choices.send_link_status, body, format!("A link is sent by text message.{note}")))
}

fn read(desk: &mut Desk<'_>) -> Result<Wanted, Trouble> {
    let choices = desk.choices;
    let mut form = Form::new(desk, &KNOWN);
    let target_problem = |url: &str| target::against(choices.target_url_rules, url).map(str::to_owned);
    let target_url = form.checked("targetUrl", target_problem);
    if choices.target_url_rules != TargetUrlRules::Web {
        form.desk.call.rests_on("target_url_rules");
    }
    let national = form.checked("mobileNumber", |number| number_problem(number).map(str::to_owned));
    let country = form.checked("countryCode", |code| country_problem(choices, code).map(str::to_owned));
    let source_ip = form.optional("sourceIp");
    let custom_sms = form.optional("customSms");
    let address = source_ip.as_deref().and_then(|text| text.parse::<IpAddr>().ok());
    if source_ip.is_some_and(|text| !text.trim().is_empty()) && address.is_none() {
        form.problem("sourceIp must be an IP address");
    }
    check_length(&mut form, custom_sms.as_deref());
    let country = read_country(choices, &country);
    if let Some(country) = country.filter(|_| phone::is_national(&national)) {
        check_country(&mut form, country, &national);
    }
    form.finish()?;
    // A country that could not be read was a problem.
    let country = country.unwrap_or(Country::Us);
    Ok(Wanted { target_url, national, country, source_ip: address, custom_sms })
}

fn number_problem(number: &str) -> Option<&'static str> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if phone::is_national(number) {
        None
    } else if number.starts_with('+') {
        Some("must have no plus sign and no country code")
    } else if digits == 11 && number.starts_with('1') {
        Some("must have no country code")
    } else {
        Some("must be the ten digits of a North American number")
    }
}

fn read_country(choices: &SignzyChoices, code: &str) -> Option<Country> {
    match choices.country_code_case {
        CountryCodeCase::Exact => Country::parse(code),
        CountryCodeCase::Any => Country::parse(&code.to_ascii_uppercase()),
    }
}

fn country_problem(choices: &SignzyChoices, code: &str) -> Option<&'static str> {
    read_country(choices, code).is_none().then_some("must be US or CA")
}

fn check_country(form: &mut Form<'_, '_>, country: Country, national: &str) {
    let given = form.desk.call.fields.peek("countryCode").and_then(serde_json::Value::as_str);
    if given != Some(country.as_str()) {
        form.desk.call.rests_on("country_code_case");
    }
    if country.has(national) {
        return;
    }
    form.desk.call.rests_on("country_mismatch");
    if form.desk.choices.country_mismatch == CountryMismatch::Refuse {
        form.problem(format!("mobileNumber has no area code of {}", country.as_str()));
    }
}

fn check_length(form: &mut Form<'_, '_>, custom_sms: Option<&str>) {
    let limit = form.desk.choices.custom_sms_limit;
    if limit > 0 && custom_sms.is_some_and(|text| text.chars().count() > limit) {
        form.desk.call.rests_on("custom_sms_limit");
        form.problem(format!("customSms has more than {limit} characters"));
    }
}

/// What kind of line it is, when a link is sent there.
fn check_number(desk: &mut Desk<'_>, national: &str) -> Result<LineType, Trouble> {
    let Some(special) = numbers::find(national) else { return Ok(LineType::Mobile) };
    let why = "This is a special number: see special_numbers.";
    if let Some(refusal) = special.refusal {
        return Err(Trouble::token(refusal, why));
    }
    let (choice, decided) = match special.line_type {
        LineType::Mobile => return Ok(LineType::Mobile),
        LineType::Landline => ("landline_numbers", desk.choices.landline_numbers),
        LineType::FixedVoip | LineType::NonFixedVoip => ("voip_numbers", desk.choices.voip_numbers),
    };
    desk.call.rests_on(choice);
    match decided {
        UnsuitedNumber::Accept => Ok(special.line_type),
        UnsuitedNumber::Refuse => Err(Trouble::token("NUMBER_NOT_ALLOWED", why)),
    }
}

fn make(desk: &mut Desk<'_>, wanted: Wanted, line_type: LineType) -> Link {
    if desk.state.links.iter().any(|link| link.national == wanted.national) {
        desk.call.rests_on("new_link_ends_earlier");
    }
    if desk.choices.new_link_ends_earlier {
        let earlier = desk.state.links.iter_mut().filter(|link| link.national == wanted.national);
        earlier.for_each(|link| link.replaced = true);
    }
    let form = desk.choices.id_form;
    Link {
        request_id: desk.state.new_id(form),
        session_id: desk.state.new_id(form),
        transaction_id: desk.state.rng.digits(11),
        one_time_id: desk.state.rng.hex(24),
        without_carrier_result: numbers::find(&wanted.national).is_some_and(|row| row.without_carrier_result),
        national: wanted.national,
        country: wanted.country,
        line_type,
        target_url: wanted.target_url,
        source_ip: wanted.source_ip,
        sent: desk.call.now,
        lifetime: Duration::from_secs(desk.choices.link_lifetime_seconds),
        replaced: false,
        previews: 0,
        polls: 0,
        last_poll: None,
        opening: None,
    }
}

/// What the person reads.
fn text(desk: &mut Desk<'_>, custom_sms: Option<&str>, url: &str) -> String {
    let Some(custom) = custom_sms else {
        return format!(
            "Verify your phone number: tap this link if you asked for it, with Wi-Fi off if you can. {url}"
        );
    };
    desk.call.rests_on("custom_sms_link");
    match desk.choices.custom_sms_link {
        CustomSmsLink::Marker if custom.contains(MARKER) => custom.replace(MARKER, url),
        _ => format!("{custom} {url}"),
    }
}
