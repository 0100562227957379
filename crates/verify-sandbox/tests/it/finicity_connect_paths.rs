//! What a person can do on the page, and which webhooks follow.

use serde_json::{Value, json};

use crate::finicity_connect_stage::{FINBANK, Hub, OAUTH, PROFILES, Stage};

#[tokio::test]
async fn a_full_session_from_search_to_done() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    let visitor = stage.open(&link).await;
    assert_eq!(
        visitor.opened,
        json!({
            "sessionId": visitor.id, "kind": "full", "language": "en", "redirectUri": null, "institution": null,
            "partnerName": "Sandbox partner default", "timeoutSeconds": 1200, "end": null,
        })
    );
    let found = visitor.ok("search", json!({"query": "FINB"})).await;
    assert!(found["institutions"].as_array().unwrap().iter().any(|bank| bank["id"] == FINBANK));
    assert_eq!(
        visitor.choose(FINBANK).await,
        json!({
            "id": 101_732, "name": "FinBank", "url": "https://finbank.example", "oauth": false,
            "fields": [
                {"id": "101732001", "label": "Banking Userid", "type": "text"},
                {"id": "101732002", "label": "Banking Password", "type": "password"},
            ],
        })
    );
    let step = visitor.sign_in("demo", "go").await;
    let checking = &step["accounts"][0];
    assert_eq!(
        (
            &checking["name"],
            &checking["number"],
            &checking["type"],
            &checking["balance"],
            &checking["currency"]
        ),
        (&json!("Checking"), &json!("4321"), &json!("checking"), &json!(12500.75), &json!("USD"))
    );
    assert!(stage.accounts().await.is_empty(), "nothing is added before it is chosen");
    let chosen = json!({"accountIds": [checking["id"], step["accounts"][2]["id"]]});
    let added = visitor.ok("accounts", chosen).await;
    assert_eq!(added["added"].as_array().unwrap().len(), 2);
    let login = &added["added"][0]["institutionLoginId"];
    let end = visitor.ok("done", json!({})).await;
    let data = json!({"code": 200, "reason": "complete", "reportData": null});
    assert_eq!(end, json!({"message": {"type": "done", "data": data}, "redirect": null}));
    let events = hub.events(&stage, 7).await;
    assert_eq!(events, ["ping", "started", "institutionSupported", "adding", "discovered", "added", "done"]);
    let received = hub.after(&stage, 7).await;
    assert_eq!(received[2].json()["payload"], json!({"institutionId": "101732"}));
    assert_eq!(received[3].json()["payload"], json!({"institutionId": "101732"}));
    assert_eq!(received[4].json()["payload"]["accounts"].as_array().unwrap().len(), 3);
    let accounts = stage.accounts().await;
    assert_eq!(accounts.len(), 2);
    assert_eq!((&accounts[0]["id"], &accounts[0]["institutionLoginId"]), (&checking["id"], login));
    assert!(login.is_u64());
}

#[tokio::test]
async fn added_has_the_captured_fields_in_the_captured_order() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let body = json!({"webhook": hub.url, "institutionId": OAUTH});
    let visitor = stage.open(&stage.link("generate/lite", body).await).await;
    assert_eq!(
        (&visitor.opened["kind"], &visitor.opened["institution"]["oauth"]),
        (&json!("lite"), &json!(true))
    );
    let step = visitor.ok("sign-in", json!({"oauth": true})).await;
    let ids = json!({"accountIds": [step["accounts"][1]["id"]]});
    let added = visitor.ok("accounts", ids).await["added"][0].clone();
    visitor.ok("done", json!({})).await;
    let events = hub.events(&stage, 7).await;
    assert_eq!(
        events,
        ["ping", "started", "institutionSupported", "adding", "processing", "added", "done"],
        "as captured"
    );
    let received = hub.after(&stage, 7).await;
    let text: Vec<_> = received.iter().map(crate::client::Reply::text).collect();
    // The captured lengths, for a customer id of ten digits.
    assert_eq!([0, 1, 3, 6].map(|index| text[index].len()), [33, 113, 149, 110]);
    let expected = format!(
        r#"{{"customerId":"{}","eventType":"added","eventId":"{}","payload":{{"institutionId":"102176","accounts":[{{"id":{},"number":"3000002222","name":"401k","balance":88123.45,"type":"401k","status":"active","customerId":"{}","institutionId":"102176","createdDate":1768478400,"lastUpdatedDate":0,"currency":"USD","institutionLoginId":{},"displayPosition":2}}],"oauth":true}}}}"#,
        stage.customer,
        received[5].json()["eventId"].as_str().unwrap(),
        added["id"],
        stage.customer,
        added["institutionLoginId"],
    );
    assert_eq!(text[5], expected);
    let event_id = received[1].json()["eventId"].as_str().unwrap().to_owned();
    let (milliseconds, hex) = event_id.split_once('-').unwrap();
    assert_eq!((milliseconds, hex.len()), ("1768478400000", 24));
    assert!(hex.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase()));
}

