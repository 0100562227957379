//! One tenant: a world of its own, named by the first path segment.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use verify_testkit::ManualClock;

use crate::engine::provider::Provider;
use crate::engine::tasks::Tasks;
use crate::engine::world::World;
use crate::personas::{self, Crowd};
use crate::providers::Providers;
use crate::{DoubleSend, Faults, Journal, Outbox, Personas, State, StateError, Webhooks};

/// What a provider gets from its tenant.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) tenant: String,
    /// `http://127.0.0.1:PORT/{tenant}`.
    pub(crate) base_url: String,
    pub(crate) seed: u64,
    pub(crate) clock: ManualClock,
    pub(crate) tasks: Tasks,
    pub(crate) outbox: Outbox,
    pub(crate) webhooks: Webhooks,
}

#[derive(Debug)]
pub(crate) struct TenantCore {
    pub(crate) name: String,
    base_url: String,
    pub(crate) seed: u64,
    pub(crate) clock: ManualClock,
    pub(crate) tasks: Tasks,
    pub(crate) outbox: Outbox,
    pub(crate) journal: Journal,
    pub(crate) faults: Faults,
    pub(crate) webhooks: Webhooks,
    pub(crate) providers: Providers,
    pub(crate) personas: Crowd,
    /// The choices of each provider before anybody changed one.
    pub(crate) default_choices: BTreeMap<&'static str, Value>,
}

impl TenantCore {
    pub(crate) fn new(name: &str, world: &World) -> Self {
        let context = Context {
            tenant: name.to_owned(),
            base_url: format!("{}/{name}", world.base_url()),
            seed: world.seed,
            clock: world.clock.clone(),
            tasks: world.tasks.clone(),
            outbox: Outbox::new(name, world.double_sends.clone()),
            webhooks: Webhooks::new(world.clock.clone(), Tasks::clone(&world.tasks)),
        };
        let providers = Providers::new(&context);
        let known = providers.all();
        context.webhooks.set_known(
            known.iter().flat_map(|provider| provider.events()).copied().collect(),
            known.iter().flat_map(|provider| provider.registrable_events()).copied().collect(),
        );
        let operations =
            known.iter().flat_map(|provider| provider.operations()).map(|operation| operation.name);
        let tokens = known.iter().map(|provider| (provider.name(), provider.tokens())).collect();
        let faults = Faults::new(operations.collect(), tokens);
        Self {
            name: name.to_owned(),
            base_url: context.base_url,
            seed: context.seed,
            clock: context.clock,
            tasks: context.tasks,
            outbox: context.outbox,
            journal: Journal::new(),
            faults,
            webhooks: context.webhooks,
            default_choices: known.iter().map(|provider| (provider.name(), provider.choices())).collect(),
            providers,
            personas: Crowd::new(),
        }
    }

    /// `http://127.0.0.1:PORT/{tenant}`.
    pub(crate) fn base_url(&self) -> String {
        self.base_url.clone()
    }

    /// Lets the personas do what has fallen due for them.
    pub(crate) fn let_personas_act(&self) {
        personas::settle(self);
    }

    /// Those of the choices an answer of this provider rests on that are not the default. A name that is not its own is that
    /// of a provider behind it.
    pub(crate) fn changed_choices(
        &self,
        provider: &dyn Provider,
        names: &[&'static str],
    ) -> Vec<&'static str> {
        let mut known = self.changed(provider, names);
        for other in self.providers.all() {
            let left: Vec<_> = names.iter().copied().filter(|name| !known.contains_key(name)).collect();
            if left.is_empty() {
                break;
            }
            known.extend(self.changed(other.as_ref(), &left));
        }
        names.iter().copied().filter(|name| known.get(name) == Some(&true)).collect()
    }

