//! Ways in which users are paid.

use verify_core::provider::{answer, open_enum};
use verify_core::{FreeForm, InvalidValue, Pii};

use crate::PaymentMethodId;

open_enum! {
    /// A way to pay out.
    pub enum Rail {
        /// Bank transfer in the United States.
        Ach => "ach",
        /// PayPal.
        Paypal => "paypal",
        /// Venmo.
        Venmo => "venmo",
        /// Cash App.
        CashApp => "cash_app",
        /// Bank transfer to other countries.
        IntlBank => "intl_bank",
        /// Airtm.
        Airtm => "airtm",
        /// Payoneer.
        Payoneer => "payoneer",
        /// Cryptocurrency.
        Crypto => "crypto",
    }
}

open_enum! {
    /// What a payout method is. Dots lists other values here than for [`Rail`]; those of both are known.
    pub enum Platform {
        /// Bank transfer in the United States.
        Ach => "ach",
        /// PayPal.
        Paypal => "paypal",
        /// Venmo.
        Venmo => "venmo",
        /// Cash App.
        CashApp => "cash_app",
        /// Bank transfer to other countries.
        IntlTransfer => "intl_transfer",
        /// The same by the name of the rail.
        IntlBank => "intl_bank",
        /// Airtm.
        Airtm => "airtm",
        /// Payoneer.
        Payoneer => "payoneer",
        /// Cryptocurrency.
        Crypto => "crypto",
    }
}

open_enum! {
    /// What kind of bank account it is.
    pub enum AccountType {
        /// For daily use.
        Checking => "checking",
        /// For savings.
        Savings => "savings",
    }
}

answer! {
    /// A payout method of a user. Which fields there are depends on the platform. Whether those that were just put come back
    /// whole is Dots' business: the description of the API shows account numbers in full.
    pub struct PaymentMethod {
        /// Dots' id; not every platform has one.
        id: Option<PaymentMethodId> => "id" | "ach_account_id",
        /// What it is.
        platform: Option<Platform> => "platform",
        /// For people to read.
        description: Option<Pii<String>> => "description",
        /// The end of the account's number.
        mask: Option<Pii<String>> => "mask",
        /// E-mail address.
        email: Option<Pii<String>> => "email",
        /// Phone number.
        phone_number: Option<Pii<String>> => "phone_number",
        /// The name at Venmo. Only where the method was just put.
        handle: Option<Pii<String>> => "handle",
        /// The name at Cash App.
        cash_tag: Option<Pii<String>> => "cash_tag",
        /// Routing number of a bank account. Only where the method was just put.
        routing_number: Option<Pii<String>> => "routing_number",
        /// Number of a bank account. Only where the method was just put.
        account_number: Option<Pii<String>> => "account_number",
        /// Kind of a bank account. Only where the method was just put.
        account_type: Option<AccountType> => "account_type",
        /// Country, in two letters.
        country: Option<String> => "country",
        /// Currency, in three letters.
        currency: Option<String> => "currency",
        /// Whether it takes real-time payments.
        rtp_enabled: Option<bool> => "rtp_enabled",
        /// The application's own data, which is sent as `metadata`.
        meta: Option<FreeForm> => "meta",
    }
}

/// The list of rails that a user is not offered; each of them once.
pub(crate) fn excluded(rails: impl IntoIterator<Item = Rail>) -> Result<Vec<Rail>, InvalidValue> {
    let mut list = Vec::new();
    for rail in rails {
        if rail.as_str().is_empty() {
            return Err(InvalidValue::new("payout_options_exclude_list", "must not hold an empty name"));
        }
        if !list.contains(&rail) {
            list.push(rail);
        }
    }
    Ok(list)
}
