//! Personas in a state: who has something in mind does it after an import, and who has done something does not do it again.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::dots::TokenRefusals;
use verify_sandbox::{ActKind, Persona, PersonaHandle, PersonaSummary, Sandbox, State, Tenant};

use crate::client::{BORN, Bench, PHONE};
use crate::dots_client::App;
use crate::personas::{asleep, somebody};
use crate::signzy_client::Customer;
use crate::state::{AHEAD, elsewhere};

use ActKind::{
    AnsweredRight, AnsweredWrong, Finished, Left, Opened, Previewed, Received, Refused, Returned, Stepped,
};

/// As it was exported, and elsewhere: a clock that is already further, and another tenant's name.
const PLACES: [(&str, u64); 2] = [("default", 0), AHEAD];

async fn customer(state: &State, (name, ahead): (&str, u64)) -> Customer {
    let (sandbox, clock) = elsewhere(state, name, ahead).await;
    let tenant = sandbox.tenant(name);
    let signzy = tenant.signzy();
    Customer { sandbox, clock, tenant, signzy }
}

async fn bench(state: &State, (name, ahead): (&str, u64)) -> Bench {
    let (sandbox, clock) = elsewhere(state, name, ahead).await;
    let tenant = sandbox.tenant(name);
    let spinwheel = tenant.spinwheel();
    Bench { sandbox, clock, tenant, spinwheel }
}

fn riley(tenant: &Tenant) -> PersonaHandle {
    tenant.personas().get(1).expect("the persona is in the state")
}

#[tokio::test]
async fn who_is_to_return_later_does_so_after_an_import() {
    let first = Customer::new().await;
    first.advance(40);
    let away = |riley: Persona| riley.with_link_previews().returns_after(Duration::from_secs(60));
    let there = somebody(&first.tenant, away);
    let token = first.token().await;
    let pair = first.pair().await;
    first.advance(20);
    let state = first.tenant.export();
    let before = [Received, Previewed, Previewed, Opened, Left];
    assert_eq!(there.did(), before);
    for place in PLACES {
        let customer = customer(&state, place).await;
        let riley = riley(&customer.tenant);
        assert_eq!(riley.acts(), there.acts(), "what was done is known, and is not done again");
        let now = verify_sandbox::Clock::now(&customer.clock);
        let next = now.checked_add(Duration::from_secs(40));
        assert_eq!(riley.summary().map(|riley| (riley.next, riley.behaviours.len())), Some((next, 2)));
        customer.advance(39);
        assert_eq!(riley.did(), before, "not before its time");
        customer.advance(1);
        assert_eq!(riley.did()[5..], [Returned, Opened, AnsweredRight, Finished]);
        assert_eq!(riley.acts().last().map(|act| act.at), next);
        let result = customer.with_token(&token, "GET", &pair.path(), &Value::Null).await.unwrap().json();
        assert_eq!(result["PhoneMatch"], "true");
        assert_eq!(customer.tenant.export().to_string().parse::<State>(), Ok(customer.tenant.export()));
    }
}

