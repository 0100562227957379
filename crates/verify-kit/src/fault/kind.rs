//! What a fault does.

use std::time::Duration;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::duration::duration;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What happens")]
pub(super) struct KindArgs {
    /// What goes wrong
    #[arg(long, value_enum)]
    kind: Kind,
    /// With `status`: the HTTP status, 200 to 599
    #[arg(long, value_name = "NUMBER", value_parser = status)]
    status: Option<u16>,
    /// With `refusal`: an error token that the provider documents
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// With `too_many_requests`: 5s, date:60s (a date so far ahead), `absent`, `past_date`, `garbage` or `huge`
    #[arg(long, value_name = "WHEN", value_parser = retry_after)]
    retry_after: Option<Value>,
    /// With `slow`: the pause before each byte, on the sandbox's clock, for instance 20ms
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pause: Option<Duration>,
    /// With `missing_field`, `null_field`, `retyped_field`: a dotted path such as data.userId or list.0.x
    #[arg(long, value_name = "PATH")]
    field: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Kind {
    /// The connection is closed and the body not read
    CloseBeforeReading,
    /// The request is read, not carried out, and the connection closed
    CloseAfterReading,
    /// The request is carried out, and its answer lost
    AcceptedThenLost,
    /// The request is not carried out and never answered
    NoAnswer,
    /// The answer arrives byte by byte: --pause
    Slow,
    /// Half of the answer's body arrives
    CutBody,
    /// A gateway's page with status 502 instead
    BadGatewayHtml,
    /// This status in the provider's dialect instead: --status
    Status,
    /// An error of the provider instead: --token
    Refusal,
    /// Status 429 instead: --retry-after, `absent` when left out
    TooManyRequests,
    /// Every enum of the answer has a value nobody knows
    UnknownEnum,
    /// A field of the answer is missing: --field
    MissingField,
    /// A field of the answer is null: --field
    NullField,
    /// A field of the answer has another type: --field
    RetypedField,
    /// The answer is no complete JSON
    InvalidJson,
    /// The answer has no body
    EmptyBody,
}

impl Kind {
    /// As it is called in the control API and on the command line.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The flag with what it needs to know.
    fn flag(self) -> Option<&'static str> {
        Some(match self {
            Self::Slow => "--pause",
            Self::Status => "--status",
            Self::Refusal => "--token",
            Self::TooManyRequests => "--retry-after",
            Self::MissingField | Self::NullField | Self::RetypedField => "--field",
            _ => return None,
        })
    }
}

/// In place of clap's own parser, whose message repeats the number.
fn status(text: &str) -> Result<u16, &'static str> {
    text.parse().ok().filter(|status| (200..=599).contains(status)).ok_or("must be a number from 200 to 599")
}

fn retry_after(text: &str) -> Result<Value, &'static str> {
    const RULE: &str = "must be a time like 5s, date:60s, or absent, past_date, garbage or huge";
    if ["absent", "past_date", "garbage", "huge"].contains(&text) {
        return Ok(json!(text));
    }
    let (key, length) = text.strip_prefix("date:").map_or(("seconds", text), |length| ("date", length));
    let length = duration(length).map_err(|_| RULE)?;
    if length.subsec_nanos() == 0 { Ok(json!({key: length.as_secs()})) } else { Err(RULE) }
}

/// The kind as it was typed: its name, and what it had to know.
pub(super) fn shown(kind: &Value) -> String {
    let Some((name, knows)) = kind.as_object().and_then(|kind| kind.iter().next()) else {
        return plain(kind);
    };
    let knows = match knows.as_object().and_then(|knows| knows.iter().next()) {
        Some((unit, length)) if unit == "seconds" => format!("{length}s"),
        Some((unit, length)) if unit == "date" => format!("date:{length}s"),
        Some((unit, length)) if unit == "pause_ms" => format!("{length}ms"),
        Some((name, value)) => format!("{name} {}", plain(value)),
        None => plain(knows),
    };
    format!("{name} {knows}")
}

