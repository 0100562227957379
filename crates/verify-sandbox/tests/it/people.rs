//! Every special number and date does what its row says.

use serde_json::Value;
use verify_sandbox::spinwheel::{Key, SpecialPerson, Step, choice_table, special_people};

use crate::client::{BORN, Bench, PHONE, Reply, wrong};

fn who(person: &SpecialPerson) -> (&'static str, &'static str) {
    match person.key {
        Key::Phone(number) => (number, BORN),
        Key::BirthDate(date) => (PHONE, date),
        Key::NetworkToken(_) => (PHONE, BORN),
        _ => unreachable!("a new key needs a new test"),
    }
}

async fn start_kba(bench: &Bench, born: &str) -> Reply {
    bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body(born)).await
}

/// Goes as far as the step at which it goes wrong; everything before must succeed.
async fn go(bench: &Bench, person: &SpecialPerson) -> Reply {
    let (phone, born) = who(person);
    match person.step {
        Step::Connect => bench.connect(phone, born).await,
        Step::Verify => {
            let (id, code) = bench.start(phone, born).await;
            bench.verify(&id, &code).await
        }
        Step::StartKba => start_kba(bench, born).await,
        Step::AnswerKba => {
            let started = start_kba(bench, born).await;
            assert_eq!(started.status, 201, "{}", started.text());
            crate::kba::answer_right(bench, &started.data("userId")).await
        }
        Step::OrderReport | Step::Report => {
            let id = bench.verified(phone, born).await;
            bench.order(&id).await
        }
        Step::ConnectNetwork => {
            let Key::NetworkToken(token) = person.key else { panic!("{person:?}") };
            bench.post("/v1/users/connect/network", &crate::network::body(token)).await
        }
        _ => unreachable!("a new step needs a new test"),
    }
}

#[tokio::test]
async fn each_gets_its_token() {
    for person in special_people().iter().filter(|person| person.token.is_some()) {
        let bench = Bench::new().await;
        let reply = go(&bench, person).await;
        assert_eq!(Some(reply.desc().as_str()), person.token, "{person:?}");
        assert!(
            bench.why().contains("special person") || bench.why().contains("special network token"),
            "{person:?}"
        );
        let choices = bench.spinwheel.choices();
        let token = person.token.unwrap();
        let status = choices.token_status.get(token).or(choices.own_token_status.get(token));
        assert_eq!(Some(&reply.status), status, "{person:?}");
        let texts = usize::from(matches!(person.step, Step::Verify | Step::OrderReport));
        assert_eq!(bench.tenant.outbox().len(), texts, "{person:?}");
    }
}

#[tokio::test]
async fn every_documented_token_has_somebody() {
    let people = special_people();
    let statuses = choice_table().into_iter().find(|row| row.name == "token_status").unwrap().default;
    let statuses: Value = serde_json::from_str(&statuses).unwrap();
    assert_eq!(statuses.as_object().unwrap().len(), 23);
    for token in statuses.as_object().unwrap().keys() {
        assert!(people.iter().any(|person| person.token == Some(token)), "{token}");
    }
}

#[tokio::test]
async fn ordinary_numbers_are_not_special() {
    for person in special_people() {
        if let Key::Phone(number) = person.key {
            let last: u32 = number.strip_prefix("+120255501").unwrap().parse().unwrap();
            assert!(last < 40, "{number}");
        }
    }
}

#[tokio::test]
async fn an_identity_error_needs_the_right_code() {
    let bench = Bench::new().await;
    let (id, code) = bench.start("+12025550114", BORN).await;
    assert_eq!(bench.verify(&id, &wrong(&code)).await.desc(), "INCORRECT");
    assert_eq!(bench.verify(&id, &code).await.desc(), "FAILED_IDENTIFICATION");
    let order = bench.order(&id).await;
    assert_eq!(order.desc(), "USER_NOT_CONNECTED");
}

#[tokio::test]
async fn who_is_not_identified_by_text_can_be_by_kba() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, "1951-01-01").await;
    assert_eq!(bench.verify(&id, &code).await.desc(), "FAILED_IDENTIFICATION");
    let mut body = Bench::kba_body("1951-01-01");
    body["userId"] = id.clone().into();
    body.as_object_mut().unwrap().remove("extUserId");
    let started = bench.secure("POST", "/v1/users/connect/kba", &body).await;
    assert_eq!((started.status, started.data("userId")), (201, id.clone()));
    assert_eq!(crate::kba::answer_right(&bench, &id).await.data("connectionStatus"), "SUCCESS");
    assert_eq!(bench.order(&id).await.status, 200);
}

#[tokio::test]
async fn a_report_can_fail_or_never_come() {
    let bench = Bench::new().await;
    for (phone, code, status) in [("+12025550121", 5000, "ERROR"), ("+12025550122", 2001, "IN_PROGRESS")] {
        let id = bench.verified(phone, BORN).await;
        assert_eq!(bench.order(&id).await.status, 200);
        bench.advance(1_000_000);
        let user = bench.user(&id).await;
        assert_eq!(user["creditReports"][0]["connectionStatus"]["statusCode"], code);
        assert_eq!(user["creditReports"][0]["connectionStatus"]["dataStatus"], status);
        assert!(user.get("creditCards").is_none());
    }
}

#[tokio::test]
async fn every_choice_and_token_the_source_names_exists() {
    let bench = Bench::new().await;
    let choices = bench.spinwheel.choices();
    let mut sources = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/spinwheel"))];
    let mut seen = 0;
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for named in text.split("rests_on(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(choice_table().iter().any(|row| row.name == named), "{named}");
            seen += 1;
        }
        for named in text.split("desk.token(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let known =
                choices.token_status.contains_key(named) || choices.own_token_status.contains_key(named);
            assert!(
                known
                    && (!choices.own_token_status.contains_key(named)
                        || choices.own_token_desc[named] == named)
            );
            seen += 1;
        }
    }
    assert!(seen > 70, "{seen}");
}