    /// Of each of these names that is a choice of the provider: whether it is another one than the default.
    fn changed(&self, provider: &dyn Provider, names: &[&'static str]) -> BTreeMap<&'static str, bool> {
        if names.is_empty() {
            return BTreeMap::new();
        }
        let now = provider.choices();
        let defaults = self.default_choices.get(provider.name());
        let changed = |name: &&'static str| {
            let default = defaults.and_then(|choices| choices.get(*name))?;
            Some((*name, now.get(*name) != Some(default)))
        };
        names.iter().filter_map(changed).collect()
    }

    pub(crate) fn reset(&self) {
        self.personas.reset();
        self.faults.clear();
        self.webhooks.reset();
        self.outbox.clear();
        self.journal.clear();
        for provider in self.providers.all() {
            provider.reset();
        }
    }
}

/// A handle to one tenant. Tenants share the clock and nothing else.
#[derive(Debug, Clone)]
pub struct Tenant(pub(crate) Arc<TenantCore>);

impl Tenant {
    /// The name: the first path segment of its URLs.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What the tenant is asked for is as it is once the personas have done what has fallen due for them.
    fn settled(&self) -> &TenantCore {
        self.0.let_personas_act();
        &self.0
    }

    /// Forgets everything: users, messages, journal, faults, registered webhooks, personas; choices are the defaults again.
    /// Codes and ids start over as on first use; the numbers of journal entries and of faults go on. The clock stays as it is,
    /// and so does what the sandbox knows of [double sends](crate::Sandbox::double_sends).
    pub fn reset(&self) {
        self.0.reset();
    }

    /// Everything the tenant knows, as a document that [`import`](Self::import) puts in place again. A call that is being
    /// carried out meanwhile may be in it in part: export between calls.
    pub fn export(&self) -> State {
        self.settled().export()
    }

    /// Forgets everything and goes on where the state was exported: codes that were texted are accepted, tokens and links are
    /// as good as they were, webhooks that waited come when they are due, and the next ids are those that would have come there.
    /// Whose attempt was being made at the export is attempted again.
    ///
    /// The tenant may have another name, and the sandbox another port: addresses of the old ones in texts and links become the
    /// new ones. Credentials that are derived from the tenant's name are this tenant's. The sandbox's clock is moved forward to
    /// the moment of the export, if it is not there yet; if it is beyond, the state's moments become later by as much.
    ///
    /// All or nothing: an error means that nothing was changed.
    pub fn import(&self, state: &State) -> Result<(), StateError> {
        self.0.import(state)
    }

    /// The text messages and e-mails sent so far.
    pub fn outbox(&self) -> Outbox {
        self.settled().outbox.clone()
    }

    /// What arrived, what was answered and why.
    pub fn journal(&self) -> Journal {
        self.settled().journal.clone()
    }

    /// Faults to inject.
    pub fn faults(&self) -> Faults {
        self.0.faults.clone()
    }

    /// Messages that were sent twice for the same request: see [`DoubleSend`].
    pub fn double_sends(&self) -> Vec<DoubleSend> {
        self.settled().outbox.double_sends()
    }

    /// Registered webhook addresses and the delivery log.
    pub fn webhooks(&self) -> Webhooks {
        self.settled().webhooks.clone()
    }

    /// Made-up people who act by themselves on what is sent to them.
    pub fn personas(&self) -> Personas {
        Personas(Arc::clone(&self.0))
    }

    /// The simulated Spinwheel of this tenant.
    #[cfg(feature = "spinwheel")]
    pub fn spinwheel(&self) -> crate::Spinwheel {
        crate::Spinwheel::new(Arc::clone(&self.settled().providers.spinwheel))
    }

    /// The simulated Finicity of this tenant.
    #[cfg(feature = "finicity")]
    pub fn finicity(&self) -> crate::Finicity {
        crate::Finicity::new(Arc::clone(&self.settled().providers.finicity))
    }

    /// The simulated DebtCore of this tenant; the people it verifies are those of [`spinwheel`](Self::spinwheel).
    #[cfg(feature = "debtcore")]
    pub fn debtcore(&self) -> crate::DebtCore {
        crate::DebtCore::new(Arc::clone(&self.settled().providers.debtcore))
    }

    /// The simulated Dots of this tenant.
    #[cfg(feature = "dots")]
    pub fn dots(&self) -> crate::Dots {
        crate::Dots::new(Arc::clone(&self.settled().providers.dots))
    }

    /// The simulated Signzy of this tenant.
    #[cfg(feature = "signzy")]
    pub fn signzy(&self) -> crate::Signzy {
        crate::Signzy::new(Arc::clone(&self.settled().providers.signzy))
    }
}
