//! Finicity's customers, consumers, institutions and accounts.

use serde_json::{Value, json};
use verify_sandbox::finicity::{BrokenRefresh, ConsumerState, DateType, Enforcement, LargeLimit};

use crate::finicity_client::{ACTIVE, Partner, TESTING, consumer_body, error, said};

const CUSTOMERS: &str = "/aggregation/v1/customers";

#[tokio::test]
async fn a_customer_is_created_read_changed_and_deleted() {
    let partner = Partner::new().await;
    let created = partner.post(TESTING, &json!({"username": "riley.one", "firstName": "Riley"})).await;
    assert_eq!(created.status, 201);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(created.json(), json!({"id": id, "username": "riley.one", "createdDate": "1768478400"}));
    partner.advance(60);
    let path = format!("{CUSTOMERS}/{id}");
    assert_eq!(partner.call("PUT", &path, &json!({"lastName": "Example"})).await.status, 204);
    let expected = json!({"id": id, "username": "riley.one", "type": "testing", "firstName": "Riley",
        "lastName": "Example", "createdDate": "1768478400", "lastModifiedDate": "1768478460"});
    assert_eq!(partner.get(&path).await.json(), expected);
    assert_eq!(partner.finicity.customers()[0].id, id);
    let nothing = partner.call("PUT", &path, &json!({})).await;
    assert_eq!(error(&nothing), said(400, "10025", "No data to update."));
    let gone = partner.call("DELETE", &path, &Value::Null).await;
    assert_eq!((gone.status, gone.text().as_str()), (204, ""));
    for (method, body) in [("GET", Value::Null), ("PUT", json!({"lastName": "x"})), ("DELETE", Value::Null)] {
        let missing = partner.call(method, &path, &body).await;
        assert_eq!(error(&missing), said(404, 14001, "Customer not found."), "{method}");
    }
    partner.finicity.choose(|choices| choices.created_date_on_create = DateType::Number);
    let created = partner.post(ACTIVE, &json!({"username": "riley.one"})).await;
    assert_eq!(created.json()["createdDate"], 1_768_478_460);
}

#[tokio::test]
async fn a_new_customer_is_checked() {
    let partner = Partner::new().await;
    partner.customer("taken-name").await;
    let refused = async |body: Value| error(&partner.post(TESTING, &body).await);
    assert_eq!(refused(json!({})).await, said(400, "10005", "Missing parameter (username)"));
    let long = "a".repeat(256);
    for name in ["short", "with space", "semi;colon", "ümlaut", &long] {
        let policy = said(400, "110039", "Username is not as per the policy.");
        assert_eq!(refused(json!({"username": name})).await, policy, "{name}");
    }
    assert_eq!(
        refused(json!({"username": "taken-name"})).await,
        said(409, "110002", "Username is not available.")
    );
    let odd = json!({"username": "somebody", "lastName": "Ex<mple"});
    assert_eq!(refused(odd.clone()).await, said(400, "45003", "Invalid character in name fields."));
    for wrong in [json!({"phone": "1234567890123456"}), json!({"email": 1}), json!({"firstName": null})] {
        let mut body = json!({"username": "somebody"});
        body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert_eq!(refused(body).await, said(400, "14020", "Bad request."));
    }
    partner.finicity.choose(|choices| {
        choices.username_policy_status = 500;
        choices.name_punctuation = "<".to_owned();
    });
    assert_eq!(refused(json!({"username": "short"})).await.0, 500);
    assert_eq!(partner.post(TESTING, &odd).await.status, 201);
    let entry = partner.tenant.journal().last().unwrap();
    assert!(entry.unread_fields.is_empty());
    partner.post(TESTING, &json!({"username": "another", "nickname": "x"})).await;
    assert_eq!(partner.tenant.journal().last().unwrap().unread_fields, ["nickname"]);
}

