//! The providers: what each is configured by, where it lives, and whether it signs webhooks.

use super::live::Live;

/// A variable of the environment that a provider is configured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It lets a client in.
    Credential,
    /// It signs webhooks.
    Webhook,
    /// It says where something is.
    Place,
}

/// How a provider's webhooks can be told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Webhooks {
    Signed,
    Unsigned,
    None,
}

/// A provider.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Its crate, which is also its command.
    pub(super) krate: &'static str,
    /// Its name for people.
    pub(super) name: &'static str,
    /// Its name in a sandbox.
    pub(super) in_sandbox: &'static str,
    pub(super) variables: &'static [Variable],
    /// What has to be there in any case.
    pub(super) always: &'static [&'static str],
    /// What else: all variables of one of these.
    pub(super) ways: &'static [&'static [&'static str]],
    /// Its environments, each with what lives where; an empty name is the only one, whatever it is called.
    pub(super) hosts: &'static [(Option<Live>, &'static [Host])],
    pub(super) webhooks: Webhooks,
}

/// What lives at an address.
pub(super) type Host = (&'static str, &'static str);

const fn credential(name: &'static str) -> Variable {
    Variable { name, kind: Kind::Credential }
}

const fn place(name: &'static str) -> Variable {
    Variable { name, kind: Kind::Place }
}

/// All of them. The addresses are those of the crates' environments; a test compares them.
pub(super) static SUBJECTS: [Subject; 5] = [
    Subject {
        krate: "spinwheel-connect",
        name: "Spinwheel",
        in_sandbox: "spinwheel",
        variables: &[credential("SPINWHEEL_SECRET_KEY")],
        always: &["SPINWHEEL_SECRET_KEY"],
        ways: &[],
        hosts: &[
            (
                Some(Live::Sandbox),
                &[
                    ("standard host", "https://sandbox-api.spinwheel.io"),
                    ("secure host", "https://secure-sandbox-api.spinwheel.io"),
                ],
            ),
            (
                Some(Live::Production),
                &[
                    ("standard host", "https://api.spinwheel.io"),
                    ("secure host", "https://secure-api.spinwheel.io"),
                ],
            ),
        ],
        webhooks: Webhooks::Unsigned,
    },
    Subject {
        krate: "finicity-connect",
        name: "Finicity",
        in_sandbox: "finicity",
        variables: &[
            credential("FINICITY_PARTNER_ID"),
            credential("FINICITY_PARTNER_SECRET"),
            credential("FINICITY_APP_KEY"),
        ],
        always: &["FINICITY_PARTNER_ID", "FINICITY_PARTNER_SECRET", "FINICITY_APP_KEY"],
        ways: &[],
        hosts: &[(None, &[("API", "https://api.finicity.com")])],
        webhooks: Webhooks::Signed,
    },
    Subject {
        krate: "dots-users",
        name: "Dots",
        in_sandbox: "dots",
        variables: &[
            credential("DOTS_CLIENT_ID"),
            credential("DOTS_API_KEY"),
            Variable { name: "DOTS_WEBHOOK_SECRET", kind: Kind::Webhook },
        ],
        always: &["DOTS_CLIENT_ID", "DOTS_API_KEY"],
        ways: &[],
        hosts: &[
            (Some(Live::Sandbox), &[("API", "https://pls.senddotssandbox.com/api")]),
            (Some(Live::Production), &[("API", "https://api.dots.dev/api")]),
        ],
        webhooks: Webhooks::Signed,
    },
    Subject {
        krate: "spinwheel-gql",
        name: "DebtCore",
        in_sandbox: "debtcore",
        variables: &[
            place("DEBTCORE_ENDPOINT"),
            credential("DEBTCORE_TOKEN"),
            credential("DEBTCORE_TENANT_ID"),
            credential("DEBTCORE_CLIENT_ID"),
            credential("DEBTCORE_CLIENT_SECRET"),
            credential("DEBTCORE_SCOPE"),
        ],
        always: &["DEBTCORE_ENDPOINT"],
        ways: &[
            &["DEBTCORE_TENANT_ID", "DEBTCORE_CLIENT_ID", "DEBTCORE_CLIENT_SECRET", "DEBTCORE_SCOPE"],
            &["DEBTCORE_TOKEN"],
        ],
        hosts: &[(None, &[("login", "https://login.microsoftonline.com")])],
        webhooks: Webhooks::None,
    },
    Subject {
        krate: "signzy-link",
        name: "Signzy",
        in_sandbox: "signzy",
        variables: &[
            credential("SIGNZY_TOKEN"),
            credential("SIGNZY_USERNAME"),
            credential("SIGNZY_PASSWORD"),
            place("SIGNZY_SEND_LINK_PATH"),
            place("SIGNZY_LOGIN_PATH"),
        ],
        always: &["SIGNZY_SEND_LINK_PATH"],
        ways: &[&["SIGNZY_TOKEN"], &["SIGNZY_USERNAME", "SIGNZY_PASSWORD", "SIGNZY_LOGIN_PATH"]],
        hosts: &[
            (Some(Live::PreProduction), &[("API", "https://api-preproduction.signzy.us")]),
            (Some(Live::Production), &[("API", "https://api.signzy.us")]),
        ],
        webhooks: Webhooks::None,
    },
];

impl Subject {
    /// What lives where in this environment; `None` if the provider has no such environment.
    pub(super) fn hosts_of(&self, live: Live) -> Option<&'static [Host]> {
        let found = self.hosts.iter().find(|(name, _)| name.is_none_or(|name| name == live));
        found.map(|(_, hosts)| *hosts)
    }

    /// Its environments in words.
    pub(super) fn environments(&self) -> String {
        let names: Vec<_> = self.hosts.iter().filter_map(|(name, _)| Some(name.as_ref()?.as_str())).collect();
        names.join(" and ")
    }

    pub(super) fn variable(&self, name: &str) -> Option<&'static Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }
}
