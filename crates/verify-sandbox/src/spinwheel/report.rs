//! What a report order can ask for.

use serde_json::Value;

use super::choices::{Bureau, EmptyOrder};
use super::desk::Desk;
use super::dialect::Trouble;
use super::form::Form;

/// The one documented type.
const FULL: &str = "1_BUREAU.FULL";

impl Bureau {
    pub(crate) const ALL: [Self; 3] = [Self::Equifax, Self::TransUnion, Self::Experian];

    /// As on the wire.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Equifax => "Equifax",
            Self::TransUnion => "TransUnion",
            Self::Experian => "Experian",
        }
    }

    fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bureau| bureau.name() == name)
    }
}

/// A score model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Model {
    Vantage3,
    Fico4,
    Fico8,
}

impl Model {
    /// As on the wire.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Vantage3 => "VANTAGE_SCORE_3_0",
            Self::Fico4 => "FICO_SCORE_4",
            Self::Fico8 => "FICO_SCORE_8",
        }
    }

    fn find(name: &str) -> Option<Self> {
        [Self::Vantage3, Self::Fico4, Self::Fico8].into_iter().find(|model| model.name() == name)
    }

    /// Models differ a little in what they make of the same person.
    pub(crate) fn score(self, vantage: u16) -> u16 {
        match self {
            Self::Vantage3 => vantage,
            Self::Fico4 => vantage.saturating_sub(9),
            Self::Fico8 => vantage.saturating_sub(4),
        }
    }
}

/// What is ordered, and from whom when that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Wanted {
    pub(crate) report: bool,
    pub(crate) report_bureau: Option<Bureau>,
    pub(crate) model: Option<Model>,
    pub(crate) score_bureau: Option<Bureau>,
}

impl Wanted {
    /// What the oldest order path gets.
    pub(crate) const EVERYTHING: Self =
        Self { report: true, report_bureau: None, model: Some(Model::Vantage3), score_bureau: None };

    /// The bureau the order names.
    pub(crate) fn bureau(self) -> Option<Bureau> {
        self.report_bureau.or(self.score_bureau)
    }
}

/// Where an order stands in a request, and which bureaus it can name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// A path that ends with a dot, or nothing.
    pub(crate) prefix: &'static str,
    /// The path of the operation names this bureau; the body can name no other.
    pub(crate) only: Option<Bureau>,
}

/// Reads `creditReport` and `creditScore`, and holds them against the documented rules.
pub(crate) fn read(desk: &mut Desk<'_>, place: Place) -> Result<Wanted, Trouble> {
    let known = bureaus(desk, place);
    let mut form = Form::new(desk);
    if place.prefix.is_empty() {
        refuse_flat(&mut form);
    }
    let path = |rest: &str| format!("{}{rest}", place.prefix);
    let report = form.object(&path("creditReport"));
    let score = form.object(&path("creditScore"));
    form.optional_one_of(&path("creditReport.type"), &[FULL]);
    let report_bureau = form.optional_one_of(&path("creditReport.sourceBureau"), &known);
    let score_bureau = form.optional_one_of(&path("creditScore.sourceBureau"), &known);
    let model = form.optional(&path("creditScore.model"));
    form.finish()?;
    let mut wanted = Wanted {
        report,
        report_bureau: report_bureau.as_deref().and_then(Bureau::find).or(place.only.filter(|_| report)),
        model: None,
        score_bureau: score_bureau.as_deref().and_then(Bureau::find).or(place.only.filter(|_| score)),
    };
    if let Some(name) = model {
        let found = Model::find(&name);
        let unknown =
            || format!("{name:?} is no model; known are VANTAGE_SCORE_3_0, FICO_SCORE_4, FICO_SCORE_8.");
        wanted.model = Some(found.ok_or_else(|| desk.token("INVALID_SCORE_MODEL", unknown()))?);
    } else if score {
        wanted.model = Some(Model::Vantage3);
    }
    check_fico(desk, wanted)?;
    if !report && !score {
        nothing_named(desk, &mut wanted, place);
    }
    Ok(wanted)
}

fn bureaus(desk: &mut Desk<'_>, place: Place) -> Vec<&'static str> {
    if let Some(only) = place.only {
        return vec![only.name()];
    }
    let names_experian = ["creditReport.sourceBureau", "creditScore.sourceBureau"]
        .iter()
        .any(|path| desk.call.fields.peek(path).and_then(Value::as_str) == Some(Bureau::Experian.name()));
    if names_experian {
        desk.call.rests_on("experian_known");
    }
    let known = |bureau: &Bureau| *bureau != Bureau::Experian || desk.choices.experian_known;
    Bureau::ALL.into_iter().filter(known).map(Bureau::name).collect()
}

/// `{"type": …}` instead of `{"creditReport": {"type": …}}`.
fn refuse_flat(form: &mut Form<'_, '_>) {
    for (name, value) in form.top_level() {
        if !value.is_object() && name != "creditReport" && name != "creditScore" {
            form.problem(format!(
                "{name} cannot stand here: the fields are nested, as in {{\"creditReport\": {{\"type\": \"{FULL}\"}}}}"
            ));
        }
    }
}

/// The FICO models are TransUnion's, and come with a TransUnion report only.
fn check_fico(desk: &mut Desk<'_>, wanted: Wanted) -> Result<(), Trouble> {
    if !matches!(wanted.model, Some(Model::Fico4 | Model::Fico8)) {
        return Ok(());
    }
    if !desk.choices.fico_enabled {
        desk.call.rests_on("fico_enabled");
        return Err(desk.token("INVALID_SCORE_MODEL", "The choice fico_enabled is off."));
    }
    if wanted.score_bureau != Some(Bureau::TransUnion) {
        let why = "A FICO model needs creditScore.sourceBureau \"TransUnion\".";
        return Err(desk.token("INVALID_SCORE_MODEL", why));
    }
    if !wanted.report || wanted.report_bureau != Some(Bureau::TransUnion) {
        return Err(desk.invalid("a FICO model needs a creditReport with sourceBureau TransUnion beside it"));
    }
    Ok(())
}

fn nothing_named(desk: &mut Desk<'_>, wanted: &mut Wanted, place: Place) {
    desk.call.rests_on("empty_debt_profile_order");
    wanted.report = true;
    wanted.report_bureau = place.only;
    if desk.choices.empty_debt_profile_order == EmptyOrder::ReportAndScore {
        wanted.model = Some(Model::Vantage3);
        wanted.score_bureau = place.only;
    }
}
