//! An application that knows a person by a texted code or by a texted link. It uses what is published and nothing else.

use std::env;

use signzy_link::{Access, SendLink, SentLink, WaitForVerdict};
use spinwheel_connect::{
    ConnectSms, DateOfBirth, Error, ExtUserId, Liabilities, OrderCreditReport, OtpCode, PhoneNumber, UserId,
    VerifySmsCode, WaitForLiabilities,
};

/// Both providers, as they are configured where the application runs.
#[derive(Debug)]
pub struct Providers {
    spinwheel: spinwheel_connect::Client,
    signzy: signzy_link::Client,
}

/// What can go wrong: a provider, or a value that somebody gave.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Providers {
    /// Addresses and credentials come from the environment: those of a provider in production, those of a sandbox in tests.
    pub fn from_environment() -> Result<Self, Failure> {
        let spinwheel = spinwheel_connect::Environment::custom(
            &variable("SPINWHEEL_BASE_URL")?,
            &variable("SPINWHEEL_SECURE_BASE_URL")?,
        )?;
        let signzy = signzy_link::Environment::custom(&variable("SIGNZY_BASE_URL")?)?;
        Ok(Self {
            spinwheel: spinwheel_connect::Client::new(spinwheel, variable("SPINWHEEL_SECRET_KEY")?)?,
            signzy: signzy_link::Client::builder(signzy, Access::token(variable("SIGNZY_TOKEN")?))
                .send_link_path(variable("SIGNZY_SEND_LINK_PATH")?)
                .build()?,
        })
    }

    /// Texts a code.
    pub async fn text_code(&self, phone: &str, born: &str, customer: &str) -> Result<UserId, Failure> {
        let (phone, born) = (PhoneNumber::new(phone)?, DateOfBirth::new(born)?);
        let request = ConnectSms::new(phone, born, ExtUserId::new(customer)?);
        Ok(self.spinwheel.connect_sms(&request).await?.user_id)
    }

    /// How many debts the person has who typed this code; an error that may mean "try again" when it is wrong.
    pub async fn count_debts(&self, user: &UserId, code: &str) -> Result<usize, Failure> {
        self.spinwheel.verify_sms_code(&VerifySmsCode::new(user.clone(), OtpCode::new(code)?)).await?;
        self.spinwheel.order_credit_report(&OrderCreditReport::new(user.clone())).await?;
        match self.spinwheel.wait_for_liabilities(&WaitForLiabilities::new(user.clone())).await? {
            Liabilities::Connected(person) => Ok(person.liabilities().len()),
            _ => Err("there is no report".into()),
        }
    }

    /// Texts a link.
    pub async fn text_link(&self, phone: &str) -> Result<SentLink, Failure> {
        let back = "https://app.example.com/back/17";
        Ok(self.signzy.send_link(&SendLink::new(PhoneNumber::new(phone)?, back)?).await?)
    }

    /// Whether the person has the phone that the link was sent to.
    pub async fn has_phone(&self, link: SentLink) -> Result<bool, Error> {
        let verdict = self.signzy.wait_for_verdict(&WaitForVerdict::new(link)).await?;
        Ok(verdict.verdict.is_verified())
    }
}

fn variable(name: &str) -> Result<String, Failure> {
    env::var(name).map_err(|_| format!("{name} is not set").into())
}
