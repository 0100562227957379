//! Who a person is.

use verify_core::provider::answer;
use verify_core::{DateOfBirth, Pii};

use super::ScoreModel;

answer! {
    /// A person. Spinwheel writes the birth date as `dateOfBirth` in answers to a verification and as `dob` in the
    /// user; both are read.
    pub struct Profile {
        /// Given name.
        first_name: Option<Pii<String>> => "firstName",
        /// Middle name.
        middle_name: Option<Pii<String>> => "middleName",
        /// Family name.
        last_name: Option<Pii<String>> => "lastName",
        /// As Spinwheel has it; not checked.
        phone_number: Option<Pii<String>> => "phoneNumber",
        /// As Spinwheel has it; not checked.
        email_address: Option<Pii<String>> => "emailAddress",
        /// As Spinwheel has it; [`date_of_birth`](Profile::date_of_birth) reads it.
        birth_date: Option<Pii<String>> => "dateOfBirth" | "dob",
        /// The last four digits of the Social Security number.
        ssn_last_four_digits: Option<Pii<String>> => "ssnLastFourDigits",
        /// The Social Security number, where it was asked for unmasked.
        ssn: Option<Pii<String>> => "ssn",
        /// A credit score.
        credit_score: Option<Pii<u32>> => "creditScore",
        /// The model of the score.
        score_model: Option<ScoreModel> => "model" | "modelName",
        /// Where the person lives or has lived.
        addresses: Vec<PostalAddress> => "addresses",
    }
}

impl Profile {
    /// The birth date, if there is one in the form `YYYY-MM-DD`.
    pub fn date_of_birth(&self) -> Option<DateOfBirth> {
        DateOfBirth::new(self.birth_date.as_ref()?.expose()).ok()
    }
}

answer! {
    /// An address in the United States; the fields from `residency_type` on occur in credit reports.
    pub struct PostalAddress {
        /// Street and number.
        address_line1: Option<Pii<String>> => "addressLine1",
        /// Apartment and the like.
        address_line2: Option<Pii<String>> => "addressLine2",
        /// City.
        city: Option<Pii<String>> => "city",
        /// State, in two letters.
        state: Option<Pii<String>> => "state",
        /// ZIP code, five digits.
        zip: Option<Pii<String>> => "zip",
        /// The four digits that can follow a ZIP code.
        zip_extension: Option<Pii<String>> => "zipExtension",
        /// `CURRENT` or `PREVIOUS`.
        residency_type: Option<String> => "residencyType",
        /// Owned or rented.
        address_ownership: Option<String> => "addressOwnership",
        /// Who reported it.
        address_source: Option<String> => "addressSource",
        /// For how many months.
        residency_duration_in_months: Option<u32> => "residencyDurationInMonths",
        /// When it was reported.
        reported_date: Option<String> => "reportedDate",
    }
}
