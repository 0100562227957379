//! What the six Connect calls have in common: their fields, the webhook that is tried, the link or e-mail that results.

use serde_json::{Value, json};

use super::choices::{
    Borrowers, Enforcement, FinicityChoices, LenientEnforcement, UnknownCustomer, UnknownCustomerOfFix,
    UnreachableWebhook,
};
use super::connect::{self, Borrower, Hook, LinkKind, LinkOrder, Origin};
use super::desk::{Desk, Done, Handled, Mail, Wanted};
use super::dialect::Trouble;
use super::form::{Form, is_digits, is_guid};
use super::mail;
use crate::engine::call::Call;
use crate::engine::moment::Moment;
use crate::engine::wire::Answer;
use crate::outbox::Channel;
use crate::tenant::Context;
use crate::webhooks::target::is_reachable;

/// Documented: a date has 10 digits; a longer one is silently replaced.
const LONGEST_DATE: u64 = 9_999_999_999;
/// Documented.
const MOST_CUSTOM_FIELDS: usize = 5;

/// Does one of the six calls up to the link.
pub(crate) fn take(desk: &mut Desk<'_>, kind: LinkKind, origin: Origin, operation: &'static str) -> Handled {
    let mut form = Form::new(desk);
    let partner_id = form.text("partnerId");
    let order = read(&mut form, kind, origin);
    let mail = (origin == Origin::Email).then(|| mail::read(&mut form, operation));
    let notes = form.finish()?;
    if partner_id != desk.state.partner.id {
        return Err(Trouble::token("10010_PARTNER", "The partnerId is not that of the token."));
    }
    check(desk, &order)?;
    Ok(Done::Link(Box::new(Wanted { order, mail, notes })))
}

fn read(form: &mut Form<'_, '_>, kind: LinkKind, origin: Origin) -> LinkOrder {
    let joint = kind == LinkKind::Joint;
    let borrowers = if joint { borrowers(form) } else { Vec::new() };
    let primary = borrowers.iter().find(|borrower| borrower.kind == "primary").or(borrowers.first()).cloned();
    let customer_id = match &primary {
        Some(primary) => primary.customer_id.clone(),
        None if joint => String::new(),
        None => form.text("customerId"),
    };
    let consumer_id = match (primary, kind, origin) {
        (Some(primary), ..) => Some(primary.consumer_id),
        (None, LinkKind::Full, Origin::Email) => Some(form.text("consumerId")),
        (None, LinkKind::Full, Origin::Url) => form.optional("consumerId"),
        _ => None,
    };
    let (institution_id, login_id) = (institution_id(form, kind), login_id(form, kind));
    if matches!(kind, LinkKind::Full | LinkKind::Joint) {
        read_report_fields(form);
    }
    if kind == LinkKind::Full {
        consumer_info(form, "optionalConsumerInfo");
    }
    let redirect_uri = redirect_uri(form);
    if origin == Origin::Url && !joint {
        read_shell_fields(form, redirect_uri.is_some());
    }
    LinkOrder {
        kind,
        origin,
        customer_id,
        consumer_id,
        borrowers,
        institution_id,
        login_id,
        language: form.optional("language"),
        redirect_uri,
        webhook: hook(form),
        experience: experience(form, joint && origin == Origin::Email),
        single_use: single_use(form),
    }
}

fn borrowers(form: &mut Form<'_, '_>) -> Vec<Borrower> {
    let count = form.list("borrowers");
    let read_one = |index: usize| {
        let path = |name: &str| format!("borrowers[{index}].{name}");
        let borrower = Borrower {
            customer_id: form.text(&path("customerId")),
            consumer_id: form.text(&path("consumerId")),
            kind: form.text(&path("type")),
        };
        if !["", "primary", "jointBorrower"].contains(&borrower.kind.as_str()) {
            form.wrong(&path("type"), "must be one of [primary, jointBorrower]");
        }
        consumer_info(form, &path("optionalConsumerInfo"));
        borrower
    };
    let borrowers: Vec<_> = (0..count).map(read_one).collect();
    let with = |kind: &str| borrowers.iter().filter(|borrower| borrower.kind == kind).count();
    let (complete, what) = match form.desk.choices.borrowers {
        Borrowers::OneOfEach => (
            (with("primary"), with("jointBorrower")) == (1, 1),
            "must contain one primary and one jointBorrower",
        ),
        Borrowers::AtLeastOne => (count > 0, "must contain at least 1 items"),
    };
    if !complete {
        form.desk.call.rests_on("borrowers");
        form.wrong("borrowers", what);
    }
    borrowers
}

fn institution_id(form: &mut Form<'_, '_>, kind: LinkKind) -> Option<u64> {
    if kind != LinkKind::Lite {
        return None;
    }
    if form.desk.call.fields.peek("institutionId").is_none() {
        form.missing("institutionId");
    }
    let id_type = form.desk.choices.institution_id_type;
    form.number_id("institutionId", id_type, "institution_id_type")
}

