//! The pages: plain HTML without a script. Whatever comes from outside is escaped.

use crate::form::Form;
use crate::notice::Notice;
use crate::{Session, Verification, Way};

/// The page for where a person is.
pub(crate) fn page(
    session: &Session,
    ways: &[Way],
    notice: Notice,
    typed: &Form,
    accounts: &[String],
) -> String {
    let body = match &session.verification {
        Verification::Open { .. } | Verification::Asked { .. } => sign_up(typed, "Text me"),
        Verification::Sent { way, .. } => {
            let check = match ways.get(*way) {
                Some(Way::Link(_)) => "<form method=post action=/check><button>I have opened it</button></form>",
                _ => {
                    "<form method=post action=/check><label>Code <input name=code inputmode=numeric \
                     autocomplete=one-time-code></label><button>Check</button></form>"
                }
            };
            let again = sign_up(typed, "Text me again");
            format!("{check}<details><summary>No text?</summary>{again}</details>")
        }
        Verification::Verified { .. } if accounts.is_empty() => {
            "<form method=post action=/bank><button>Connect my bank</button></form><a href=/bank>I have done so</a>"
                .to_owned()
        }
        Verification::Verified { .. } => {
            let rows = accounts.iter().map(|name| format!("<li>{}</li>", escaped(name)));
            format!("<ul>{}</ul>", rows.collect::<String>())
        }
        Verification::InReview | Verification::Refused => String::new(),
    };
    whole(notice.name(), &notice.text(), &body)
}

/// What the phone shows on which a link was opened. It knows nothing of the session.
pub(crate) fn opened() -> String {
    whole("opened", "Thank you. Please go back to where you have signed up.", "")
}

fn whole(name: &str, text: &str, body: &str) -> String {
    let text = escaped(text);
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Sign up</title>\
         <p role=status data-notice={name}>{text}</p>{body}</html>"
    )
}

fn sign_up(typed: &Form, button: &str) -> String {
    let field = |name: &str, label: &str, hint: &str| {
        let value = escaped(typed.get(name));
        format!("<p><label>{label} <input name={name} value=\"{value}\" placeholder=\"{hint}\"></label>")
    };
    let fields = [
        field("phone", "Phone number", "+12025550143"),
        field("birth_date", "Birth date", "1990-01-01"),
        field("first_name", "First name", ""),
        field("last_name", "Last name", ""),
        field("email", "E-mail address", ""),
    ];
    format!(
        "<form method=post action=/start>{}<p><label><input type=checkbox name=agreed value=yes>I agree to \
         <a href=\"{}\">the End User Agreement</a></label><p><button>{button}</button></form>",
        fields.concat(),
        spinwheel_connect::END_USER_AGREEMENT,
    )
}

/// For text and for values in double quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
