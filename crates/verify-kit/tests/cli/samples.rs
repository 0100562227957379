//! A command line for every operation, of values that a test would find again.

use std::collections::BTreeSet;

use verify_testkit::canary::{
    BIRTH_DATE, CODE, EMAIL, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SSN, STREET,
};

use crate::support::run;

/// A name that has to be quoted everywhere.
pub(crate) const QUOTED_NAME: &str = "Canarina O'Neil \"Zoë\" $HOME `id` \\";

/// An operation with flags that its path or query is made of, or that are not sent, and those of its body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) provider: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) path: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static [(&'static str, &'static str)],
}

impl Sample {
    /// The command line.
    pub(crate) fn args(&self) -> Vec<String> {
        let mut args = vec![self.provider.to_owned(), self.operation.to_owned()];
        args.extend(flags(self.path));
        args.extend(flags(self.body));
        args
    }

    /// The same without the flags of the body.
    pub(crate) fn path_args(&self) -> Vec<String> {
        let mut args = vec![self.provider.to_owned(), self.operation.to_owned()];
        args.extend(flags(self.path));
        args
    }
}

/// A flag without a value is one that stands alone.
fn flags(pairs: &[(&str, &str)]) -> Vec<String> {
    pairs
        .iter()
        .map(|(name, value)| if value.is_empty() { format!("--{name}") } else { format!("--{name}={value}") })
        .collect()
}

const PROVIDERS: [&str; 5] =
    ["spinwheel-connect", "finicity-connect", "dots-users", "spinwheel-gql", "signzy-link"];

/// These call a sandbox alone, or nobody.
const LOCAL: [&str; 2] = ["open-link", "open-flow"];

