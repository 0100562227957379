//! Whatever a server does to a call, and however often it quotes the request: the command says nothing of what was sent, and
//! ends with the code that is right for how far the call got.

mod door;
mod server;
mod trouble;

use std::process::Command;

use verify_testkit::assert_no_leak;
use verify_testkit::canary::{
    BIRTH_DATE, CODE, EMAIL, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET, SSN, STREET, find_leaks,
};

use self::server::Server;
use self::trouble::{Leaves, Strike, Trouble};
use crate::support::{kit, run_with};

/// The codes that are documented.
const FAILED: i32 = 1;
const REFUSED: i32 = 3;
const CREDENTIALS: i32 = 4;
const UNKNOWN: i32 = 5;

/// A command that sends, and at most once.
struct Case {
    /// Provider, operation, flags; the names of canaries stand for their values.
    line: &'static str,
    /// What the provider answers to a client that has to log in first.
    login: Option<&'static str>,
}

const CONNECT: Case = Case {
    line: "spinwheel-connect connect-sms --phone PHONE --birth-date BIRTH_DATE --ext-user-id EXTERNAL_ID",
    login: None,
};
const VERIFY: Case =
    Case { line: "spinwheel-connect verify-sms-code --user-id EXTERNAL_ID --code CODE", login: None };
const KBA: Case = Case {
    line: "spinwheel-connect start-kba --first-name FIRST_NAME --last-name LAST_NAME --birth-date BIRTH_DATE \
           --ssn SSN --street STREET --city Spencer --state IA --zip 51301 --ext-user-id EXTERNAL_ID",
    login: None,
};

const USER: Case = Case {
    line: "dots-users create-user --first-name FIRST_NAME --last-name LAST_NAME --email EMAIL --phone PHONE \
           --birth-date BIRTH_DATE",
    login: None,
};
const METHOD: Case = Case {
    line: "dots-users put-payout-method --user-id EXTERNAL_ID --platform ach --routing-number SSN --account-number CODE",
    login: None,
};