#[tokio::test]
async fn a_second_factor_of_each_kind() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let visitor = stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    visitor.choose(FINBANK).await;
    for (user, questions, answers) in [
        ("tfa_text", 1, json!(["Rex"])),
        ("tfa_choice", 1, json!(["E-mail to r***@example.com"])),
        ("tfa_multi", 3, json!(["Spencer", "Text message to (***) ***-0142", "123456"])),
    ] {
        let step = visitor.sign_in(user, "go").await;
        assert_eq!((&step["step"], step["questions"].as_array().unwrap().len()), (&json!("mfa"), questions));
        assert_eq!(visitor.refused("mfa", json!({"answers": []})).await, (422, "invalid".to_owned()));
        let step = visitor.ok("mfa", json!({"answers": answers})).await;
        assert_eq!(step["accounts"].as_array().unwrap().len(), 2, "{user}");
    }
    let step = visitor.sign_in("tfa_choice", "go").await;
    assert_eq!(step["questions"][0]["kind"], "choice");
    let no_choice = json!({"answers": ["something else"]});
    assert_eq!(visitor.refused("mfa", no_choice).await, (422, "invalid".to_owned()));
    let step = visitor.ok("mfa", json!({"answers": ["fail"]})).await;
    assert_eq!((&step["step"], &step["code"]), (&json!("failed"), &json!(187)));
    assert_eq!(visitor.refused("mfa", json!({"answers": ["Rex"]})).await, (422, "invalid".to_owned()));
    let step = visitor.sign_in("demo", "go").await;
    assert_eq!(step["step"], "accounts", "one may sign in again");
    let events = hub.events(&stage, 17).await;
    assert_eq!(events[3..6], ["adding", "mfa", "discovered"]);
    assert_eq!(events[12..], ["adding", "mfa", "invalidCredentials", "adding", "discovered"]);
    assert_eq!(hub.after(&stage, 17).await[4].json()["payload"], json!({"institutionId": "101732"}));
}

#[tokio::test]
async fn sign_ins_that_fail() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let visitor = stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    assert_eq!(visitor.refused("sign-in", json!({"oauth": true})).await.0, 422, "no institution yet");
    visitor.choose(FINBANK).await;
    for (user, password, code) in [
        ("invalid_user", "go", 103),
        ("demo", "325", 325),
        ("nobody", "secret", 103),
        ("anybody", "103", 103),
    ] {
        let step = visitor.sign_in(user, password).await;
        assert_eq!((&step["step"], &step["code"]), (&json!("failed"), &json!(code)), "{user}");
        assert!(step["message"].is_string());
    }
    for fields in
        [json!({"101732001": "demo"}), json!({"101732001": "demo", "x": "y"}), json!({"101732001": 1})]
    {
        assert_eq!(visitor.refused("sign-in", json!({"fields": fields})).await, (422, "invalid".to_owned()));
    }
    assert_eq!(visitor.refused("sign-in", json!({"oauth": true})).await.0, 422);
    assert_eq!(visitor.refused("accounts", json!({"accountIds": ["1"]})).await.0, 422);
    assert_eq!(visitor.refused("done", json!({})).await.0, 422, "nothing was added");
    let events = hub.events(&stage, 11).await;
    let failures: Vec<_> = events[3..].iter().filter(|name| *name != "adding").collect();
    assert_eq!(
        failures,
        ["invalidCredentials", "unableToConnect", "invalidCredentials", "invalidCredentials"]
    );
    let unable = &hub.after(&stage, 11).await[6];
    assert!(
        unable.text().contains(r#""payload":{"institutionId":"101732","code":325}"#),
        "{}",
        unable.text()
    );
    stage.finicity.choose(|choices| choices.other_sign_ins = verify_sandbox::finicity::OtherSignIns::Accept);
    assert_eq!(visitor.sign_in("nobody", "secret").await["step"], "accounts");
    assert!(stage.tenant.journal().last().unwrap().choices.contains(&"other_sign_ins"));
}

