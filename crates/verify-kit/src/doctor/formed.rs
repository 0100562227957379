//! Whether what is set has the form the provider gives out.

use super::clients::{addresses, client};
use super::configured::missing;
use super::finding::Finding;
use super::live::Live;
use super::subject::Subject;
use super::surroundings::Surroundings;
use super::text::fault;

const CHECK: &str = "form";

/// What the crate's own constructors say, and what is known beyond that. Nothing is said of what is missing or was found
/// to be wrong before.
pub(super) fn check(subject: &Subject, around: &Surroundings) -> Vec<Finding> {
    let mut findings = shapes(subject, around);
    let broken = |name| around.raw(name).is_some_and(|value| fault(&value).is_some());
    let unready = subject.variables.iter().any(|variable| broken(variable.name));
    if unready || !missing(subject, around).is_empty() || !findings.is_empty() {
        return findings;
    }
    // Which environment does not matter: nothing is sent.
    let places = addresses(subject, Live::Production, around).unwrap_or_default();
    findings.push(match client(subject, &places, around) {
        Ok(_) => Finding::ok(CHECK, format!("a client of {} can be made of it", subject.name)),
        Err(why) => {
            Finding::problem(CHECK, format!("{}'s crate does not take it: {why}", subject.name), "correct it")
                .of_credentials(!why.contains("URL") && !why.contains("path"))
        }
    });
    findings
}

/// A rule about the text of a variable.
struct Shape {
    name: &'static str,
    holds: fn(&str) -> bool,
    says: &'static str,
    fix: &'static str,
    /// Else it is only unusual.
    wrong: bool,
    credentials: bool,
}

fn shapes(subject: &Subject, around: &Surroundings) -> Vec<Finding> {
    let of_subject = SHAPES.iter().filter(|shape| subject.variable(shape.name).is_some());
    let broken = of_subject.filter(|shape| {
        let fine = around.raw(shape.name).is_some_and(|value| fault(&value).is_none());
        fine && !(shape.holds)(&around.text(shape.name))
    });
    broken.map(finding).collect()
}

fn finding(shape: &Shape) -> Finding {
    let says = format!("{} {}", shape.name, shape.says);
    let make = if shape.wrong { Finding::problem } else { Finding::warning };
    make(CHECK, says, shape.fix).of_credentials(shape.credentials)
}

/// Source: the providers' documents, and clients that talk to them; what is seen but not documented is a warning.
const SHAPES: [Shape; 9] = [
    Shape {
        name: "FINICITY_PARTNER_SECRET",
        holds: partner_secret,
        says: "is no partner secret: those have 12 to 255 characters, letters and digits among them, and ! @ # $ % & * _ - +",
        fix: "copy it anew from the partner's dashboard",
        wrong: false,
        credentials: true,
    },
    Shape {
        name: "DOTS_CLIENT_ID",
        holds: |text| !text.starts_with("sk_"),
        says: "is an API key, and no client id",
        fix: "client ids begin with pk_; DOTS_API_KEY takes the key",
        wrong: true,
        credentials: true,
    },
    Shape {
        name: "DOTS_API_KEY",
        holds: |text| !text.starts_with("pk_"),
        says: "is a client id, and no API key",
        fix: "API keys begin with sk_; DOTS_CLIENT_ID takes the id",
        wrong: true,
        credentials: true,
    },
    Shape {
        name: "DOTS_WEBHOOK_SECRET",
        holds: |text| dots_users::webhook::Receiver::new([text]).is_ok(),
        says: "is no signing secret: those are whsec_ and base64",
        fix: "copy it anew from the Svix portal",
        wrong: true,
        credentials: true,
    },
    Shape {
        name: "DEBTCORE_ENDPOINT",
        holds: |text| text.parse::<spinwheel_gql::BaseUrl>().is_ok(),
        says: "is no address: it must be https://host[:port]/path; http is for this machine only",
        fix: "take the whole address of the GraphQL service",
        wrong: true,
        credentials: false,
    },
    Shape {
        name: "DEBTCORE_ENDPOINT",
        holds: |text| {
            text.parse::<http::Uri>().is_ok_and(|uri| uri.path().len() > 1) || !text.contains("://")
        },
        says: "has no path: it has to be the whole address of the GraphQL service",
        fix: "DebtCore's guide posts to /credit-service/graphql",
        wrong: false,
        credentials: false,
    },
    Shape {
        name: "DEBTCORE_TENANT_ID",
        holds: tenant,
        says: "is neither a UUID nor a domain name",
        fix: "count its digits: the provider's Postman page prints one with a digit too many",
        wrong: true,
        credentials: true,
    },
    Shape {
        name: "DEBTCORE_SCOPE",
        holds: |text| text.starts_with("api://") && text.ends_with("/.default"),
        says: "does not look like api://{app id}/.default",
        fix: "take it from the provider's authentication page; it differs between the environments",
        wrong: false,
        credentials: true,
    },
    Shape {
        name: "DEBTCORE_TOKEN",
        holds: |text| text.split('.').filter(|part| !part.is_empty()).count() == 3,
        says: "does not look like an access token, which is a JWT of three parts",
        fix: "fetch a token from Microsoft Entra ID, or set the four credentials in its place",
        wrong: false,
        credentials: true,
    },
];

