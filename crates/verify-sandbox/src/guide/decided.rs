//! The choices.

use super::simulated::title;
use super::{code, table};
use crate::choices::ChoiceRow;

const ABOUT: &str = "\
## What the sandbox decides itself

Documents are silent on many points, or disagree. Each such point is a choice with a name, a default that is not a fact about the
provider, and alternatives. The journal says which choices an answer rests on; an answer that rests on one that is not the default
has the header `sandbox-choice` with its name, one for each. They are changed while the sandbox runs, for one tenant:

```sh
curl -X PUT -d '{\"connect_status\": 200}' http://127.0.0.1:8700/_sandbox/tenants/default/choices/spinwheel
```

In Rust: `tenant.spinwheel().choose(|choices| choices.connect_status = 200)`. A reset makes them the defaults again.
";

pub(super) fn choices() -> String {
    let tables: [(&str, Vec<ChoiceRow>); 5] = [
        ("spinwheel", crate::spinwheel::choice_table()),
        ("finicity", crate::finicity::choice_table()),
        ("dots", crate::dots::choice_table()),
        ("debtcore", crate::debtcore::choice_table()),
        ("signzy", crate::signzy::choice_table()),
    ];
    let mut written = ABOUT.to_owned();
    for (provider, rows) in tables {
        written.extend([format!("\n### Choices: {}\n\n", title(provider))]);
        let row = |row: ChoiceRow| {
            let ChoiceRow { name, question, default, options, why } = row;
            vec![code(name), question.to_owned(), code(&default), options.to_owned(), why.to_owned()]
        };
        written +=
            &table(&["Choice", "What is open", "Default", "It can be", "Why"], rows.into_iter().map(row));
    }
    written
}