#[tokio::test]
async fn institutions_that_are_not_there_or_not_supported() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let visitor = stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    assert_eq!(visitor.ok("search", json!({"query": "no such bank"})).await["institutions"], json!([]));
    let refused = visitor.refused("institution", json!({"institutionId": 190_001})).await;
    assert_eq!(refused, (422, "invalid".to_owned()));
    assert_eq!(visitor.refused("search", json!({})).await.0, 422);
    assert_eq!(hub.events(&stage, 4).await[2..], ["institutionNotFound", "institutionNotSupported"]);
    let received = hub.after(&stage, 4).await;
    assert_eq!(received[2].json()["payload"], json!({"query": "no such bank"}));
    assert_eq!(received[3].json()["payload"], json!({"institutionId": "190001"}));
    let lite = stage.open(&stage.link("generate/lite", json!({"institutionId": FINBANK})).await).await;
    assert_eq!(lite.refused("search", json!({"query": "finbank"})).await.0, 422, "a lite link has no search");
    assert_eq!(lite.refused("institution", json!({"institutionId": OAUTH})).await.0, 422);
}

#[tokio::test]
async fn the_profiles_of_the_other_test_institution() {
    let stage = Stage::new().await;
    let visitor = stage.open(&stage.link("generate/lite", json!({"institutionId": PROFILES})).await).await;
    let fields = json!({"102105001": "profile_03", "102105002": "profile_03"});
    let step = visitor.ok("sign-in", json!({"fields": fields})).await;
    assert_eq!(visitor.add_all(&step).await["added"].as_array().unwrap().len(), 4);
    let numbers: Vec<_> =
        stage.finicity.accounts(&stage.customer).iter().map(|account| account.institution_id).collect();
    assert_eq!(numbers, [PROFILES; 4]);
}

#[tokio::test]
async fn a_broken_sign_in_is_repaired() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let login = stage.with_login().await;
    assert!(stage.finicity.break_login(login, 185));
    let body = json!({"webhook": hub.url, "institutionLoginId": login.to_string()});
    let visitor = stage.open(&stage.link("generate/fix", body).await).await;
    assert_eq!(
        (&visitor.opened["kind"], &visitor.opened["institution"]["id"]),
        (&json!("fix"), &json!(FINBANK))
    );
    let step = visitor.sign_in("tfa_text", "go").await;
    assert_eq!(step["step"], "mfa");
    let step = visitor.ok("mfa", json!({"answers": ["Rex"]})).await;
    assert_eq!(step["accounts"].as_array().unwrap().len(), 3, "the accounts of the sign-in");
    let ids = |accounts: &[Value]| accounts.iter().map(|account| account["id"].clone()).collect::<Vec<_>>();
    let before = ids(&stage.accounts().await);
    visitor.ok("accounts", json!({"accountIds": []})).await;
    visitor.ok("done", json!({})).await;
    assert_eq!(ids(&stage.accounts().await), before);
    let status: Vec<_> = stage.finicity.accounts(&stage.customer).iter().map(|one| one.status_code).collect();
    assert_eq!(status, [0; 3]);
    // The deliveries of the log that went to this address: the first link had no webhook.
    let events = hub.events(&stage, 6).await;
    assert_eq!(events, ["ping", "started", "adding", "mfa", "credentialsUpdated", "done"]);
    let updated = hub.after(&stage, 6).await[4].json();
    assert_eq!(updated["payload"], json!({"institutionId": "101732", "mfa": true}));
}

