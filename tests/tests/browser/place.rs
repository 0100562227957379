//! A sandbox with a partner who is logged in and a customer, and links for that customer.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::{Finicity, ManualClock, Sandbox, Tenant};

use super::driver::ask;
use super::tab::Tab;

/// Dropped with the test, it stops.
pub(crate) struct Place {
    sandbox: Sandbox,
    pub(crate) tenant: Tenant,
    pub(crate) finicity: Finicity,
    pub(crate) customer_id: String,
    token: String,
    /// The application: in a browser, and for servers.
    application: Value,
}

impl Place {
    pub(crate) async fn start() -> Self {
        let sandbox = Sandbox::builder().clock(ManualClock::running()).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let finicity = tenant.finicity();
        let application = ask("application", json!({})).await;
        let mut place =
            Self { sandbox, tenant, finicity, customer_id: String::new(), token: String::new(), application };
        let credentials = json!({"partnerId": place.finicity.partner_id(), "partnerSecret": place.finicity.partner_secret()});
        let login = place.call("/aggregation/v2/partners/authentication", credentials).await;
        login["token"].as_str().unwrap().clone_into(&mut place.token);
        let customer = json!({"username": "customer_of_the_browser"});
        let customer = place.call("/aggregation/v2/customers/testing", customer).await;
        customer["id"].as_str().unwrap().clone_into(&mut place.customer_id);
        place
    }

    /// A call of the partner's server.
    async fn call(&self, path: &str, body: Value) -> Value {
        let headers = json!({
            "content-type": "application/json", "accept": "application/json",
            "finicity-app-key": self.finicity.app_key(), "finicity-app-token": self.token,
        });
        let url = format!("{}{path}", self.finicity.base_url());
        let request = json!({"method": "POST", "url": url, "headers": headers, "body": body});
        let answer = ask("call", request).await;
        let status = answer["status"].as_u64().unwrap();
        let text = answer["text"].as_str().unwrap();
        assert!((200..300).contains(&status), "{path}: {status} {text}");
        serde_json::from_str(text).unwrap()
    }

    /// A link of one of the generate calls, which reports to the application's webhook.
    async fn link_of(&self, path: &str, more: Value) -> String {
        let mut order = json!({
            "partnerId": self.finicity.partner_id(), "customerId": self.customer_id,
            "webhook": format!("{}/webhook", self.application["server"].as_str().unwrap()),
        });
        order.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = self.call(path, order).await;
        answer["link"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn link(&self) -> String {
        self.link_with(json!({})).await
    }

    /// With other fields besides the usual ones.
    pub(crate) async fn link_with(&self, more: Value) -> String {
        self.link_of("/connect/v2/generate", more).await
    }

    pub(crate) async fn lite_link(&self, institution_id: u64) -> String {
        self.link_of("/connect/v2/generate/lite", json!({"institutionId": institution_id})).await
    }

    pub(crate) async fn fix_link(&self, login_id: u64) -> String {
        self.link_of("/connect/v2/generate/fix", json!({"institutionLoginId": login_id.to_string()})).await
    }

    /// Connects an account without a browser; returns the sign-in.
    pub(crate) async fn connected(&self) -> u64 {
        let session = self.finicity.open(&self.link().await).unwrap();
        session.choose(101_732).unwrap();
        let verify_sandbox::finicity::Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap()
        else {
            panic!("no accounts")
        };
        let added = session.add_accounts([accounts[0].id.as_str()]).unwrap();
        session.done().unwrap();
        added[0].institution_login_id
    }

    /// A page of the application, as a browser has its address.
    pub(crate) fn page(&self, path: &str) -> String {
        format!("{}{path}", self.application["page"].as_str().unwrap())
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.sandbox.clock().advance(Duration::from_secs(seconds));
    }

    /// The link alone in a browser.
    pub(crate) async fn open(&self, link: &str) -> Tab {
        Tab::open(json!({"link": link})).await
    }

    /// The link in an application with an SDK.
    pub(crate) async fn embed(&self, link: &str, sdk: &str, options: Value) -> Tab {
        Tab::open(json!({"link": link, "sdk": sdk, "options": options})).await
    }

    /// The names of the accounts the sandbox has for the customer.
    pub(crate) fn accounts(&self) -> Vec<String> {
        self.finicity.accounts(&self.customer_id).into_iter().map(|account| account.name).collect()
    }

    /// The names of the webhooks that were sent, as soon as there are so many; the pings of the generate calls apart.
    pub(crate) async fn webhooks(&self, count: usize) -> Vec<&'static str> {
        let pings = |deliveries: &[verify_sandbox::Delivery]| {
            deliveries.iter().filter(|delivery| delivery.event.ends_with("ping")).count()
        };
        let webhooks = self.tenant.webhooks();
        let deliveries = webhooks.wait(count + pings(&webhooks.deliveries())).await;
        let events = deliveries.iter().map(|delivery| delivery.event.rsplit('.').next().unwrap());
        events.filter(|event| *event != "ping").collect()
    }

    /// A request of something that only looks at a link.
    pub(crate) async fn look_at(&self, method: &str, url: &str) -> Value {
        ask("call", json!({"method": method, "url": url, "headers": {}})).await
    }
}
