//! The errors of the documents, as tokens a fault can ask for.

use super::dialect::Form;

/// A documented error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// The code, with a suffix when the code has several messages or envelopes.
    pub(crate) name: &'static str,
    pub(crate) status: u16,
    pub(crate) message: &'static str,
    pub(crate) form: Form,
}

impl Token {
    /// The code alone.
    pub(crate) fn code(&self) -> &'static str {
        self.name.split('_').next().unwrap_or_default()
    }
}

const fn plain(name: &'static str, status: u16, message: &'static str) -> Token {
    Token { name, status, message, form: Form::Plain }
}

const fn connect(name: &'static str, status: u16, message: &'static str) -> Token {
    Token { name, status, message, form: Form::Connect }
}

const fn short(name: &'static str, status: u16, message: &'static str) -> Token {
    Token { name, status, message, form: Form::ConnectShort }
}

/// All of them. A message that names a field, a customer or an id is an example; the operations put in the real one.
pub(crate) const TOKENS: &[Token] = &[
    plain("10001", 401, "Invalid credentials"),
    plain("10005", 400, "Missing parameter (partnerId)"),
    plain("10021", 401, "You are not authorized."),
    plain("10022", 401, "Invalid (Finicity-App-Token)"),
    connect("10022_CONNECT", 401, "Invalid authorization credentials"),
    plain("10023", 401, "Expired (Finicity-App-Token)"),
    plain("10024", 401, "Missing parameter (Finicity-App-Token)"),
    plain("10026", 401, "Missing parameter (Finicity-App-Key)"),
    Token { name: "10027", status: 401, message: "Invalid (Finicity-App-Key)", form: Form::InvalidKey },
    Token { name: "12401", status: 404, message: "partner not found", form: Form::PartnerNotFound },
    plain("14001", 404, "Customer not found."),
    plain("14001_RESOURCE", 404, "Resource not found."),
    plain("10025", 400, "No data to update."),
    plain("14016", 400, "Invalid customer type."),
    plain("14020", 400, "Bad request."),
    plain("24302", 401, "Bad credentials"),
    plain("24437", 400, "New password is not as per policy"),
    plain("41003", 400, "Start index cannot be less than one."),
    plain("41004", 400, "Limit cannot be less than one."),
    plain("45003", 400, "Invalid character in name fields."),
    plain("110002", 409, "Username is not available."),
    plain("110039", 400, "Username is not as per the policy."),
    plain("11000", 409, "A consumer already exists for customer 1005061234"),
    plain("10100", 404, "Cannot find consumer with id 1234."),
    plain("10100_CUSTOMER", 404, "Cannot find consumer for customer with id 1005061234."),
    plain("10100_SSN", 400, "Invalid format for field consumer.ssn.  Required format is 9 digits."),
    plain("10100_PHONE", 400, "Invalid format for field consumer.phone."),
    plain("10100_EMAIL", 400, "Invalid format for field consumer.email."),
    short("10005_CONNECT", 400, "Missing parameter (partnerId)"),
    connect("10010", 400, "\"partnerId\" is required"),
    connect("10010_PARTNER", 400, "Invalid \"partnerId\" in request body"),
    connect("10010_CUSTOMER", 400, "Customer ID does not exist or does not belong to this partner"),
    connect("10010_EXPERIENCE", 400, "\"experience\" must be a valid GUID"),
    short("14001_CONNECT", 404, "Customer not found."),
    short("14020_CONNECT", 400, "Bad request."),
    short("38007", 404, "Customer does not have any accounts associated with institutionLoginId."),
    plain("325", 500, "The accounts could not be refreshed."),
    plain("5006", 500, "The accounts could not be refreshed."),
    plain("977", 500, "The institution's rate limit has been reached."),
];

pub(crate) fn find(name: &str) -> Option<&'static Token> {
    TOKENS.iter().find(|token| token.name == name)
}