#[tokio::test]
async fn a_fix_link_with_nothing_to_repair_ends_at_once() {
    let stage = Stage::new().await;
    let login = stage.with_login().await;
    let body =
        json!({"institutionLoginId": login.to_string(), "redirectUri": "https://app.example/back?a=1#top"});
    let link = stage.link("generate/fix", body).await;
    let visitor = stage.open(&link).await;
    let end = json!({
        "message": {"type": "error", "data": {"code": 201, "reason": "error"}},
        "redirect": "https://app.example/back?a=1&reason=error&code=201#top",
    });
    assert_eq!(visitor.opened["end"], end);
    let reply = visitor.act("sign-in", json!({"fields": {}})).await;
    assert_eq!(
        (reply.status, &reply.json()["error"]["what"], &reply.json()["end"]),
        (410, &json!("ended"), &end)
    );
    stage.finicity.choose(|choices| {
        choices.nothing_to_repair = verify_sandbox::finicity::NothingToRepair::SignIn;
    });
    let visitor = stage.open(&link).await;
    assert_eq!(visitor.opened["end"], Value::Null);
    assert_eq!(visitor.sign_in("demo", "go").await["step"], "accounts");
}

#[tokio::test]
async fn a_joint_session_is_the_primary_borrowers() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let joint = stage.new_customer("customer-2").await;
    let (first, second) = (stage.new_consumer(&stage.customer).await, stage.new_consumer(&joint).await);
    let borrowers = json!([
        {"customerId": joint, "consumerId": second, "type": "jointBorrower"},
        {"customerId": stage.customer, "consumerId": first, "type": "primary"},
    ]);
    let body = json!({"webhook": hub.url, "borrowers": borrowers});
    let link = stage.link("generate/jointBorrower", body).await;
    assert!(
        link.contains(&format!("?consumerId={first}&customerId={}&origin=url", stage.customer)),
        "{link}"
    );
    let visitor = stage.open(&link).await;
    assert_eq!(visitor.opened["kind"], "joint");
    visitor.choose(FINBANK).await;
    visitor.add_all(&visitor.sign_in("demo", "go").await).await;
    visitor.ok("done", json!({})).await;
    let received = hub.after(&stage, 7).await;
    for request in &received[1..] {
        let start = format!(r#"{{"customerId":"{}","consumerId":"{first}","eventType":"#, stage.customer);
        assert!(request.text().starts_with(&start), "{}", request.text());
    }
    assert_eq!(stage.finicity.accounts(&stage.customer).len(), 3);
    assert!(stage.finicity.accounts(&joint).is_empty());
}

#[tokio::test]
async fn accounts_are_removed_and_found_again() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let login = stage.with_login().await;
    let before = stage.accounts().await;
    let visitor = stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    let removed = before[0]["id"].clone();
    assert_eq!(visitor.refused("remove-accounts", json!({"accountIds": ["1"]})).await.0, 422);
    visitor.ok("remove-accounts", json!({"accountIds": [removed]})).await;
    assert_eq!(stage.accounts().await.len(), 2);
    visitor.choose(FINBANK).await;
    let added = visitor.add_all(&visitor.sign_in("demo", "go").await).await["added"].clone();
    assert_eq!(added[0]["institutionLoginId"], login, "the same sign-in");
    assert_eq!(added[1]["id"], before[1]["id"], "the same account");
    assert_eq!(stage.accounts().await.len(), 3);
    let deleted = hub.after(&stage, 6).await[2].clone();
    let payload = format!(r#""payload":{{"accounts":[{removed}],"institutionId":"101732"}}"#);
    assert!(deleted.text().contains(&payload), "{}", deleted.text());
    assert_eq!(deleted.json()["eventType"], "accountsDeleted");
}
