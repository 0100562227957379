//! Names that say that a text is about a person.

/// Words of a name, in their order. A name that has them must not be plain text.
///
/// Wider than needed on purpose: a row too many in the table costs nothing, a row too few prints somebody's data.
const WORDS: [&[&str]; 27] = [
    &["account", "number"],
    &["address"],
    &["answer"],
    &["applicant", "state"],
    &["birth"],
    &["city"],
    &["code"],
    &["contact", "id"],
    &["dob"],
    &["email"],
    &["mail"],
    &["message"],
    &["name"],
    &["otp"],
    &["password"],
    &["phone"],
    &["question"],
    &["remarks"],
    &["residence"],
    &["search"],
    &["secret"],
    &["ssn"],
    &["state"],
    &["suffix"],
    &["text"],
    &["token"],
    &["zip"],
];

/// Whether a field of this name may hold personal data, or what the provider says in free words. Ids are none, but for
/// the contact's: that one is the caller's own name for a person.
pub(super) fn is_sensitive(name: &str) -> bool {
    let words = words(name);
    let has = |wanted: &&[&str]| {
        words.windows(wanted.len()).any(|part| {
            part.iter()
                .zip(wanted.iter())
                .all(|(word, wanted)| word == wanted || *word == format!("{wanted}s"))
        })
    };
    let is_id = words.last().is_some_and(|last| last == "id") && !has(&["contact", "id"].as_slice());
    !is_id && WORDS.iter().any(has)
}

/// `reqOrgContactId` in its words, in small letters; digits are left out.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for letter in name.chars() {
        if !letter.is_alphabetic() {
            was_small = letter != '_' && was_small;
            if letter == '_' {
                words.push(String::new());
            }
            continue;
        }
        if words.is_empty() || (letter.is_uppercase() && was_small) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
        was_small = letter.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{is_sensitive, words};

    #[test]
    fn splits_names_into_words() {
        assert_eq!(words("reqOrgContactId"), ["req", "org", "contact", "id"]);
        assert_eq!(words("addressLine1"), ["address", "line"]);
        assert_eq!(words("req_org"), ["req", "org"]);
        assert_eq!(words("SSN"), ["ssn"]);
    }

    #[test]
    fn knows_what_is_about_a_person() {
        for name in [
            "phoneNumber",
            "dateOfBirth",
            "applicantDob",
            "ssn",
            "applicantSsn",
            "verificationCode",
            "narrativeCodes",
            "message",
            "firstName",
            "addressLine2",
            "reqOrgContactId",
            "accountNumber",
            "zip",
            "zipExtension",
            "applicantResidenceState",
            "search",
        ] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in ["questionId", "creditReportId", "status", "source", "cursor", "openDate", "fileStatus"] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
