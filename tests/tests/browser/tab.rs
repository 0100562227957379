//! What a person does in the browser, and what the application is told of it.

use serde_json::{Value, json};

use super::driver::ask;

/// The current SDK.
pub(crate) const NEW_SDK: &str = "connect-web-sdk";
/// The one before it.
pub(crate) const OLD_SDK: &str = "@finicity/connect-web-sdk";

/// A tab of the browser in which a link is open.
pub(crate) struct Tab(Value);

impl Tab {
    pub(crate) async fn open(request: Value) -> Self {
        Self(ask("open", request).await["tab"].take())
    }

    pub(crate) async fn ask(&self, verb: &str, mut request: Value) -> Value {
        request["tab"] = self.0.clone();
        ask(verb, request).await
    }

    /// Waits for a screen. On every one the focus is on the heading, the width is enough, and it says that it is a
    /// simulation.
    pub(crate) async fn screen(&self, name: &str) -> Value {
        let seen = self.ask("screen", json!({"name": name})).await;
        assert_eq!(seen["focus"], seen["heading"], "{seen}");
        assert_eq!(seen["overflow"], 0, "{seen}");
        assert!(seen["small"].as_str().unwrap().contains("Not affiliated"), "{seen}");
        seen
    }

    /// Waits for a screen that everybody can read.
    pub(crate) async fn accessible_screen(&self, name: &str) -> Value {
        let seen = self.screen(name).await;
        self.accessible().await;
        seen
    }

    /// No rule of accessibility is broken badly.
    pub(crate) async fn accessible(&self) {
        let broken = self.ask("accessibility", json!({})).await;
        assert_eq!(broken, json!([]), "{}", self.look().await);
    }

    pub(crate) async fn look(&self) -> Value {
        self.ask("look", json!({})).await
    }

    /// Waits for an error above the screen.
    pub(crate) async fn alert(&self) -> String {
        self.ask("alert", json!({})).await["alert"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn click(&self, name: &str) {
        self.ask("click", json!({"name": name})).await;
    }

    pub(crate) async fn fill(&self, name: &str, value: &str) {
        self.ask("fill", json!({"name": name, "value": value})).await;
    }

    pub(crate) async fn check(&self, name: &str) {
        self.ask("check", json!({"name": name})).await;
    }

    pub(crate) async fn keys(&self, keys: &[&str]) {
        self.ask("keys", json!({"keys": keys})).await;
    }

    pub(crate) async fn evaluate(&self, script: &str) -> Value {
        self.ask("evaluate", json!({"script": script})).await
    }

    /// From the landing to the bank's form.
    pub(crate) async fn to_bank(&self, name: &str) {
        self.screen("landing").await;
        self.click("Agree and continue").await;
        self.screen("search").await;
        self.fill("Search for your bank", "finbank").await;
        self.click("Search").await;
        self.ask("bank", json!({"name": name})).await;
    }

    pub(crate) async fn sign_in(&self, user: &str, password: &str) {
        self.screen("sign-in").await;
        self.fill("Banking Userid", user).await;
        self.fill("Banking Password", password).await;
        self.click("Sign in").await;
    }

    /// From the accounts that were found to the end.
    pub(crate) async fn share(&self, accounts: &[&str]) {
        self.screen("accounts").await;
        for account in accounts {
            self.check(account).await;
        }
        self.click("Save").await;
        self.screen("review").await;
        self.click("Submit").await;
    }

    /// All of it, with the plain user of the plain bank.
    pub(crate) async fn connect(&self) {
        self.to_bank("FinBank").await;
        self.sign_in("demo", "go").await;
        self.share(&["Checking", "Savings"]).await;
    }

    pub(crate) async fn exit(&self) {
        self.click("Exit").await;
        self.click("Yes").await;
    }

    /// What the application's handler of that name got, as soon as it was called.
    pub(crate) async fn told(&self, name: &str) -> Value {
        let events = self.ask("told", json!({"name": name})).await;
        let of_name = |event: &&Value| event[0] == name;
        let mut found = events.as_array().unwrap().iter().filter(of_name);
        let first = found.next().unwrap()[1].clone();
        assert!(found.next().is_none(), "{name} was told twice: {events}");
        first
    }

    /// What the application's handlers of that name have got so far.
    pub(crate) async fn all_told(&self, name: &str) -> Vec<Value> {
        let events = self.ask("events", json!({})).await;
        let of_name = |event: &&Value| event[0] == name;
        events.as_array().unwrap().iter().filter(of_name).map(|event| event[1].clone()).collect()
    }

    /// Waits until the SDK has found the page.
    pub(crate) async fn pinged(&self) {
        self.ask("told", json!({"name": "route"})).await;
    }

    /// Every message the application's window has got.
    pub(crate) async fn messages(&self) -> Vec<Value> {
        self.ask("messages", json!({})).await.as_array().unwrap().clone()
    }

    /// The screens in the route messages.
    pub(crate) async fn routes(&self) -> Vec<String> {
        let routes = self.all_told("route").await;
        routes.iter().map(|route| route["screen"].as_str().unwrap().to_owned()).collect()
    }

    /// Where the browser went.
    pub(crate) async fn address(&self, begins: &str) -> String {
        self.ask("address", json!({"begins": begins})).await.as_str().unwrap().to_owned()
    }

    /// Nothing was complained about in the console; the tab is closed.
    pub(crate) async fn close(self) {
        assert_eq!(self.ask("complaints", json!({})).await, json!([]));
        self.ask("close", json!({})).await;
    }
}