/// What is no number is the id of no sign-in.
fn login_id(form: &mut Form<'_, '_>, kind: LinkKind) -> Option<u64> {
    if kind != LinkKind::Fix {
        return None;
    }
    let id_type = form.desk.choices.login_id_type;
    Some(form.text_id("institutionLoginId", id_type, "login_id_type").parse().unwrap_or(0))
}

/// Fields of the reports, which the sandbox does not make; read, so that they are checked and do not count as unread.
fn read_report_fields(form: &mut Form<'_, '_>) {
    form.free("institutionSettings");
    if form.number("fromDate").is_some_and(|date| date > LONGEST_DATE) {
        let note = "fromDate has more than 10 digits: silently replaced by the report's default.";
        form.notes.push(note.to_owned());
    }
    let count = form.optional_list("reportCustomFields").unwrap_or(0);
    if count > MOST_CUSTOM_FIELDS {
        form.wrong("reportCustomFields", "must contain less than or equal to 5 items");
    }
    for index in 0..count {
        let path = |name: &str| format!("reportCustomFields[{index}].{name}");
        form.object(&format!("reportCustomFields[{index}]"));
        form.optional(&path("label"));
        form.optional(&path("value"));
        form.flag(&path("shown"));
    }
}

fn consumer_info(form: &mut Form<'_, '_>, path: &str) {
    if !form.object(path) {
        return;
    }
    let ssn = format!("{path}.ssn");
    let given = form.text(&ssn);
    if !given.is_empty() && !is_digits(&given, 9) {
        form.wrong(&ssn, "must be 9 digits without hyphens");
    }
    let dob_type = form.desk.choices.dob_type;
    form.seconds(&format!("{path}.dob"), dob_type, "dob_type");
}

fn redirect_uri(form: &mut Form<'_, '_>) -> Option<String> {
    let uri = form.optional("redirectUri")?;
    let scheme = uri.split_once(':').map_or("", |(scheme, _)| scheme);
    let absolute = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !uri.contains(char::is_whitespace);
    if !absolute {
        form.desk.call.rests_on("redirect_uri");
        if form.desk.choices.redirect_uri == Enforcement::Refuse {
            form.wrong("redirectUri", "must be a valid uri");
        }
    }
    Some(uri)
}

fn read_shell_fields(form: &mut Form<'_, '_>, redirects: bool) {
    form.flag("isHostedInMobileApp");
    if form.flag("isWebView") == Some(true) && !redirects {
        form.missing("redirectUri");
    }
}

fn experience(form: &mut Form<'_, '_>, joint_email: bool) -> Option<String> {
    if joint_email && form.desk.call.fields.peek("experience").is_none() {
        form.desk.call.rests_on("joint_email_experience");
        if form.desk.choices.joint_email_experience == LenientEnforcement::Refuse {
            form.missing("experience");
        }
    }
    let experience = form.optional("experience")?;
    if experience != "default" && !is_guid(&experience) {
        form.fail(Trouble::token("10010_EXPERIENCE", "experience is neither \"default\" nor a GUID."));
    }
    Some(experience)
}

fn single_use(form: &mut Form<'_, '_>) -> bool {
    form.flag("singleUseUrl").unwrap_or_else(|| {
        form.desk.call.rests_on("single_use_default");
        form.desk.choices.single_use_default
    })
}

fn hook(form: &mut Form<'_, '_>) -> Option<Hook> {
    let url = form.optional("webhook");
    let content_type = form.optional("webhookContentType");
    let known = ["application/json", "application/xml"];
    if content_type.as_deref() == Some("application/xml") {
        form.desk.call.rests_on("webhook_xml");
    }
    if content_type.as_deref().is_some_and(|given| !known.contains(&given)) {
        form.wrong("webhookContentType", "must be one of [application/json, application/xml]");
    }
    let data = form.free("webhookData");
    let headers = headers(form);
    let url = url?;
    let is_address = url.parse::<http::Uri>().is_ok_and(|uri| uri.scheme().is_some());
    if !is_address {
        form.wrong("webhook", "must be a valid uri");
    }
    Some(Hook { url, content_type, data, headers })
}

fn headers(form: &mut Form<'_, '_>) -> Vec<(String, String)> {
    let given = form.free("webhookHeaders");
    let given = given.as_ref().and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let headers: Vec<_> = given.map(|(name, value)| (name.clone(), text(value))).collect();
    for (name, value) in &headers {
        let is_header =
            name.parse::<http::HeaderName>().is_ok() && value.parse::<http::HeaderValue>().is_ok();
        if !is_header {
            form.wrong("webhookHeaders", "must hold names and values of HTTP headers");
        }
    }
    headers
}

