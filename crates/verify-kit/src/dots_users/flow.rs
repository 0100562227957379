//! A flow as lines. Its link is not among them: whoever has it can act as the user.

use dots_users::models::StepName;
use dots_users::{Flow, Timestamp, UserId};

/// The same without the link.
pub(super) fn without_link(mut flow: Flow) -> Flow {
    flow.link = None;
    flow
}

pub(super) fn lines(flow: &Flow) -> Vec<String> {
    let open: Vec<StepName> =
        flow.steps.iter().filter(|step| !flow.completed_steps.contains(step)).cloned().collect();
    let listed = |steps: &[StepName]| {
        let names: Vec<&str> = steps.iter().map(StepName::as_str).collect();
        Some(names.join(", ")).filter(|names| !names.is_empty())
    };
    let facts = [
        ("flow id", Some(flow.id.as_str().to_owned())),
        ("user id", Some(flow.user_id.as_ref().map_or("nobody yet", UserId::as_str).to_owned())),
        ("done", listed(&flow.completed_steps)),
        ("open", listed(&open)),
        ("created", flow.created.as_ref().map(Timestamp::to_string)),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}
