//! Where a user is to be paid: what [`PutPayoutMethod`](crate::PutPayoutMethod) takes.

use verify_core::{InvalidValue, PhoneNumber, Pii};

use crate::models::AccountType;

/// Numbers of a bank account in the United States.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Numbers {
    pub(crate) routing: Pii<String>,
    pub(crate) account: Pii<String>,
}

impl Numbers {
    fn new(routing: &str, account: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        let routing = routing.trim();
        if routing.len() != 9 || !routing.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidValue::new("routing_number", "must be nine digits"));
        }
        let account = filled(account, InvalidValue::new("account_number", "must not be empty"))?;
        Ok(Self { routing: routing.into(), account })
    }
}

/// A text that says something, without spaces around it.
pub(crate) fn filled(text: impl Into<Pii<String>>, rule: InvalidValue) -> Result<Pii<String>, InvalidValue> {
    let text = text.into();
    let text = text.expose().trim();
    if text.is_empty() || text.contains(char::is_control) { Err(rule) } else { Ok(text.into()) }
}

/// A bank account in the United States, to be paid by ACH.
///
/// The routing number has nine digits, as all of them have; Dots publishes no pattern, and the number in its own examples has no
/// right check digit, so that is not looked at. Of the account number nothing is published.
///
/// ```
/// use dots_users::BankAccount;
///
/// let account = BankAccount::checking("900123456", "000123456789")?;
/// assert!(BankAccount::checking("90012345", "000123456789").is_err());
/// assert!(!format!("{account:?}").contains("000123456789"));
/// # Ok::<(), dots_users::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BankAccount {
    pub(crate) numbers: Numbers,
    pub(crate) account_type: AccountType,
}

impl BankAccount {
    /// A checking account, by routing number and account number.
    pub fn checking(
        routing_number: impl Into<Pii<String>>,
        account_number: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        let numbers = Numbers::new(routing_number.into().expose(), account_number)?;
        Ok(Self { numbers, account_type: AccountType::Checking })
    }

    /// A savings account, by routing number and account number.
    pub fn savings(
        routing_number: impl Into<Pii<String>>,
        account_number: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        let numbers = Numbers::new(routing_number.into().expose(), account_number)?;
        Ok(Self { numbers, account_type: AccountType::Savings })
    }
}

/// An account at Cash App: the name, which begins with `$` in Dots' example, and the numbers under which a bank reaches it.
/// The description of the API asks for all three.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CashAppAccount {
    pub(crate) numbers: Numbers,
    pub(crate) cash_tag: Pii<String>,
}

impl CashAppAccount {
    /// The name is sent as it is given; the numbers have the form of those of a [`BankAccount`].
    pub fn new(
        cash_tag: impl Into<Pii<String>>,
        routing_number: impl Into<Pii<String>>,
        account_number: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        let cash_tag = filled(cash_tag, InvalidValue::new("cash_tag", "must not be empty"))?;
        Ok(Self { numbers: Numbers::new(routing_number.into().expose(), account_number)?, cash_tag })
    }
}

/// An account at Venmo.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VenmoAccount(pub(crate) Venmo);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Venmo {
    PhoneNumber(Pii<String>),
    Handle(Pii<String>),
}

impl VenmoAccount {
    /// By phone number: a number with the country code +1, of which the ten digits after it are sent, as in Dots' example.
    // Taken over although only its digits are kept: values are given to all constructors alike.
    #[allow(clippy::needless_pass_by_value)]
    pub fn phone_number(phone: PhoneNumber) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue =
            InvalidValue::new("phone number at Venmo", "must have the country code +1 and ten digits");
        let digits = phone.nanp_national().ok_or(RULE)?;
        Ok(Self(Venmo::PhoneNumber(digits.into())))
    }

    /// By name, which is sent as it is given.
    pub fn handle(handle: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        let handle = filled(handle, InvalidValue::new("handle", "must not be empty"))?;
        Ok(Self(Venmo::Handle(handle)))
    }
}
