//! The institutions there are. Number, name and kind of sign-in are documented or seen for 101732, 102105 and 102176 as
//! far as the comments say so; everything else is the sandbox's own.

/// A bank.
#[derive(Debug)]
pub(crate) struct Institution {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
    /// One signs in at the bank's own page.
    pub(crate) oauth: bool,
    /// Whether accounts can be added.
    pub(crate) certified: bool,
    /// The user's field and the password's; none when one signs in at the bank's own page.
    pub(crate) fields: &'static [Field],
}

/// A field of a sign-in form.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    /// `text` or `password`.
    pub(crate) kind: &'static str,
}

const fn user(id: &'static str) -> Field {
    Field { id, label: "Banking Userid", kind: "text" }
}

const fn password(id: &'static str) -> Field {
    Field { id, label: "Banking Password", kind: "password" }
}

static ALL: [Institution; 6] = [
    // The number of the published sample of a lite link; the name is ours.
    Institution {
        id: 101_723,
        name: "FinBank Sample",
        url: "https://finbank-sample.example",
        oauth: false,
        certified: true,
        fields: &[user("101723001"), password("101723002")],
    },
    Institution {
        id: 101_732,
        name: "FinBank",
        url: "https://finbank.example",
        oauth: false,
        certified: true,
        fields: &[user("101732001"), password("101732002")],
    },
    // Name and fields as in the official tests.
    Institution {
        id: 102_105,
        name: "FinBank Profiles - A",
        url: "https://finbank-profiles-a.example",
        oauth: false,
        certified: true,
        fields: &[user("102105001"), password("102105002")],
    },
    // Seen with `"oauth": true`; the name is ours.
    Institution {
        id: 102_176,
        name: "FinBank OAuth",
        url: "https://finbank-oauth.example",
        oauth: true,
        certified: true,
        fields: &[],
    },
    Institution {
        id: 190_001,
        name: "Uncertified Credit Union",
        url: "https://uncertified.example",
        oauth: false,
        certified: false,
        fields: &[user("190001001"), password("190001002")],
    },
    Institution {
        id: 190_002,
        name: "Savings Bank of Spencer",
        url: "https://savings-spencer.example",
        oauth: false,
        certified: true,
        fields: &[user("190002001"), password("190002002")],
    },
];

/// All of them, by number.
pub(crate) fn all() -> &'static [Institution] {
    &ALL
}

/// The one of that number.
pub(crate) fn find(id: u64) -> Option<&'static Institution> {
    ALL.iter().find(|institution| institution.id == id)
}

/// Those whose name contains the words, whatever the case.
pub(super) fn search(query: &str) -> Vec<&'static Institution> {
    let query = query.trim().to_lowercase();
    ALL.iter().filter(|institution| institution.name.to_lowercase().contains(&query)).collect()
}
