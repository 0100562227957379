//! Payout methods: what is asked for each rail, and how answers show them.

use serde_json::{Map, Value, json};

use super::choices::{DotsChoices, ExcludedMethod, ListedIntlBank, RepeatedAch, RoutingNumber};
use super::desk::Desk;
use super::dialect::Trouble;
use super::form::{Form, is_email};
use super::happening::Happening;
use super::state::User;
use crate::engine::call::Call;
use crate::engine::rng::Rng;

/// The rails that a request can add.
pub(crate) const ADDED: [&str; 4] = ["paypal", "venmo", "cash_app", "ach"];
/// Of these, answers have an id.
const WITH_ID: [(&str, &str); 4] =
    [("ach", "acc"), ("crypto", "crypto"), ("payoneer", "payoneer"), ("intl_bank", "intl_bank")];

/// A connected payout method.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct PayoutMethod {
    pub(crate) id: Option<String>,
    pub(crate) platform: String,
    /// What was sent, by the names of the request.
    #[serde(with = "crate::state::text")]
    pub(crate) inputs: Map<String, Value>,
    #[serde(with = "crate::state::text")]
    pub(crate) meta: Option<Value>,
}

/// What a request for a payout method says.
pub(crate) struct Wanted {
    pub(crate) method: PayoutMethod,
    is_default: bool,
    auto_payout: Option<bool>,
}

const KNOWN: [&str; 11] = [
    "platform",
    "routing_number",
    "account_number",
    "account_type",
    "email",
    "phone_number",
    "handle",
    "cash_tag",
    "is_default",
    "auto_payout_enabled",
    "metadata",
];

pub(crate) fn read(desk: &mut Desk<'_>) -> Result<Wanted, Trouble> {
    let mut form = Form::new(desk, &KNOWN);
    let platform = form.one_of("platform", &ADDED);
    let mut inputs = Map::new();
    let mut put = |name: &str, text: String| inputs.insert(name.to_owned(), json!(text));
    match platform.as_str() {
        "paypal" => {
            put("email", form.text("email", "invalid-email", "an e-mail address", is_email));
        }
        "venmo" => {
            let given = ["phone_number", "handle"].map(|name| (name, form.field(name).is_some()));
            if !given.iter().any(|(_, given)| *given) {
                form.problem("phone_number or handle is missing");
            }
            for (name, _) in given.into_iter().filter(|(_, given)| *given) {
                put(name, form.filled(name));
            }
        }
        "cash_app" => {
            put("cash_tag", form.filled("cash_tag"));
            put("routing_number", routing_number(&mut form));
            put("account_number", form.filled("account_number"));
        }
        "ach" => {
            put("routing_number", routing_number(&mut form));
            put("account_number", form.filled("account_number"));
            put("account_type", form.one_of("account_type", &["checking", "savings"]));
        }
        _ => {}
    }
    let is_default = form.flag_or_null("is_default").unwrap_or(false);
    let auto_payout = form.flag_or_null("auto_payout_enabled");
    let meta = form.field("metadata");
    form.finish()?;
    Ok(Wanted { method: PayoutMethod { id: None, platform, inputs, meta }, is_default, auto_payout })
}

fn routing_number(form: &mut Form<'_, '_>) -> String {
    form.desk.call.rests_on("routing_number");
    if form.desk.choices.routing_number == RoutingNumber::AnyText {
        return form.filled("routing_number");
    }
    let nine = |text: &str| text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    form.text("routing_number", "invalid-input", "9 digits", nine)
}

/// Connects it.
pub(crate) fn connect(desk: &mut Desk<'_>, id: &str, wanted: Wanted) -> Result<PayoutMethod, Trouble> {
    let Wanted { method, is_default, auto_payout } = wanted;
    let choices = desk.choices;
    if desk.user(id)?.excluded.contains(&method.platform) {
        desk.call.rests_on("excluded_method");
        if choices.excluded_method == ExcludedMethod::Refuse {
            return Err(desk.invalid(format!("{} is excluded for this user", method.platform)));
        }
    }
    if method.platform == "ach" {
        desk.call.rests_on("repeated_ach");
    }
    let first = desk.user(id)?.payout_methods.is_empty();
    if first && !is_default {
        desk.call.rests_on("first_method_is_default");
    }
    let new_id = new_id(&mut desk.state.rng, &method.platform);
    let user = desk.user(id)?;
    let method = keep(user, PayoutMethod { id: new_id, ..method }, choices.repeated_ach);
    user.auto_payout = auto_payout.or(user.auto_payout);
    desk.state.happenings.push(Happening::PayoutMethod { user_id: id.to_owned() });
    if is_default || (first && choices.first_method_is_default) {
        make_default(desk, id, &method.platform)?;
    }
    Ok(method)
}

/// Notes whether it is another one than before.
pub(crate) fn make_default(desk: &mut Desk<'_>, id: &str, rail: &str) -> Result<bool, Trouble> {
    let user = desk.user(id)?;
    let changed = user.default_payout_method.as_deref() != Some(rail);
    user.default_payout_method = Some(rail.to_owned());
    if changed {
        desk.state.happenings.push(Happening::DefaultPayoutMethod { user_id: id.to_owned() });
    }
    Ok(changed)
}