/// The operations that the program has, as its help lists them.
pub(crate) fn operations() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for provider in PROVIDERS {
        let help = run(&[provider, "--help"]).stdout;
        let commands = help.split("\nCommands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
        for line in commands.lines() {
            let name = line.strip_prefix("  ").unwrap().split(' ').next().unwrap();
            if !name.is_empty() && name != "help" {
                found.push((provider, name.to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_operation_has_the_flags_and_a_sample() {
    let operations = operations();
    assert!(operations.len() > 50, "{operations:?}");
    for (provider, operation) in &operations {
        let help = run(&[provider, operation, "--help"]).stdout;
        for flag in ["--dry-run", "--curl", "--data"] {
            let local = LOCAL.contains(&operation.as_str());
            assert_eq!(help.contains(&format!("      {flag}")), !local, "{provider} {operation} {flag}");
        }
    }
    let calls = operations.iter().filter(|(_, name)| !LOCAL.contains(&name.as_str()));
    let calls: BTreeSet<(&str, &str)> = calls.map(|(provider, name)| (*provider, name.as_str())).collect();
    let samples: BTreeSet<_> = SAMPLES.iter().map(|sample| (sample.provider, sample.operation)).collect();
    assert_eq!(calls, samples);
}

macro_rules! samples {
    ($($provider:literal $operation:literal [$($path:expr),* $(,)?] [$($body:expr),* $(,)?])*) => {
        &[$(Sample { provider: $provider, operation: $operation, path: &[$($path),*], body: &[$($body),*] }),*]
    };
}

const ID: &str = EXTERNAL_ID;
const URL: &str = "https://app.example.com/canary-ext-2c9e?a='b'";
const DATA: &str = r#"{"canary-ext-2c9e":["it's",1.5,null,{"é":true}]}"#;

pub(crate) const SAMPLES: &[Sample] = samples! {
    "spinwheel-connect" "connect-sms" []
        [("phone", PHONE), ("birth-date", BIRTH_DATE), ("ext-user-id", "canary-ext-2c9e 'é'"),
         ("consent-timestamp", "2026-01-15T12:00:00Z")]
    "spinwheel-connect" "verify-sms-code" [("user-id", ID)] [("code", CODE)]
    "spinwheel-connect" "start-kba" []
        [("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("birth-date", BIRTH_DATE), ("ssn", SSN),
         ("street", STREET), ("city", "Spencer"), ("state", "IA"), ("zip", "51301"), ("user-id", ID)]
    "spinwheel-connect" "answer-kba" [("user-id", ID)] [("answer", "q-1=canary-ext-2c9e"), ("answer", "q-2=a-1")]
    "spinwheel-connect" "order-credit-report" [("user-id", ID)] []
    "spinwheel-connect" "wait-for-liabilities" [("user-id", ID), ("every", "1"), ("for-at-most", "0")] []
    "spinwheel-connect" "retrieve-user" [("ext-user-id", "canary-ext-2c9e / ?&é")] []
    "spinwheel-connect" "retrieve-user-unmasked"
        [("user-id", ID), ("unmask", "ssn"), ("unmask", "account-number")] []
    "spinwheel-connect" "connect-network-token" []
        [("ext-user-id", ID), ("network-token", EXTERNAL_ID), ("ssn", SSN), ("birth-date", BIRTH_DATE),
         ("consent-timestamp", "2026-01-15T00:00:00Z")]
    "spinwheel-connect" "connect-preverified-phone" []
        [("phone", PHONE), ("birth-date", BIRTH_DATE), ("user-id", ID), ("verified-by", "phone-call"),
         ("verified-at", "2026-01-15T00:00:00Z"), ("consent-timestamp", "2026-01-14T00:00:00Z")]
    "spinwheel-connect" "connect-preverified-profile" []
        [("phone", PHONE), ("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("birth-date", BIRTH_DATE),
         ("ssn", SSN), ("street", STREET), ("city", "Spencer"), ("state", "IA"), ("zip", "51301"),
         ("ext-user-id", ID), ("verified-by", "kyc"), ("verified-at", "2026-01-15T00:00:00Z"),
         ("consent-timestamp", "2026-01-14T00:00:00Z")]
    "spinwheel-connect" "order-debt-profile" [("user-id", ID), ("only", "credit-card")]
        [("report", ""), ("report-bureau", "transunion"), ("score", "fico-score-8"), ("score-bureau", "transunion")]
    "spinwheel-connect" "order-equifax-profile" [("user-id", ID)] [("want", "report-and-score")]
    "spinwheel-connect" "order-equifax-profile" [("user-id", ID)] [("want", "score")]
    "spinwheel-connect" "debt-profile-subscriptions" [("user-id", ID)] []
    "spinwheel-connect" "subscribe-debt-profile-refresh" [("user-id", ID)]
        [("frequency", EXTERNAL_ID), ("report", ""), ("report-bureau", "equifax"), ("score", "vantage-score-3")]
    "spinwheel-connect" "unsubscribe-debt-profile-refresh" [("user-id", ID), ("subscription-id", ID)] []
    "spinwheel-connect" "new-liability-subscriptions" [("user-id", ID)] []
    "spinwheel-connect" "subscribe-new-liabilities" [("user-id", ID)] []
    "spinwheel-connect" "refresh-liabilities" [("user-id", ID)]
        [("ext-request-id", "1f7f24f2-0000-4000-8000-00000000000a"), ("debt", "credit-card=canary-ext-2c9e"),
         ("debt", "auto-loan=al-1"), ("debt", "credit-card=cc-2")]
    "spinwheel-connect" "liability-refresh-status"
        [("user-id", ID), ("ext-request-id", "1f7f24f2-0000-4000-8000-00000000000a")] []
    "spinwheel-connect" "delete-user" [("user-id", ID)] []

    "finicity-connect" "authenticate" [] []
    "finicity-connect" "rotate-partner-secret" [] [("grace-period", "")]
    "finicity-connect" "create-testing-customer" []
        [("username", ID), ("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("phone", PHONE),
         ("email", EMAIL), ("application-id", ID)]
    "finicity-connect" "create-active-customer" [] [("username", ID), ("email", EMAIL)]
    "finicity-connect" "list-customers"
        [("username", ID), ("search", QUOTED_NAME), ("type", "testing"), ("start", "26"), ("limit", "1000")] []
    "finicity-connect" "get-customer" [("customer-id", ID)] []
    "finicity-connect" "modify-customer" [("customer-id", ID)]
        [("first-name", QUOTED_NAME), ("last-name", LAST_NAME)]
    "finicity-connect" "delete-customer" [("customer-id", ID)] []
    "finicity-connect" "create-consumer" [("customer-id", ID)]
        [("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("suffix", LAST_NAME), ("state", "IA"),
         ("address", STREET), ("city", "Spencer"), ("zip", "51301"), ("birth-date", BIRTH_DATE), ("ssn", SSN),
         ("email", EMAIL), ("phone", PHONE)]
    "finicity-connect" "get-consumer" [("consumer-id", ID)] []
    "finicity-connect" "get-consumer-for-customer" [("customer-id", ID)] []
    "finicity-connect" "modify-consumer" [("consumer-id", ID)]
        [("first-name", QUOTED_NAME), ("city", STREET), ("birth-date", BIRTH_DATE), ("ssn", SSN), ("email", EMAIL)]
    "finicity-connect" "search-institutions" [("search", LAST_NAME), ("start", "2"), ("limit", "10")] []
    "finicity-connect" "get-institution" [("institution-id", SSN)] []
    "finicity-connect" "list-accounts" [("customer-id", ID)] []
    "finicity-connect" "refresh-accounts" [("customer-id", ID)] []
    "finicity-connect" "generate-connect-url" []
        [("customer-id", ID), ("consumer-id", ID), ("language", LAST_NAME), ("redirect-uri", URL),
         ("experience", "default"), ("single-use", ""), ("webhook", URL), ("webhook-data", DATA),
         ("from-date", "2024-11-29"), ("report-field", "canary-ext-2c9e=it's = 5"), ("report-field", "b=c")]
    "finicity-connect" "generate-joint-borrower-connect-url" []
        [("primary", "canary-ext-2c9e=c-1"), ("joint", "2=canary-ext-2c9e"), ("from-date", "2024-11-29")]
    "finicity-connect" "generate-lite-connect-url" []
        [("customer-id", ID), ("institution-id", SSN), ("redirect-uri", URL)]
    "finicity-connect" "generate-fix-connect-url" [] [("customer-id", ID), ("institution-login-id", ID)]
    "finicity-connect" "send-connect-email" []
        [("customer-id", ID), ("consumer-id", ID), ("to", EMAIL), ("from", QUOTED_NAME), ("subject", LAST_NAME),
         ("first-name", QUOTED_NAME), ("support-phone", PHONE), ("institution-name", LAST_NAME),
         ("institution-address", STREET), ("signature-line", FIRST_NAME), ("signature-line", LAST_NAME),
         ("single-use", "")]
    "finicity-connect" "send-joint-borrower-connect-email" []
        [("primary", "canary-ext-2c9e=c-1"), ("joint", "2=canary-ext-2c9e"), ("to", EMAIL),
         ("first-name", FIRST_NAME)]

    "dots-users" "create-user" [("user-ip", "192.0.2.17"), ("app-id", ID)]
        [("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("email", EMAIL), ("phone", PHONE),
         ("username", ID), ("birth-date", BIRTH_DATE), ("metadata", DATA),
         ("adjustment-1099", r#"{"year":2026,"form":"1099-NEC","amount":10000}"#), ("exclude", "venmo"),
         ("exclude", "crypto")]
    "dots-users" "list-users" [("status", "verified"), ("limit", "5"), ("starting-after", ID)] []
    "dots-users" "retrieve-user" [("user-id", ID)] []
    "dots-users" "update-user" [("user-id", ID)]
        [("default-payout-method", "ach"), ("auto-payout", "false"), ("birth-date", BIRTH_DATE),
         ("metadata", "\"canary-ext-2c9e\""), ("exclude-none", "")]
    "dots-users" "delete-user" [("user-id", ID)] []
    "dots-users" "send-verification-token" [("user-id", ID)] [("voice", "")]
    "dots-users" "verify-token" [("user-id", ID)] [("token", CODE)]
    "dots-users" "list-payout-methods" [("user-id", ID)] []
    "dots-users" "put-payout-method" [("user-id", ID)]
        [("platform", "ach"), ("routing-number", SSN), ("account-number", SSN), ("account-type", "savings"),
         ("default", "true"), ("auto-payout", "false"), ("metadata", DATA)]
    "dots-users" "put-payout-method" [("user-id", ID)] [("platform", "venmo"), ("phone", PHONE)]
    "dots-users" "put-payout-method" [("user-id", ID)] [("platform", "paypal"), ("email", EMAIL)]
    "dots-users" "put-payout-method" [("user-id", ID)]
        [("platform", "cash_app"), ("cash-tag", "$canary-ext-2c9e"), ("routing-number", SSN), ("account-number", SSN)]
    "dots-users" "put-compliance" [("user-id", ID)]
        [("form", "w9-individual"), ("first-name", QUOTED_NAME), ("last-name", LAST_NAME),
         ("birth-date", BIRTH_DATE), ("tax-id", SSN), ("street", STREET), ("city", "Spencer"), ("state", "IA"),
         ("postcode", "51301"), ("country", "US")]
    "dots-users" "put-compliance" [("user-id", ID)]
        [("form", "w9-business"), ("legal-name", QUOTED_NAME), ("birth-date", BIRTH_DATE), ("tax-id", SSN),
         ("street", STREET), ("line-2", LAST_NAME), ("city", "Spencer"), ("state", "IA"), ("postcode", "51301"),
         ("country", "US")]
    "dots-users" "put-compliance" [("user-id", ID)]
        [("form", "w8ben"), ("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("birth-date", BIRTH_DATE),
         ("tax-id", SSN), ("street", STREET), ("city", "Lisboa"), ("postcode", "1000-001"), ("country", "PT"),
         ("citizenship", "PT"), ("email", EMAIL), ("consent", ""), ("treaty", "PT"), ("treaty-citation", LAST_NAME),
         ("treaty-rate", "0.15"), ("treaty-income", "copyright12"), ("treaty-explanation", QUOTED_NAME)]
    "dots-users" "put-address" [("user-id", ID)]
        [("street", STREET), ("line-2", LAST_NAME), ("line-3", FIRST_NAME), ("city", "Spencer"), ("state", "IA"),
         ("postcode", "51301"), ("country", "US")]
    "dots-users" "create-flow" []
        [("user-id", ID), ("require-auth", ""), ("hide-dashboard", ""), ("metadata", DATA), ("step", "compliance"),
         ("step", "manage-payouts"), ("step", "payout"), ("step", "redirect=https://a.example.com/canary-ext-2c9e?b=c"),
         ("require-default-payout-method", ""), ("auto-payout", "false"), ("fee-party", "platform"),
         ("hide-continue-button", "")]
    "dots-users" "retrieve-flow" [("flow-id", ID)] []
    "dots-users" "list-flows" [("limit", "5"), ("ending-before", ID)] []
    "dots-users" "wait-for-flow" [("flow-id", ID), ("every", "1"), ("for-at-most", "0")] []

    "spinwheel-gql" "fetch-token" [] []
    "spinwheel-gql" "send-sms-verification-code" []
        [("phone", PHONE), ("birth-date", BIRTH_DATE), ("contact-id", "canary-ext-2c9e 'é'")]
    "spinwheel-gql" "verify-sms-code" [] [("contact-id", ID), ("code", CODE)]
    "spinwheel-gql" "user-verification" [] [("contact-id", ID)]
    "spinwheel-gql" "kba-questions" []
        [("contact-id", ID), ("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("birth-date", BIRTH_DATE),
         ("ssn", SSN), ("street", STREET), ("line-2", FIRST_NAME), ("city", "Spencer"), ("state", "IA"),
         ("zip", "51301"), ("zip-extension", "1234")]
    "spinwheel-gql" "send-kba-answers" []
        [("contact-id", ID), ("answer", "q-1=canary-ext-2c9e"), ("answer", "q-2=a-1")]
    "spinwheel-gql" "pull-credit-report" []
        [("contact-id", ID), ("source", "array-equifax"), ("lead-id", ID), ("middle-name", FIRST_NAME),
         ("suffix", LAST_NAME), ("first-name", QUOTED_NAME), ("last-name", LAST_NAME), ("birth-date", BIRTH_DATE),
         ("ssn", SSN), ("street", STREET), ("line-2", FIRST_NAME), ("city", "Spencer"), ("state", "IA"),
         ("zip", "51301"), ("zip-extension", "1234")]
    "spinwheel-gql" "pull-credit-report" []
        [("contact-id", ID), ("source", "array-equifax-kba"), ("user-verification-id", ID)]
    "spinwheel-gql" "credit-report" [] [("report-id", ID)]
    "spinwheel-gql" "credit-reports" []
        [("contact-id", ID), ("source", "crs-standard-prequal-vantage4-tu"), ("report-id", ID), ("report-id", "cr-2"),
         ("search", QUOTED_NAME), ("order", "newest-first"), ("skip", "1"), ("first", "10"), ("after", ID)]

    "signzy-link" "login" [] []
    "signzy-link" "send-link" [("business", LAST_NAME)]
        [("phone", PHONE), ("target-url", "https://app.example.com/canary-ext-2c9e"), ("country", "CA"),
         ("source-ip", "192.0.2.17"), ("custom-sms", QUOTED_NAME)]
    "signzy-link" "check-link" [("request-id", "canary-ext-2c9e/é"), ("session-id", ID)] []
    "signzy-link" "wait-for-verdict"
        [("request-id", ID), ("session-id", ID), ("every", "1"), ("for-at-most", "0")] []
};
