//! `webhook list`: what a running sandbox has delivered, or tried to.

use std::time::Duration;

use serde_json::{Value, json};

use crate::clock;
use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::stop::Stop;
use crate::table::{Side, Table};

/// How long the sandbox holds an answer back while nothing happens.
const HOLD: Duration = Duration::from_secs(20);

const NOTES: &str = "\
An attempt is a line: its number, which `webhook resend --id` takes, when it was sent, the event, which
attempt it was, how it was answered, and where it went. With --json: {\"deliveries\": […]}, each with
headers and body as they were sent; with --follow each is a line of its own.

Examples:
  verify-kit webhook list
  verify-kit webhook list --event added --follow --json";

#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// Of this event only, for instance `added`
    #[arg(long, value_name = "TYPE")]
    event: Option<String>,
    /// After the attempt with this number; 0 is the beginning
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = number)]
    since: u64,
    /// Go on as webhooks are delivered, until Ctrl-C
    #[arg(long, short)]
    follow: bool,
    #[command(flatten)]
    running: Running,
}

/// In place of clap's own parser, whose message repeats the number.
pub(super) fn number(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "must be the number of an attempt, as `webhook list` shows it")
}

/// What the log has.
#[derive(Debug)]
pub(super) struct Log {
    /// Those that are kept, the oldest first.
    pub(super) deliveries: Vec<Value>,
    /// All that there were.
    total: u64,
}

impl Log {
    pub(super) async fn read(address: &SandboxAddress) -> Result<Self, Failure> {
        Ok(Self::of(address.get("webhooks/deliveries").await?))
    }

    /// The log as soon as it has more than this one, or a while later.
    pub(super) async fn after(&self, address: &SandboxAddress) -> Result<Self, Failure> {
        let path = format!("webhooks/deliveries?wait={}", self.total + 1);
        Ok(Self::of(address.long_poll(&path, HOLD).await?))
    }

    fn of(mut answer: Value) -> Self {
        let deliveries = match answer["deliveries"].take() {
            Value::Array(deliveries) => deliveries,
            _ => Vec::new(),
        };
        let dropped = answer["dropped"].as_u64().unwrap_or_default();
        Self { total: dropped + deliveries.len() as u64, deliveries }
    }

    /// The newest number, 0 where there is none.
    pub(super) fn newest(&self) -> u64 {
        self.deliveries.last().map(id).unwrap_or_default()
    }
}

/// The number of an attempt.
pub(super) fn id(delivery: &Value) -> u64 {
    delivery["id"].as_u64().unwrap_or_default()
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        let address = self.running.address()?;
        if !self.follow {
            return self.list(&Log::read(&address).await?);
        }
        tokio::select! {
            biased;
            () = stop.wait() => Ok(()),
            done = self.go_on(&address) => done,
        }
    }

    fn list(&self, log: &Log) -> Result<(), Failure> {
        let wanted: Vec<&Value> = log.deliveries.iter().filter(|one| self.wants(one, self.since)).collect();
        if self.running.json {
            return output::json(&json!({"deliveries": wanted}));
        }
        if wanted.is_empty() {
            output::talk(
                "The sandbox has delivered no such webhook; what `webhook send` posts is not kept there.",
            );
            return Ok(());
        }
        let head = ["Number", "Sent", "Event", "Attempt", "Answer", "To"];
        let table = Table::new(head.map(|title| (title, Side::Left)), wanted.into_iter().map(row));
        table.lines().iter().try_for_each(output::out)
    }

    async fn go_on(&self, address: &SandboxAddress) -> Result<(), Failure> {
        let (mut since, mut log) = (self.since, Log::read(address).await?);
        loop {
            for delivery in log.deliveries.iter().filter(|one| self.wants(one, since)) {
                if self.running.json { output::json(delivery)? } else { output::out(line(delivery))? }
            }
            // After a reset the numbers go on.
            since = since.max(log.newest());
            log = log.after(address).await?;
        }
    }

    fn wants(&self, delivery: &Value, since: u64) -> bool {
        let named = |event: &String| delivery["event"] == event.as_str();
        id(delivery) > since && self.event.as_ref().is_none_or(named)
    }
}

fn row(delivery: &Value) -> [String; 6] {
    let text = |name: &str| output::printable(delivery[name].as_str().unwrap_or_default());
    let number = |name: &str| delivery[name].to_string();
    [
        number("id"),
        clock::time(&delivery["at"]),
        text("event"),
        number("attempt"),
        answer(delivery),
        text("url"),
    ]
}

/// In columns that do not know what is still to come.
pub(super) fn line(delivery: &Value) -> String {
    let [id, at, event, attempt, answer, url] = row(delivery);
    format!("{id:>4}  {at}  {event:<23}  attempt {attempt}  {answer}  {url}")
}

/// The status, or why there was none.
fn answer(delivery: &Value) -> String {
    let acknowledged = delivery["acknowledged"] == true;
    match (delivery["status"].as_u64(), delivery["error"].as_str()) {
        (Some(status), _) if acknowledged => status.to_string(),
        (Some(status), _) => format!("{status}, not taken"),
        (None, why) => output::printable(why.unwrap_or("none")),
    }
}