fn check(desk: &mut Desk<'_>, order: &LinkOrder) -> Result<(), Trouble> {
    let one = Borrower {
        customer_id: order.customer_id.clone(),
        consumer_id: order.consumer_id.clone().unwrap_or_default(),
        kind: String::new(),
    };
    let people = if order.borrowers.is_empty() { vec![one] } else { order.borrowers.clone() };
    for person in &people {
        check_customer(desk, &person.customer_id, order.kind)?;
        if order.consumer_id.is_some() {
            check_consumer(desk, person)?;
        }
    }
    if let Some(id) = order.institution_id {
        check_institution(desk, id)?;
    }
    if let Some(id) = order.login_id {
        let login = desk.state.logins.get(&id);
        if login.is_none_or(|login| login.customer_id != order.customer_id) {
            return Err(Trouble::token("38007", format!("The customer has no sign-in {id}.")));
        }
    }
    Ok(())
}

fn check_customer(desk: &mut Desk<'_>, id: &str, kind: LinkKind) -> Result<(), Trouble> {
    if desk.state.customers.contains_key(id) {
        return Ok(());
    }
    let why = format!("There is no customer {id:?}.");
    if kind == LinkKind::Fix {
        desk.call.rests_on("unknown_customer_of_fix");
        if desk.choices.unknown_customer_of_fix == UnknownCustomerOfFix::NotFound {
            return Err(Trouble::token("14001_CONNECT", why));
        }
    }
    desk.call.rests_on("unknown_customer");
    let trouble = Trouble::token("10010_CUSTOMER", why);
    Err(match desk.choices.unknown_customer {
        UnknownCustomer::Documented => trouble,
        UnknownCustomer::SeenLive => {
            trouble.saying(format!("Request failed with status code 404 GET /aggregation/v1/customers/{id}"))
        }
    })
}

fn check_consumer(desk: &mut Desk<'_>, person: &Borrower) -> Result<(), Trouble> {
    let consumer = desk.state.consumers.get(&person.consumer_id);
    if consumer.is_some_and(|consumer| consumer.customer_id == person.customer_id) {
        return Ok(());
    }
    desk.call.rests_on("unknown_consumer_message");
    let why = format!("The customer has no consumer {:?}.", person.consumer_id);
    Err(Trouble::connect(400, "10010", desk.choices.unknown_consumer_message.clone(), why))
}

fn check_institution(desk: &mut Desk<'_>, id: u64) -> Result<(), Trouble> {
    if connect::find(id).is_some() {
        return Ok(());
    }
    desk.call.rests_on("unknown_institution_of_lite");
    if desk.choices.unknown_institution_of_lite == Enforcement::Accept {
        return Ok(());
    }
    let message = format!("Request failed with status code 404 GET /institution/v2/institutions/{id}");
    Err(Trouble::connect(400, "10010", message, format!("There is no institution {id}.")))
}

/// The webhook that gets a ping before the link is made.
pub(crate) fn hook_to_try<'a>(
    order: &'a LinkOrder,
    choices: &FinicityChoices,
    call: &mut Call,
) -> Result<Option<&'a Hook>, Trouble> {
    let Some(hook) = &order.webhook else { return Ok(None) };
    if is_reachable(&hook.url) {
        return Ok(Some(hook));
    }
    call.rests_on("unreachable_webhook");
    match choices.unreachable_webhook {
        UnreachableWebhook::Skip => Ok(None),
        UnreachableWebhook::Refuse => {
            let why = "its address is not http:// on this machine, and the sandbox sends nothing anywhere else; \
                       the choice unreachable_webhook can skip ping and events";
            Err(webhook_refused(choices, call, why))
        }
    }
}

/// The call fails with the ping.
pub(crate) fn webhook_refused(choices: &FinicityChoices, call: &mut Call, why: &str) -> Trouble {
    for choice in ["webhook_refused_status", "webhook_refused_code", "webhook_refused_message"] {
        call.rests_on(choice);
    }
    let message = choices.webhook_refused_message.clone();
    let why = format!("The webhook did not take the ping: {why}.");
    Trouble::connect(choices.webhook_refused_status, &choices.webhook_refused_code, message, why)
}

/// Sends the link, when it is to be sent, and answers.
pub(crate) fn deliver(
    context: &Context,
    now: Moment,
    link: &str,
    mail: Option<&Mail>,
    notes: &[String],
    call: &mut Call,
) -> Answer {
    let (body, why) = match mail {
        None => (json!({"link": link}), "The link is made."),
        Some(mail) => {
            call.rests_on("email_link_life_seconds");
            let text = mail.text(link);
            context.outbox.send(now, Channel::Email, mail.operation, &mail.to, text, call.body.clone());
            (
                json!({"link": link, "emailConfig": mail.config}),
                "The link is made and sent; it is in the outbox.",
            )
        }
    };
    let why = [&[why.to_owned()], notes].concat().join(" ");
    Answer::new(200, body, why)
}