const FINICITY_LOGIN: Option<&str> = Some(r#"{"token": "canary-key-5f1d9a7c3b"}"#);
const CUSTOMER: Case = Case {
    line: "finicity-connect create-testing-customer --username EXTERNAL_ID --first-name FIRST_NAME \
           --last-name LAST_NAME --phone PHONE --email EMAIL",
    login: FINICITY_LOGIN,
};
const CONSUMER: Case = Case {
    line: "finicity-connect create-consumer --customer-id EXTERNAL_ID --first-name FIRST_NAME \
           --last-name LAST_NAME --address STREET --state IA --birth-date BIRTH_DATE --ssn SSN --email EMAIL \
           --phone PHONE",
    login: FINICITY_LOGIN,
};

const DEBTCORE_LOGIN: Option<&str> =
    Some(r#"{"token_type": "Bearer", "expires_in": 3599, "access_token": "canary-key-5f1d9a7c3b"}"#);
const TEXT: Case = Case {
    line: "spinwheel-gql send-sms-verification-code --phone PHONE --birth-date BIRTH_DATE \
           --contact-id EXTERNAL_ID",
    login: DEBTCORE_LOGIN,
};
const QUESTIONS: Case = Case {
    line: "spinwheel-gql kba-questions --first-name FIRST_NAME --last-name LAST_NAME --birth-date BIRTH_DATE \
           --ssn SSN --street STREET --city Spencer --state IA --zip 51301 --contact-id EXTERNAL_ID",
    login: DEBTCORE_LOGIN,
};

const LINK: Case = Case {
    line: "signzy-link send-link --phone PHONE --target-url https://app.example.com/EXTERNAL_ID \
           --custom-sms FIRST_NAME --business LAST_NAME",
    login: None,
};
/// The same of a client with username and password.
const LINK_WITH_LOGIN: Case = Case {
    line: "signzy-link send-link --login --phone PHONE --target-url https://app.example.com/EXTERNAL_ID \
           --custom-sms FIRST_NAME --business LAST_NAME",
    login: Some(r#"{"id": "canary-key-5f1d9a7c3b", "ttl": 1209600, "userId": "canary-ext-2c9e"}"#),
};

/// What the names in a line stand for.
const CANARIES: [(&str, &str); 9] = [
    ("PHONE", PHONE),
    ("BIRTH_DATE", BIRTH_DATE),
    ("EXTERNAL_ID", EXTERNAL_ID),
    ("FIRST_NAME", FIRST_NAME),
    ("LAST_NAME", LAST_NAME),
    ("STREET", STREET),
    ("EMAIL", EMAIL),
    ("CODE", CODE),
    ("SSN", SSN),
];

impl Case {
    fn words(&self) -> Vec<String> {
        let value = |word: &str| {
            CANARIES.iter().fold(word.to_owned(), |word, (name, value)| word.replace(name, value))
        };
        self.line.split_whitespace().map(value).collect()
    }

    fn command(&self) -> Command {
        let words = self.words();
        kit(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Against a server that strikes the call, and one that strikes the login.
    fn suffer(&self) {
        let sandbox = |command: &mut Command, server: &Server| {
            command.env("VERIFY_SANDBOX_URL", &server.sandbox);
        };
        for trouble in trouble::all() {
            self.meet(&trouble, self.login, self.code(trouble.leaves), &sandbox);
            if self.login.is_some() {
                self.meet(&trouble, None, self.login_code(trouble.leaves), &sandbox);
            }
        }
    }

    /// How it ends when the call is struck.
    fn code(&self, leaves: Leaves) -> i32 {
        match leaves {
            // GraphQL can answer beside an error, and the complaint has `data`.
            Leaves::Refused if self.line.starts_with("spinwheel-gql") => UNKNOWN,
            Leaves::Unknown => UNKNOWN,
            Leaves::Outside => CREDENTIALS,
            Leaves::Refused | Leaves::Throttled => REFUSED,
        }
    }

    /// How it ends when the login is struck: the call itself never left.
    fn login_code(&self, leaves: Leaves) -> i32 {
        match leaves {
            // An authority says 401 in JSON when it is about the credentials; as text, it is none.
            Leaves::Outside if self.line.starts_with("spinwheel-gql") => REFUSED,
            // Whatever Finicity says no to at a login is about the credentials: five of them lock the account.
            Leaves::Refused if self.line.starts_with("finicity-connect") => CREDENTIALS,
            Leaves::Unknown => FAILED,
            Leaves::Outside => CREDENTIALS,
            Leaves::Refused | Leaves::Throttled => REFUSED,
        }
    }

    fn meet(
        &self,
        trouble: &Trouble,
        login: Option<&'static str>,
        code: i32,
        lead: &dyn Fn(&mut Command, &Server),
    ) {
        for format in [None, Some("--json")] {
            let server = Server::start(login, trouble.strike.clone());
            let mut command = self.command();
            command.args(format);
            lead(&mut command, &server);
            let ran = run_with(command);
            let (shown, seen) = (ran.shown(), server.seen());
            let what = format!("{}: {} {}", self.line, trouble.name, format.unwrap_or_default());
            assert_no_leak(&what, &shown);
            assert_eq!(ran.code, code, "{what}: {shown}");
            assert!(ran.stdout.is_empty() && ran.stderr.contains("error: "), "{what}: {shown}");
            let reads = !matches!(trouble.strike, Strike::CloseBeforeReading);
            assert!(!reads || find_leaks(&seen).contains(&"secret"), "{what}: nothing to quote arrived");
        }
    }
}

#[test]
fn spinwheels_commands() {
    [CONNECT, VERIFY, KBA].iter().for_each(Case::suffer);
}

#[test]
fn commands_of_dots() {
    [USER, METHOD].iter().for_each(Case::suffer);
}

#[test]
fn finicitys_commands() {
    [CUSTOMER, CONSUMER].iter().for_each(Case::suffer);
}

#[test]
fn debtcores_commands() {
    [TEXT, QUESTIONS].iter().for_each(Case::suffer);
}

#[test]
fn signzys_commands() {
    [LINK, LINK_WITH_LOGIN].iter().for_each(Case::suffer);
}

/// Of the one provider whose address is the caller's own.
#[test]
fn live_commands() {
    for trouble in trouble::all() {
        TEXT.meet(&trouble, None, TEXT.code(trouble.leaves), &|command, server| {
            command.args(["--live", "--yes", "--endpoint", &format!("{}/graphql", server.provider)]);
            command.env("DEBTCORE_TOKEN", SECRET);
        });
    }
}

#[test]
fn the_lines_have_all_canaries() {
    let all =
        [CONNECT, VERIFY, KBA, USER, METHOD, CUSTOMER, CONSUMER, TEXT, QUESTIONS, LINK, LINK_WITH_LOGIN];
    let text = all.iter().flat_map(Case::words).collect::<Vec<_>>().join(" ");
    for (name, value) in CANARIES {
        assert!(text.contains(value) && !text.contains(name), "{name}");
    }
}
