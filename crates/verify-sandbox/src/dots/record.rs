//! Users as answers show them.

use serde_json::{Map, Value, json};

use super::choices::{CreateShape, DotsChoices, InnerPhoneKey, OmittedMetadata, WithdrawableField};
use super::state::{Phone, User, UserStatus};
use super::{compliance, methods};
use crate::engine::call::Call;

/// Calling codes that belong to a single country, or nearly so; of other users the country is not shown.
const COUNTRIES: [(&str, &str); 10] = [
    ("1", "US"),
    ("33", "FR"),
    ("44", "GB"),
    ("49", "DE"),
    ("52", "MX"),
    ("55", "BR"),
    ("61", "AU"),
    ("81", "JP"),
    ("86", "CN"),
    ("91", "IN"),
];

/// As in the schema; every answer but the one to a creation.
pub(crate) fn full(user: &User, choices: &DotsChoices, call: &mut Call) -> Value {
    let mut fields = common(user, choices, call);
    status(user, choices, call, &mut fields);
    metadata(user, choices, call, &mut fields);
    fields.insert("payout_options_exclude_list".to_owned(), json!(user.excluded));
    fields.insert("default_payout_method".to_owned(), json!(user.default_payout_method));
    if let Some(method) = user.default_method() {
        fields.insert("default_payout_method_details".to_owned(), methods::listed(method, choices, call));
    }
    fields.insert("wallet".to_owned(), wallet(choices, call, false));
    fields.insert("compliance".to_owned(), compliance::full(user, choices, call));
    fields.into()
}

/// The answer to a creation, of one age.
pub(crate) fn created(user: &User, choices: &DotsChoices, call: &mut Call) -> Value {
    call.rests_on("create_shape");
    let mut fields = common(user, choices, call);
    match choices.create_shape {
        CreateShape::Seed => {
            fields.insert("wallet".to_owned(), wallet(choices, call, true));
            fields.insert("compliance".to_owned(), compliance::flags(user, choices, call));
            return fields.into();
        }
        CreateShape::Guide => {}
        CreateShape::Newest => {
            if let Some((_, country)) = COUNTRIES.iter().find(|(code, _)| *code == user.phone.country_code) {
                fields.insert("country".to_owned(), json!(country));
            }
            fields.insert("payout_options_exclude_list".to_owned(), json!(user.excluded));
        }
    }
    status(user, choices, call, &mut fields);
    metadata(user, choices, call, &mut fields);
    fields.into()
}

fn common(user: &User, choices: &DotsChoices, call: &mut Call) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, text) in [
        ("id", &user.id),
        ("first_name", &user.first_name),
        ("last_name", &user.last_name),
        ("email", &user.email),
    ] {
        fields.insert(name.to_owned(), json!(text));
    }
    fields.insert("phone_number".to_owned(), phone(&user.phone, choices, call));
    if choices.username_shown {
        call.rests_on("username_shown");
        fields.insert("username".to_owned(), json!(user.username));
    }
    fields
}

fn phone(phone: &Phone, choices: &DotsChoices, call: &mut Call) -> Value {
    let key = match choices.inner_phone_key {
        InnerPhoneKey::PhoneNumber => "phone_number",
        InnerPhoneKey::Number => {
            call.rests_on("inner_phone_key");
            "number"
        }
    };
    json!({"country_code": phone.country_code, key: phone.number})
}

fn status(user: &User, choices: &DotsChoices, call: &mut Call, fields: &mut Map<String, Value>) {
    fields.insert("status".to_owned(), json!(user.status));
    call.rests_on("verified_shown");
    if choices.verified_shown {
        fields.insert("verified".to_owned(), json!(user.status == UserStatus::Verified));
    }
}

fn metadata(user: &User, choices: &DotsChoices, call: &mut Call, fields: &mut Map<String, Value>) {
    let shown = user.metadata.clone().or_else(|| {
        call.rests_on("omitted_metadata");
        match choices.omitted_metadata {
            OmittedMetadata::EmptyObject => Some(json!({})),
            OmittedMetadata::Null => Some(Value::Null),
            OmittedMetadata::Absent => None,
        }
    });
    if let Some(shown) = shown {
        fields.insert("metadata".to_owned(), shown);
    }
}

/// Cents.
fn wallet(choices: &DotsChoices, call: &mut Call, seed: bool) -> Value {
    call.rests_on("withdrawable_field");
    let (amount, balance) = match choices.withdrawable_field {
        WithdrawableField::ByShape => (!seed, seed),
        WithdrawableField::WithdrawableAmount => (true, false),
        WithdrawableField::WithdrawableBalance => (false, true),
        WithdrawableField::Both => (true, true),
    };
    let mut wallet = json!({"amount": 0, "credit_balance": 0});
    if amount {
        wallet["withdrawable_amount"] = json!(0);
    }
    if balance {
        wallet["withdrawable_balance"] = json!(0);
    }
    wallet
}