fn partner_secret(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!@#$%&*_-+".contains(&byte);
    (12..=255).contains(&text.len())
        && text.bytes().all(allowed)
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn tenant(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let uuid =
        lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    uuid || (text.contains('.') && text.bytes().all(allowed))
}

#[cfg(test)]
mod tests {
    use verify_testkit::ManualClock;

    use super::super::finding::Level;
    use super::super::subject::SUBJECTS;
    use super::*;

    fn found(krate: &str, variables: &[(&str, &str)]) -> Vec<(Level, String)> {
        let subject = SUBJECTS.iter().find(|subject| subject.krate == krate).unwrap();
        let around = Surroundings::of(variables, ManualClock::frozen());
        check(subject, &around).into_iter().map(|finding| (finding.level, finding.says)).collect()
    }

    const DEBTCORE: [(&str, &str); 5] = [
        ("DEBTCORE_ENDPOINT", "https://debtcore.example.com/credit-service/graphql"),
        ("DEBTCORE_TENANT_ID", "00000000-0000-4000-8000-000000000001"),
        ("DEBTCORE_CLIENT_ID", "00000000-0000-4000-8000-000000000002"),
        ("DEBTCORE_CLIENT_SECRET", "synthetic"),
        ("DEBTCORE_SCOPE", "api://00000000-0000-4000-8000-000000000003/.default"),
    ];

    #[test]
    fn what_is_well_formed_makes_a_client() {
        let ok = |name: &str| [(Level::Ok, format!("a client of {name} can be made of it"))];
        assert_eq!(found("spinwheel-connect", &[("SPINWHEEL_SECRET_KEY", "key")]), ok("Spinwheel"));
        let dots = [("DOTS_CLIENT_ID", "pk_dev_1"), ("DOTS_API_KEY", "sk_dev_1")];
        assert_eq!(found("dots-users", &dots), ok("Dots"));
        assert_eq!(found("spinwheel-gql", &DEBTCORE), ok("DebtCore"));
        let finicity = [
            ("FINICITY_PARTNER_ID", "2445591604581"),
            ("FINICITY_PARTNER_SECRET", "Sandbox-c8d9aba3"),
            ("FINICITY_APP_KEY", "43cb"),
        ];
        assert_eq!(found("finicity-connect", &finicity), ok("Finicity"));
        let signzy = [("SIGNZY_TOKEN", "token"), ("SIGNZY_SEND_LINK_PATH", "/send")];
        assert_eq!(found("signzy-link", &signzy), ok("Signzy"));
    }

    #[test]
    fn what_is_not_is_named() {
        let one = |krate: &str, variables: &[(&str, &str)], level: Level, says: &str| {
            let found = found(krate, variables);
            assert!(found.iter().any(|(is, text)| *is == level && text.contains(says)), "{found:?}");
        };
        let swapped = [("DOTS_CLIENT_ID", "sk_dev_1"), ("DOTS_API_KEY", "pk_dev_1")];
        one("dots-users", &swapped, Level::Problem, "DOTS_CLIENT_ID is an API key");
        one("dots-users", &swapped, Level::Problem, "DOTS_API_KEY is a client id");
        one("dots-users", &[("DOTS_WEBHOOK_SECRET", "whsec_%")], Level::Problem, "is no signing secret");
        one(
            "dots-users",
            &[("DOTS_CLIENT_ID", "a:b"), ("DOTS_API_KEY", "k")],
            Level::Problem,
            "has no colon",
        );
        one(
            "finicity-connect",
            &[("FINICITY_PARTNER_SECRET", "short1")],
            Level::Warning,
            "12 to 255 characters",
        );
        for (name, value, level, says) in [
            ("DEBTCORE_ENDPOINT", "http://debtcore.example.com/graphql", Level::Problem, "is no address"),
            ("DEBTCORE_ENDPOINT", "https://debtcore.example.com", Level::Warning, "has no path"),
            ("DEBTCORE_TENANT_ID", "000000000-0000-4000-8000-000000000001", Level::Problem, "neither a UUID"),
            ("DEBTCORE_SCOPE", "credit", Level::Warning, "does not look like api://"),
            ("DEBTCORE_TOKEN", "token", Level::Warning, "JWT"),
        ] {
            one("spinwheel-gql", &[(name, value)], level, says);
        }
        let signzy = [("SIGNZY_TOKEN", "token"), ("SIGNZY_SEND_LINK_PATH", "send")];
        one("signzy-link", &signzy, Level::Problem, "send_link_path() must be a path");
    }
}
