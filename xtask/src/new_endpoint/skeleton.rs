//! The file of an endpoint before anybody has decided anything.

use std::fmt::Write as _;

use super::known::Known;
use super::open;
use super::wanted::{Name, Path, Verb};
use crate::check::endpoints::marks::MARK;

/// The path of an operation whose path is not known.
const NO_PATH: &str = "/UNFINISHED";

/// What is known about an endpoint.
#[derive(Debug)]
pub(crate) struct Endpoint<'a> {
    pub(crate) name: &'a Name,
    pub(crate) method: Verb,
    pub(crate) path: Option<&'a Path>,
    pub(crate) known: Known,
}

impl Endpoint<'_> {
    /// The type of the request.
    pub(crate) fn request(&self) -> String {
        self.name.pascal()
    }

    /// The type of the answer.
    pub(crate) fn answer(&self) -> String {
        format!("{}Answer", self.request())
    }

    /// All public types of the file.
    pub(crate) fn public_types(&self) -> Vec<String> {
        [self.request(), self.answer()].into_iter().chain(self.new_ids().map(Name::pascal)).collect()
    }

    pub(crate) fn ids(&self) -> &[Name] {
        self.path.map_or(&[], |path| &path.ids)
    }

    /// The ids in the path that the crate has no type for.
    pub(crate) fn new_ids(&self) -> impl Iterator<Item = &Name> {
        self.ids().iter().filter(|id| !self.known.ids.contains(id))
    }

    fn template(&self) -> &str {
        self.path.map_or(NO_PATH, |path| &path.template)
    }

    /// The whole file. It still has to be formatted.
    pub(crate) fn text(&self) -> String {
        let parts = [
            self.head(),
            self.request_type(),
            self.body(),
            self.endpoint(),
            self.answer_type(),
            self.client_method(),
            open::tests(self),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn head(&self) -> String {
        let mut core = vec!["Answer", "Endpoint", "Failure", "Operation", "Parts"];
        core.extend(self.known.envelope.is_none().then_some("Refusal"));
        core.push("answer");
        core.extend(self.new_ids().next().map(|_| "id"));
        let mut own = vec!["Client".to_owned(), self.known.provider.clone()];
        own.extend(self.known.ids.iter().map(Name::pascal));
        own.extend(self.known.envelope.iter().map(|_| "envelope".to_owned()));
        let serde = if self.method.has_body() { "use serde::Serialize;\n" } else { "" };
        format!(
            "//! `{method} {path}`: {MARK}: what it does, in a few words.\n\n\
             use http::Method;\n{serde}\
             use verify_core::provider::{{{core}}};\n\
             use verify_core::{{Effect, Error}};\n\n\
             use crate::{{{own}}};\n",
            method = self.method.as_str(),
            path = self.template(),
            core = core.join(", "),
            own = own.join(", "),
        )
    }

    fn request_type(&self) -> String {
        let request = self.request();
        let list = |each: fn(&Name) -> String| self.ids().iter().map(each).collect::<Vec<_>>().join(", ");
        let fields = list(|id| format!("{id}: {}", id.pascal()));
        let names = list(Name::to_string);
        // A type without fields could not get any later.
        let (default, open_ended) =
            if self.ids().is_empty() { ("Default, ", "#[non_exhaustive]\n") } else { ("", "") };
        let mut text = String::new();
        for id in self.new_ids() {
            let _ = write!(
                text,
                "id! {{\n    /// {MARK}: whose id it is; without `redacted` it is printed.\n    \
                 pub struct {} redacted\n}}\n\n",
                id.pascal()
            );
        }
        let _ = write!(
            text,
            "/// {MARK}: what it does.\n///\n\
             /// **Effect:** {MARK}: what a call causes and costs, and whether it may be repeated.\n///\n\
             /// **Errors:** {MARK}: the documented refusals, each with what to do about it.\n///\n\
             /// Source: {MARK}: the provider's page, and what is known from elsewhere.\n\
             #[derive(Debug, Clone, {default}PartialEq, Eq)]\n\
             {open_ended}pub struct {request} {{ {fields} }}\n\n\
             impl {request} {{\n\
             /// {MARK}: what the caller has to know.\n\
             pub fn new({fields}) -> Self {{ Self {{ {names} }} }}\n\
             }}\n"
        );
        text
    }

    fn body(&self) -> String {
        if !self.method.has_body() {
            return String::new();
        }
        format!(
            "// {MARK}: the fields of the body.\n\
             #[derive(Serialize)]\n#[serde(rename_all = \"camelCase\")]\nstruct Body {{}}\n"
        )
    }

    fn endpoint(&self) -> String {
        let (name, request, answer) = (self.name, self.request(), self.answer());
        let (method, path) = (self.method.as_str(), self.template());
        let mut steps: Vec<_> =
            self.ids().iter().map(|id| format!("parts.path_value(self.{id}.as_str())")).collect();
        steps.extend(self.method.has_body().then(|| "parts.json(&Body {})".to_owned()));
        let parts = if steps.is_empty() { "_parts" } else { "parts" };
        let steps = if steps.is_empty() { "Ok(())".to_owned() } else { steps.join("?;\n") };
        let decode = match &self.known.envelope {
            Some(reader) => format!("envelope::{reader}(answer)"),
            None => "if !answer.status().is_success() { return Err(Failure::Refused(Refusal::new())); }\n\
                     Ok(answer.json()?)"
                .to_owned(),
        };
        format!(
            "impl Endpoint for {request} {{\n\
             type Provider = {provider};\n\
             type Output = {answer};\n\
             const OPERATION: &'static Operation = &Operation::new(\"{name}\", Method::{method}, \"{path}\", \
             Effect::AtMostOnce(\"{MARK}: what a call causes\"));\n\n\
             fn write(&self, {parts}: &mut Parts) -> Result<(), Error> {{ {steps} }}\n\n\
             fn decode(&self, answer: &Answer) -> Result<{answer}, Failure> {{ {decode} }}\n\
             }}\n",
            provider = self.known.provider,
        )
    }

    fn answer_type(&self) -> String {
        format!(
            "answer! {{\n    /// {MARK}: what a success holds, field by field.\n    pub struct {} {{}}\n}}\n",
            self.answer()
        )
    }

    /// The method; the lines of its docs are as long as they get, rustfmt leaves them alone.
    fn client_method(&self) -> String {
        let (name, request, answer) = (self.name, self.request(), self.answer());
        let mut docs = vec![format!("{MARK}: what it does, in one line; see [`{request}`]."), String::new()];
        docs.push("```".to_owned());
        docs.extend(self.example());
        docs.push("```".to_owned());
        let docs = docs.iter().map(|line| format!("    /// {line}").trim_end().to_owned() + "\n");
        format!(
            "impl Client {{\n{docs}    \
             pub async fn {name}(&self, request: &{request}) -> Result<{answer}, Error> {{ self.send(request).await }}\n\
             }}\n",
            docs = docs.collect::<String>()
        )
    }

    fn example(&self) -> Vec<String> {
        let (name, request) = (self.name, self.request());
        let mut types = vec!["Client".to_owned(), request.clone()];
        types.extend(self.ids().iter().map(Name::pascal));
        let (client, guess) = match &self.known.client {
            Some(client) => {
                types.extend(client.types.iter().cloned());
                (client.code.as_str(), None)
            }
            None => (
                "Client::builder(\"key\").transport(script).build()?",
                Some(format!("# // {MARK}: how a client of this crate is built.")),
            ),
        };
        types.sort();
        types.dedup();
        let mut lines = vec![
            format!("use {}::{{{}}};", self.known.rust_name, types.join(", ")),
            "# use verify_testkit::Script;".to_owned(),
            "# #[tokio::main(flavor = \"current_thread\")]".to_owned(),
            "# async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
            "# let script = Script::new();".to_owned(),
            format!("# // {MARK}: a sample instead, include_str!(\"../../tests/samples/{name}/….json\")."),
            format!("# script.on(\"{name}\").answer(200, r#\"{{\"data\":{{}}}}\"#);"),
        ];
        lines.extend(guess);
        lines.push(format!("# let client = {client};"));
        for id in self.ids() {
            lines.push(format!("# let {id} = {}::new(\"example-1\")?;", id.pascal()));
        }
        let arguments = self.ids().iter().map(Name::to_string).collect::<Vec<_>>().join(", ");
        lines.extend([
            String::new(),
            format!("let answer = client.{name}(&{request}::new({arguments})).await?;"),
            "println!(\"{answer:?}\");".to_owned(),
            "# Ok(())".to_owned(),
            "# }".to_owned(),
        ]);
        lines
    }
}
