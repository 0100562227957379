//! Users: who is paid.

use verify_core::provider::{answer, open_enum};
use verify_core::{FreeForm, PhoneNumber, Pii};

use super::{Adjustment1099, Cents, Compliance, PaymentMethod, Rail};
use crate::UserId;

answer! {
    /// A user.
    ///
    /// What of it arrives differs between operations and between versions of Dots' documents: just after creation, newer ones
    /// leave out `wallet` and `compliance`, older ones `status`, `verified` and `country`.
    pub struct User {
        required {
            /// Dots' id; keep it, every other call needs it.
            id: UserId => "id",
        }
        /// Given name.
        first_name: Option<Pii<String>> => "first_name",
        /// Family name.
        last_name: Option<Pii<String>> => "last_name",
        /// E-mail address; not checked.
        email: Option<Pii<String>> => "email",
        /// Phone number.
        phone_number: Option<UserPhone> => "phone_number",
        /// Country, in two letters.
        country: Option<String> => "country",
        /// How the user stands; see [`is_verified`](User::is_verified).
        status: Option<UserStatus> => "status",
        /// Whether a code proved the phone number; see [`is_verified`](User::is_verified).
        verified: Option<bool> => "verified",
        /// The application's own data: a text or an object.
        metadata: Option<FreeForm> => "metadata",
        /// Ways to pay out that the user is not offered, besides those that the app leaves out.
        payout_options_exclude_list: Vec<Rail> => "payout_options_exclude_list",
        /// The way to pay out that the user prefers.
        default_payout_method: Option<Rail> => "default_payout_method",
        /// The same in detail.
        default_payout_method_details: Option<PaymentMethod> => "default_payout_method_details",
        /// The user's money at Dots.
        wallet: Option<Wallet> => "wallet",
        /// What is known for taxes and the prevention of crime.
        compliance: Option<Compliance> => "compliance",
        /// What the user was paid elsewhere. Only where one user is retrieved, and if it is for the form that the app files.
        adjustment_1099: Option<Adjustment1099> => "1099_adjustment",
        /// The name on the platform. No answer of version 2 is documented to hold it.
        username: Option<Pii<String>> => "username",
        /// The name that is shown. No answer of version 2 is documented to hold it.
        display_name: Option<Pii<String>> => "display_name",
    }
}

impl User {
    /// Whether the person has proved the phone number. Only a plain yes counts: [`status`](User::status) decides where it is
    /// there, a user who is disabled or in review is not verified, and [`verified`](User::verified) must not contradict.
    pub fn is_verified(&self) -> bool {
        match &self.status {
            Some(UserStatus::Verified) => self.verified != Some(false),
            Some(_) => false,
            None => self.verified == Some(true),
        }
    }
}

open_enum! {
    /// How a user stands.
    pub enum UserStatus {
        /// The phone number is proved.
        Verified => "verified",
        /// It is not yet.
        Unverified => "unverified",
        /// The user is disabled; what that does is not documented.
        Disabled => "disabled",
        /// Flagged for the risk of fraud; somebody has to look at it.
        InReview => "in_review",
    }
}

answer! {
    /// A phone number in its two parts.
    pub struct UserPhone {
        /// The country calling code without `+`: `1` for the United States.
        country_code: Option<Pii<String>> => "country_code",
        /// What follows it, digits alone.
        national: Option<Pii<String>> => "phone_number" | "number",
    }
}

impl UserPhone {
    /// The whole number, if both parts are there and make one.
    pub fn phone_number(&self) -> Option<PhoneNumber> {
        let (country, national) = (self.country_code.as_ref()?, self.national.as_ref()?);
        PhoneNumber::new(&["+", country.expose(), national.expose()].concat()).ok()
    }
}

answer! {
    /// A user's money at Dots. Dots' documents call the second field by two names.
    pub struct Wallet {
        /// All of it.
        amount: Option<Cents> => "amount",
        /// What can be withdrawn.
        withdrawable_amount: Option<Cents> => "withdrawable_amount" | "withdrawable_balance",
        /// Credit.
        credit_balance: Option<Cents> => "credit_balance",
    }
}

answer! {
    /// A part of the list of users.
    pub struct UserPage {
        required {
            /// The users.
            data: Vec<User> => "data",
        }
        /// Whether there are more behind this part.
        has_more: Option<bool> => "has_more",
    }
}