#[tokio::test]
async fn testing_customers_are_limited() {
    let partner = Partner::new().await;
    assert_eq!(partner.finicity.choices().testing_customer_cap, 500);
    partner.finicity.choose(|choices| choices.testing_customer_cap = 2);
    for name in ["customer-1", "customer-2"] {
        partner.customer(name).await;
    }
    let refused = partner.post(TESTING, &json!({"username": "customer-3"})).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (400, Some("14020")));
    assert!(partner.rests_on("testing_customer_cap_status") && partner.why().contains("2 testing customers"));
    assert_eq!(partner.post(ACTIVE, &json!({"username": "customer-3"})).await.status, 201);
    partner.finicity.choose(|choices| {
        choices.testing_customer_cap_status = 403;
        choices.testing_customer_cap_code = "1".to_owned();
    });
    let refused = partner.post(TESTING, &json!({"username": "customer-4"})).await;
    assert_eq!(error(&refused), said(403, "1", "Bad request."));
}

#[tokio::test]
async fn customers_are_listed_by_page() {
    let partner = Partner::new().await;
    for number in 1..=4 {
        partner.customer(&format!("customer-{number}")).await;
    }
    partner.post(ACTIVE, &json!({"username": "active-one", "lastName": "Tester"})).await;
    let list = async |query: &str| partner.get(&format!("{CUSTOMERS}?{query}")).await.json();
    let names = |list: &Value| {
        let all = list["customers"].as_array().unwrap().iter();
        all.map(|customer| customer["username"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = list("").await;
    assert_eq!(
        (&all["found"], &all["displaying"], &all["moreAvailable"]),
        (&json!(5), &json!(5), &json!(false))
    );
    let page = list("start=2&limit=2").await;
    assert_eq!(names(&page), ["customer-2", "customer-3"]);
    assert_eq!(
        (&page["found"], &page["displaying"], &page["moreAvailable"]),
        (&json!(5), &json!(2), &json!(true))
    );
    assert_eq!(names(&list("start=9").await), Vec::<String>::new());
    assert_eq!(names(&list("username=customer-3").await), ["customer-3"]);
    assert_eq!(list("username=nobody").await["found"], 0);
    assert_eq!(names(&list("search=TEST").await), ["active-one"]);
    assert_eq!(names(&list("type=active").await), ["active-one"]);
    assert_eq!(list("limit=5000").await["displaying"], 5);
    let refused = async |query: &str| error(&partner.get(&format!("{CUSTOMERS}?{query}")).await);
    assert_eq!(refused("type=both").await, said(400, "14016", "Invalid customer type."));
    for start in ["0", "-1"] {
        let message = "Start index cannot be less than one.";
        assert_eq!(refused(&format!("start={start}")).await, said(400, "41003", message));
    }
    assert_eq!(refused("limit=0").await, said(400, "41004", "Limit cannot be less than one."));
    assert_eq!(refused("start=x").await, said(400, "14020", "Bad request."));
    partner.finicity.choose(|choices| choices.large_limit = LargeLimit::Refuse);
    assert_eq!(refused("limit=1001").await, said(400, "14020", "Bad request."));
}

#[tokio::test]
async fn a_customer_has_one_consumer() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let path = format!("/decisioning/v1/customers/{customer}/consumer");
    let none = partner.get(&path).await;
    let message = format!("Cannot find consumer for customer with id {customer}.");
    assert_eq!(error(&none), said(404, "10100", &message));
    let created = partner.post(&path, &consumer_body()).await.json();
    let id = created["id"].as_str().unwrap().to_owned();
    let number: u64 = customer.parse().unwrap();
    assert_eq!(created, json!({"id": id, "createdDate": 1_768_478_400, "customerId": number}));
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let again = partner.post(&path, &consumer_body()).await;
    let message = format!("A consumer already exists for customer {customer}");
    assert_eq!(error(&again), said(409, 11000, &message));

    let mut expected = consumer_body();
    expected["ssn"] = json!("0008");
    for (name, value) in created.as_object().unwrap() {
        expected[name] = value.clone();
    }
    let one = format!("/decisioning/v1/consumers/{id}");
    assert_eq!(partner.get(&path).await.json(), expected);
    assert_eq!(partner.get(&one).await.json(), expected);
    let changed = partner.call("PUT", &one, &json!({"city": "Ames", "ssn": "666010009"})).await;
    assert_eq!(changed.status, 204);
    let read = partner.get(&one).await.json();
    assert_eq!(
        (&read["city"], &read["ssn"], &read["zip"]),
        (&json!("Ames"), &json!("0009"), &json!("51301"))
    );
    for (method, body) in [("GET", Value::Null), ("PUT", json!({"city": "x"}))] {
        let missing = partner.call(method, "/decisioning/v1/consumers/1234", &body).await;
        assert_eq!(error(&missing), said(404, "10100", "Cannot find consumer with id 1234."));
    }
    for (method, body) in [("GET", Value::Null), ("POST", consumer_body())] {
        let missing = partner.call(method, "/decisioning/v1/customers/1/consumer", &body).await;
        assert_eq!(error(&missing), said(404, 14001, "Customer not found."));
    }
}

#[tokio::test]
async fn a_consumer_is_checked() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let path = format!("/decisioning/v1/customers/{customer}/consumer");
    let refused = async |name: &str, value: Value| {
        let mut body = consumer_body();
        body[name] = value;
        error(&partner.post(&path, &body).await)
    };
    let ssn = "Invalid format for field consumer.ssn.  Required format is 9 digits.";
    for wrong in ["66601000", "6660100080", "66601000x"] {
        assert_eq!(refused("ssn", json!(wrong)).await, said(400, "10100", ssn));
    }
    let phone = said(400, "10100", "Invalid format for field consumer.phone.");
    assert_eq!(refused("phone", json!("1234567890123456")).await, phone);
    assert_eq!(refused("phone", json!("no number")).await, phone);
    let email = said(400, "10100", "Invalid format for field consumer.email.");
    assert_eq!(refused("email", json!("riley")).await, email);
    for birthday in [json!("1990-01-31"), json!({"year": 1990, "month": 2, "dayOfMonth": 30})] {
        assert_eq!(refused("birthday", birthday).await, said(400, "14020", "Bad request."));
    }
    let year_alone = refused("birthday", json!({"year": 1990})).await;
    assert_eq!(year_alone, said(400, "10005", "Missing parameter (month)"));
    let end_user = refused("endUser", json!({"name": "Acme"})).await;
    assert_eq!(end_user, said(400, "10005", "Missing parameter (address)"));

    for name in ["firstName", "lastName", "state"] {
        let mut body = consumer_body();
        body.as_object_mut().unwrap().remove(name);
        let message = format!("Missing parameter ({name})");
        assert_eq!(error(&partner.post(&path, &body).await), said(400, "10005", &message));
    }
    let least = json!({"firstName": "Riley", "lastName": "Example", "state": "IA"});
    let neither = partner.post(&path, &least).await;
    assert_eq!(error(&neither), said(400, "10005", "Missing parameter (ssn or birthday)"));
    assert!(partner.rests_on("consumer_either_or"));
    partner.finicity.choose(|choices| choices.consumer_either_or = Enforcement::Accept);
    assert_eq!(partner.post(&path, &least).await.status, 201);
}

#[tokio::test]
async fn a_state_has_two_letters_by_choice() {
    let partner = Partner::new().await;
    let body = |state: &str| {
        let mut body = consumer_body();
        body["state"] = json!(state);
        body
    };
    let customer = partner.customer("riley.one").await;
    let path = format!("/decisioning/v1/customers/{customer}/consumer");
    let created = partner.post(&path, &body("Iowa")).await;
    assert!(created.status == 201 && partner.rests_on("consumer_state"), "{}", created.text());
    let consumer = format!("/decisioning/v1/consumers/{}", created.json()["id"].as_str().unwrap());

    partner.finicity.choose(|choices| choices.consumer_state = ConsumerState::TwoLetters);
    let customer = partner.customer("riley.two").await;
    let path = format!("/decisioning/v1/customers/{customer}/consumer");
    let message = "Invalid format for field consumer.state.  Required format is 2 letters.";
    for wrong in ["Iowa", "I", "I1", "é"] {
        assert_eq!(error(&partner.post(&path, &body(wrong)).await), said(400, "10100", message), "{wrong}");
        assert!(partner.rests_on("consumer_state") && partner.why().contains("The message is ours."));
    }
    let changed = partner.call("PUT", &consumer, &json!({"state": "Utah"})).await;
    assert_eq!(error(&changed), said(400, "10100", message));
    assert_eq!(partner.call("PUT", &consumer, &json!({"state": "UT"})).await.status, 204);
    assert_eq!(partner.post(&path, &body("ia")).await.status, 201);
    assert!(!partner.rests_on("consumer_state"));
}

#[tokio::test]
async fn institutions_are_found() {
    let partner = Partner::new().await;
    let found = partner.get("/institution/v2/institutions?search=finbank%20profiles").await.json();
    assert_eq!((&found["found"], &found["institutions"][0]["id"]), (&json!(1), &json!(102_105)));
    let page = partner.get("/institution/v2/institutions?start=2&limit=2").await.json();
    assert_eq!(page["displaying"], 2);
    let all = verify_sandbox::finicity::institutions();
    assert_eq!(page["institutions"][0]["id"], all[2].id, "start counts pages here");
    let one = partner.get("/institution/v2/institutions/102176").await.json();
    assert_eq!(
        (&one["institution"]["id"], &one["institution"]["oauthEnabled"]),
        (&json!(102_176), &json!(true))
    );
    for id in ["1", "finbank"] {
        let missing = partner.get(&format!("/institution/v2/institutions/{id}")).await;
        assert_eq!(error(&missing), said(404, 14001, "Resource not found."));
    }
}

#[tokio::test]
async fn accounts_are_listed_and_refreshed() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let path = format!("{CUSTOMERS}/{customer}/accounts");
    assert_eq!(partner.get(&path).await.json(), json!({"accounts": []}));
    let login = partner.connected(&customer).await;
    let listed = partner.get(&path).await.json();
    let first = listed["accounts"][0].clone();
    assert_eq!(listed["accounts"].as_array().unwrap().len(), partner.finicity.accounts(&customer).len());
    assert_eq!((&first["institutionId"], &first["institutionLoginId"]), (&json!("101732"), &json!(login)));
    assert_eq!((&first["customerId"], &first["lastUpdatedDate"]), (&json!(customer), &json!(0)));
    assert!(first.get("aggregationStatusCode").is_none(), "nothing was aggregated yet");
    let kind = first["type"].as_str().unwrap();
    let of_kind = partner.get(&format!("{path}?type={kind}")).await.json();
    assert!(of_kind["accounts"].as_array().unwrap().iter().all(|account| account["type"] == kind));

    partner.advance(60);
    let refreshed = partner.post(&path, &Value::Null).await.json();
    assert_eq!(refreshed["accounts"][0]["lastUpdatedDate"], 1_768_478_460);
    assert_eq!(refreshed["accounts"][0]["aggregationStatusCode"], 0);
    assert!(partner.finicity.break_login(login, 103) && !partner.finicity.break_login(1, 185));
    assert!(!partner.finicity.break_login("no number", 185), "there is no such sign-in");
    assert!(partner.finicity.break_login(login.to_string(), 185), "an id may be text");
    let broken = partner.post(&path, &json!({})).await;
    assert_eq!((broken.status, broken.json()["code"].as_str()), (500, Some("185")));
    assert!(partner.why().contains("a fix link repairs it") && partner.rests_on("broken_refresh"));
    partner.finicity.choose(|choices| choices.broken_refresh = BrokenRefresh::AccountStatus);
    let shown = partner.post(&path, &Value::Null).await.json();
    assert_eq!(shown["accounts"][0]["aggregationStatusCode"], 185);
    assert!(partner.finicity.break_login(login, 0));
    assert_eq!(partner.post(&path, &Value::Null).await.status, 200);
    for method in ["GET", "POST"] {
        let missing = partner.call(method, &format!("{CUSTOMERS}/1/accounts"), &Value::Null).await;
        assert_eq!(error(&missing), said(404, 14001, "Customer not found."));
    }
}