#[tokio::test]
async fn it_does_so_although_nobody_asks_the_tenant() {
    let first = Customer::new().await;
    somebody(&first.tenant, |riley| riley.returns_after(Duration::from_secs(60)));
    first.pair().await;
    let customer = customer(&first.tenant.export(), AHEAD).await;
    let journal = customer.tenant.journal();
    asleep(&customer.clock).await;
    customer.advance(60);
    for _ in 0..1000 {
        if journal.requests("signzy.open_link") == 1 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the link is not opened");
}

#[tokio::test]
async fn who_was_wrong_is_right_after_an_import() {
    let first = Bench::new().await;
    let there = somebody(&first.tenant, Persona::answers_wrong_then_right);
    let (user, code) = first.start(PHONE, BORN).await;
    let wrong = there.types_code().await.into_code();
    assert_ne!(wrong.as_deref(), Some(code.as_str()));
    let other = Persona::of("other@example.com");
    first.tenant.personas().add(other.clone()).unwrap().remove();
    let state = first.tenant.export();
    for place in PLACES {
        let bench = bench(&state, place).await;
        let riley = riley(&bench.tenant);
        assert_eq!(riley.types_code().await.into_code().as_ref(), Some(&code));
        assert_eq!(bench.verify(&user, &code).await.status, 200);
        assert_eq!(riley.did(), [Received, AnsweredWrong, AnsweredRight]);
        assert_eq!(bench.tenant.personas().add(other.clone()).unwrap().id(), 3, "numbers go on");
        bench.connect(PHONE, "1991-01-01").await;
        assert_eq!(riley.did().last(), Some(&Received), "what is sent from now on is received");
    }
}

#[tokio::test]
async fn who_was_asked_questions_answers_them_at_the_same_time() {
    let first = Bench::new().await;
    let there = somebody(&first.tenant, |riley| riley.returns_after(Duration::from_secs(60)));
    let asked = first.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await.json();
    let questions = asked["data"]["kba"]["questions"].as_array().unwrap().iter();
    let ids: Vec<_> = questions.map(|question| question["id"].as_str().unwrap().to_owned()).collect();
    tokio::select! {
        biased;
        _ = there.answers(&ids) => panic!("it is away"),
        () = asleep(&first.clock) => {}
    }
    first.advance(50);
    let state = first.tenant.export();
    for place in PLACES {
        let bench = bench(&state, place).await;
        let riley = riley(&bench.tenant);
        bench.advance(10);
        tokio::select! {
            biased;
            answered = riley.answers(&ids) => assert_eq!(answered.unwrap().answers().len(), ids.len()),
            () = asleep(&bench.clock) => panic!("it is away for longer than it was to be"),
        }
        assert_eq!(riley.did(), [Received, Returned, AnsweredRight]);
    }
}

#[tokio::test]
async fn a_page_that_is_open_stays_open() {
    let first = App::new().await;
    first.dots.choose(|choices| choices.token_refusals = TokenRefusals::Telling);
    let there = somebody(&first.tenant, Persona::comes_late);
    let flow = first.call("POST", "/v2/flows", &json!({"steps": ["manage-payouts"]})).await.json();
    there.opens(flow["link"].as_str().unwrap()).unwrap();
    let life = first.dots.choices().token_lifetime_seconds;
    let state = first.tenant.export();
    for (name, ahead) in PLACES {
        let (sandbox, clock) = elsewhere(&state, name, ahead).await;
        let riley = riley(&sandbox.tenant(name));
        clock.advance(Duration::from_secs(life - 1));
        assert_eq!(riley.did(), [Received, Opened, Stepped, Stepped]);
        clock.advance(Duration::from_secs(1));
        assert_eq!(riley.did()[4..], [Refused], "the code has run out by then");
        let why = sandbox.tenant(name).journal().last().unwrap().why;
        assert!(why.contains("expired"), "{why}");
    }
}

#[tokio::test]
async fn who_was_there_before_gets_nothing_of_what_is_imported() {
    let first = Customer::new().await;
    first.pair().await;
    let state = first.tenant.export();
    let second = Customer::new().await;
    let gone = somebody(&second.tenant, |riley| riley);
    second.tenant.import(&state).unwrap();
    assert_eq!((gone.summary(), second.tenant.personas().list()), (None::<PersonaSummary>, Vec::new()));
    let links = second.signzy.links();
    assert_eq!((links.len(), links[0].opened_by), (1, None));
}

#[tokio::test]
async fn damaged_personas_are_refused_and_change_nothing() {
    let first = Bench::new().await;
    somebody(&first.tenant, |riley| riley.returns_after(Duration::from_secs(60)));
    first.connect(PHONE, BORN).await;
    first.tenant.personas().add(Persona::of("other@example.com")).unwrap();
    let document: Value = serde_json::from_str(&first.tenant.export().to_string()).unwrap();
    let sandbox = Sandbox::builder().seed(7).start().await.unwrap();
    let tenant = sandbox.default_tenant();
    let cases = [
        ("", json!(7), "invalid type"),
        ("/lives/1/id", json!(1), "do not rise"),
        ("/born", json!(1), "do not rise"),
        ("/lives/1/persona/phone", json!("+1 (202) 555-0140"), "one number or address"),
        ("/lives/1/persona/email", json!("+"), "a persona needs a phone number"),
        ("/lives/1/persona/email", Value::Null, "cannot be reached"),
        ("/lives/0/persona/behaviours", json!(["returns-later", "abandons"]), "nobody abandons"),
        ("/lives/0/persona/behaviours", json!(["sulks"]), "unknown variant"),
        ("/lives/0/text/operation", json!("nobody.nothing"), "an operation is not known"),
    ];
    for (place, value, wanted) in cases {
        let mut changed = document.clone();
        *changed.pointer_mut(&format!("/personas{place}")).unwrap() = value;
        let state: State = changed.to_string().parse().unwrap();
        let said = tenant.import(&state).unwrap_err().to_string();
        assert!(said.contains("damaged, at personas") && said.contains(wanted), "{place}: {said}");
        assert!(!said.contains("sulks") && !said.contains("other@"), "{said}");
        assert!(tenant.personas().list().is_empty() && tenant.outbox().is_empty(), "{place}");
    }
}