fn new_id(rng: &mut Rng, platform: &str) -> Option<String> {
    let (_, prefix) = WITH_ID.iter().find(|(rail, _)| *rail == platform)?;
    Some(format!("{prefix}_{}", rng.hex(13)))
}

/// Bank accounts are added; of every other rail a user has one.
fn keep(user: &mut User, method: PayoutMethod, repeated: RepeatedAch) -> PayoutMethod {
    let known = user.payout_methods.iter_mut().find(|known| {
        let same_account = || {
            ["routing_number", "account_number"]
                .iter()
                .all(|name| known.inputs.get(*name) == method.inputs.get(*name))
        };
        let is_bank = method.platform == "ach";
        known.platform == method.platform
            && (!is_bank || (repeated == RepeatedAch::SameAccount && same_account()))
    });
    if let Some(known) = known {
        let id = known.id.take();
        *known = PayoutMethod { id, ..method };
        return known.clone();
    }
    user.payout_methods.push(method.clone());
    method
}

/// One that the sandbox makes up, for rails that only a person can connect.
pub(crate) fn made_up(rng: &mut Rng, user: &User, rail: &str) -> PayoutMethod {
    let fields: &[(&str, &str)] = match rail {
        "ach" => &[
            ("routing_number", "000000000"),
            ("account_number", "000000000140"),
            ("account_type", "checking"),
        ],
        "paypal" | "payoneer" | "airtm" => &[("email", &user.email)],
        "venmo" => &[("phone_number", &user.phone.number)],
        "cash_app" => &[("cash_tag", "$example")],
        _ => &[],
    };
    let inputs = fields.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    PayoutMethod { id: new_id(rng, rail), platform: rail.to_owned(), inputs, meta: None }
}

/// As the answer to a request that added it.
pub(crate) fn added(method: &PayoutMethod, choices: &DotsChoices, call: &mut Call) -> Value {
    let mut shown = method.inputs.clone();
    shown.insert("platform".to_owned(), json!(method.platform));
    details(method, choices, call, &mut shown);
    shown.into()
}

/// As in the list of a user's methods.
pub(crate) fn listed(method: &PayoutMethod, choices: &DotsChoices, call: &mut Call) -> Value {
    let platform = match method.platform.as_str() {
        "intl_bank" => {
            call.rests_on("listed_intl_bank");
            match choices.listed_intl_bank {
                ListedIntlBank::IntlTransfer => "intl_transfer",
                ListedIntlBank::IntlBank => "intl_bank",
            }
        }
        other => other,
    };
    let mut shown = Map::new();
    shown.insert("platform".to_owned(), json!(platform));
    shown.insert("description".to_owned(), json!(description(method)));
    for name in ["email", "phone_number", "cash_tag"] {
        if let Some(text) = method.inputs.get(name) {
            shown.insert(name.to_owned(), text.clone());
        }
    }
    if method.platform == "ach" {
        shown.insert("mask".to_owned(), json!(mask(method)));
        shown.insert("country".to_owned(), json!("US"));
        shown.insert("currency".to_owned(), json!("USD"));
    }
    details(method, choices, call, &mut shown);
    shown.into()
}

fn details(method: &PayoutMethod, choices: &DotsChoices, call: &mut Call, shown: &mut Map<String, Value>) {
    if let Some(id) = &method.id {
        shown.insert("id".to_owned(), json!(id));
    }
    if method.platform == "ach" {
        call.rests_on("rtp_enabled");
        shown.insert("rtp_enabled".to_owned(), json!(choices.rtp_enabled));
    }
    if let Some(meta) = &method.meta {
        shown.insert("meta".to_owned(), meta.clone());
    }
}

/// The last four digits.
fn mask(method: &PayoutMethod) -> String {
    let digits: Vec<char> = method.input("account_number").chars().collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}

/// As a person reads it.
pub(crate) fn description(method: &PayoutMethod) -> String {
    let of = |name: &str, names: [&str; 3]| {
        let detail = names.iter().map(|name| method.input(name)).find(|text| !text.is_empty());
        detail.map_or_else(|| name.to_owned(), |detail| format!("{name} {detail}"))
    };
    match method.platform.as_str() {
        "ach" => {
            let kind = if method.input("account_type") == "savings" { "Savings" } else { "Checking" };
            format!("{kind} account ending in {}", mask(method))
        }
        "paypal" => of("PayPal", ["email"; 3]),
        "venmo" => of("Venmo", ["handle", "phone_number", "phone_number"]),
        "cash_app" => of("Cash App", ["cash_tag"; 3]),
        "payoneer" => of("Payoneer", ["email"; 3]),
        "airtm" => of("Airtm", ["email"; 3]),
        "intl_bank" => "Bank account abroad".to_owned(),
        _ => "Crypto wallet".to_owned(),
    }
}

impl PayoutMethod {
    pub(crate) fn input(&self, name: &str) -> &str {
        self.inputs.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}