/// A text without its quotes.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl KindArgs {
    /// The provider's token, where one was given.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// As the control API takes it.
    pub(super) fn read(&self) -> Result<Value, Failure> {
        let given = [
            ("--status", self.status.map(|status| json!(status))),
            ("--token", self.token.as_ref().map(|token| json!(token))),
            ("--retry-after", self.retry_after.clone()),
            (
                "--pause",
                self.pause
                    .map(|pause| json!({"pause_ms": u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)})),
            ),
            ("--field", self.field.as_ref().map(|path| json!(path))),
        ];
        let name = self.kind.name();
        let mut value = None;
        for (flag, of_flag) in given {
            let Some(of_flag) = of_flag else { continue };
            if self.kind.flag() != Some(flag) {
                return Err(
                    Failure::usage(format!("{flag} does not go with --kind {name}")).next(fitting(flag))
                );
            }
            value = Some(of_flag);
        }
        match (self.kind, self.kind.flag(), value) {
            (_, None, _) => Ok(json!(name)),
            (_, Some(_), Some(value)) => Ok(json!({name: value})),
            (Kind::TooManyRequests, _, None) => Ok(json!({name: "absent"})),
            (_, Some(flag), None) => Err(Failure::usage(format!("--kind {name} needs {flag}"))
                .next("see what it takes with `verify-kit fault arm --help`")),
        }
    }
}

/// The kinds that a flag is for.
fn fitting(flag: &str) -> String {
    let kinds = Kind::value_variants().iter().filter(|kind| kind.flag() == Some(flag));
    format!("leave it out; it is for {}", kinds.map(|kind| kind.name()).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use serde_json::{Value, json};
    use verify_sandbox::FaultKind;

    use super::{Kind, KindArgs, retry_after};

    fn args(kind: Kind) -> KindArgs {
        KindArgs { kind, status: None, token: None, retry_after: None, pause: None, field: None }
    }

    /// The kind with what it needs.
    fn complete(kind: Kind) -> KindArgs {
        let mut args = args(kind);
        match kind.flag() {
            Some("--status") => args.status = Some(503),
            Some("--token") => args.token = Some("INVALID_NUMBER".to_owned()),
            Some("--pause") => args.pause = Some(std::time::Duration::from_millis(20)),
            Some("--field") => args.field = Some("data.userId".to_owned()),
            _ => {}
        }
        args
    }

    #[test]
    fn the_sandbox_knows_every_kind_and_no_other() {
        for kind in Kind::value_variants() {
            let value = complete(*kind).read().unwrap();
            let known: Result<FaultKind, _> = serde_json::from_value(value.clone());
            assert_eq!(known.ok().map(|known| json!(known)), Some(value));
        }
        let unknown = serde_json::from_value::<FaultKind>(json!("nonsense")).unwrap_err().to_string();
        assert_eq!(unknown.matches('`').count() / 2, Kind::value_variants().len() + 1, "{unknown}");
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        for kind in Kind::value_variants().iter().filter(|kind| kind.flag().is_some()) {
            assert_eq!(args(*kind).read().is_err(), *kind != Kind::TooManyRequests, "{kind:?}");
        }
        let mut odd = args(Kind::NoAnswer);
        odd.field = Some("x".to_owned());
        let refused = odd.read().unwrap_err();
        assert_eq!(refused.to_string(), "--field does not go with --kind no_answer");
        assert_eq!(
            refused.next_step(),
            Some("leave it out; it is for missing_field, null_field, retyped_field")
        );
    }

    #[test]
    fn retry_after_has_several_forms() {
        let read = |text: &str| retry_after(text).unwrap_or(Value::Null);
        assert_eq!(read("5s"), json!({"seconds": 5}));
        assert_eq!(read("date:1m"), json!({"date": 60}));
        assert_eq!(read("huge"), json!("huge"));
        for text in ["soon", "5", "20ms", "date:"] {
            assert_eq!(read(text), Value::Null, "{text}");
        }
    }
}
