//! The e-mail around a link.

use super::desk::Mail;
use super::form::Form;

/// Documented: the subject when the request has none.
const SUBJECT: &str = "Verify your Financial Information";

/// Reads `email`.
pub(crate) fn read(form: &mut Form<'_, '_>, operation: &'static str) -> Mail {
    if form.desk.call.fields.peek("email").is_none() {
        form.missing("email");
    }
    let is_there = form.object("email");
    let config = form.desk.call.fields.peek("email").cloned().unwrap_or_default();
    let to = if is_there { form.text("email.to") } else { String::new() };
    let mut optional = |name: &str| form.optional(&format!("email.{name}"));
    let from = optional("from");
    let subject = optional("subject").unwrap_or_else(|| SUBJECT.to_owned());
    let (name, phone) = (optional("firstName"), optional("supportPhone"));
    let (institution, address) = (optional("institutionName"), optional("institutionAddress"));
    let signature = signature(form);
    let greeting = name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"));
    let who = institution.clone().unwrap_or_else(|| "We".to_owned());
    let mut above = from.map_or_else(Vec::new, |from| vec![format!("From: {from}")]);
    above.extend([format!("Subject: {subject}"), String::new(), greeting]);
    above.push(format!("{who} would like to verify your financial information. Open this link to begin:"));
    let phone = phone.map(|phone| format!("Questions? Call {phone}."));
    let below = [phone].into_iter().flatten().chain(signature).chain(institution).chain(address);
    Mail { operation, to, above: above.join("\n"), below: below.collect::<Vec<_>>().join("\n"), config }
}

fn signature(form: &mut Form<'_, '_>) -> Vec<String> {
    let count = form.optional_list("email.signature").unwrap_or(0);
    (0..count).filter_map(|index| form.optional(&format!("email.signature[{index}]"))).collect()
}

impl Mail {
    /// What the person reads.
    pub(crate) fn text(&self, link: &str) -> String {
        format!("{}\n\n{link}\n\n{}\n", self.above, self.below)
    }
}
