//! What must not be seen.

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Phone,
    BirthDate,
    Ssn,
    Name,
    Email,
    Street,
    /// A one-time code.
    Code,
    /// Whoever has it can act as the person.
    Link,
    /// A credential or an access token.
    Secret,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone number",
            Self::BirthDate => "birth date",
            Self::Ssn => "SSN",
            Self::Name => "name",
            Self::Email => "e-mail address",
            Self::Street => "street",
            Self::Code => "code",
            Self::Link => "link",
            Self::Secret => "secret",
        }
    }

    /// Shorter values are found everywhere.
    pub(super) fn is_worth_it(self, value: &str) -> bool {
        let shortest = match self {
            Self::Name => 3,
            Self::Code => 4,
            Self::Secret => 8,
            _ => 6,
        };
        value.trim().chars().count() >= shortest
    }

    /// What the field of this name holds, in a request or else in an answer.
    pub(super) fn of_field(name: &str, request: bool) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.to_ascii_lowercase().as_str() {
            "phone" | "phonenumber" => Some(Self::Phone),
            "dob" | "dateofbirth" | "birthdate" => Some(Self::BirthDate),
            "ssn" | "tin" => Some(Self::Ssn),
            "firstname" | "middlename" | "lastname" | "applicantfirstname" | "applicantlastname" => {
                Some(Self::Name)
            }
            "email" | "emailaddress" => Some(Self::Email),
            "addressline1" | "line1" => Some(Self::Street),
            // In an answer it is the code of an error, and stands in the documents.
            "code" | "verificationcode" | "verificationtoken" => request.then_some(Self::Code),
            "token" if request => Some(Self::Code),
            "token" | "accesstoken" | "clientsecret" | "partnersecret" | "secret" | "password" => {
                Some(Self::Secret)
            }
            "link" => Some(Self::Link),
            _ => None,
        }
    }
}
