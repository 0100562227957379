// The step "manage-payouts": connects payout methods and saves which one is the default.

import { announce, byId, element, field, onSubmit, show, value } from "./screen.js";

const rails = {
  paypal: { name: "PayPal", fields: ["email"] },
  venmo: { name: "Venmo", fields: ["phone_number"] },
  cash_app: { name: "Cash App", fields: ["cash_tag", "routing_number", "account_number"] },
  ach: { name: "Bank account", fields: ["routing_number", "account_number"], accountType: true },
};

function accountTypes() {
  const types = [["checking", "Checking"], ["savings", "Savings"]].map(([type, text], index) => {
    const input = element("input", { type: "radio", name: "account_type", value: type, checked: index === 0 });
    return element("label", { className: "choice" }, input, element("span", { textContent: text }));
  });
  const row = element("div", { className: "columns" }, ...types);
  return element("fieldset", {}, element("legend", { textContent: "Account type" }), row);
}

/** Shows the fields of a rail. */
function choose(rail, email) {
  const { fields, accountType, name } = rails[rail];
  for (const tab of byId("rails").children) tab.setAttribute("aria-pressed", String(tab.dataset.rail === rail));
  const made = fields.map((path) => field(path, path === "email" ? { value: email, label: "PayPal email" } : {}));
  byId("fields").replaceChildren(...made, ...(accountType ? [accountTypes()] : []));
  byId("add").dataset.rail = rail;
  byId("add").querySelector("button").textContent = `Add ${rail === "ach" ? "bank account" : name}`;
  byId("add").hidden = false;
  made[0].querySelector("input").focus();
}

function tab(rail, email) {
  const button = element("button", { type: "button", className: "tab", textContent: rails[rail].name });
  button.dataset.rail = rail;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => choose(rail, email));
  return button;
}

function method({ rail, description }, isDefault, index, methods) {
  const input = element("input", { type: "radio", name: "default_payout_method", value: rail, checked: isDefault });
  // Of several accounts of one rail, the newest is the one that is paid to.
  input.checked = isDefault && methods.findLastIndex((other) => other.rail === rail) === index;
  const text = element("span", { textContent: description });
  if (input.checked) text.append(" ", element("span", { className: "badge", textContent: "Default" }));
  return element("label", { className: "choice" }, input, text);
}

function added(form) {
  const body = { platform: form.dataset.rail, is_default: form.elements.is_default.checked };
  for (const { dataset: { path } } of form.querySelectorAll("[data-path]")) body[path] = value(form, path);
  const type = form.querySelector("[name=account_type]:checked");
  if (type) body.account_type = type.value;
  return body;
}

function settings(form, autoPayout) {
  const body = {};
  const rail = form.querySelector("[name=default_payout_method]:checked");
  if (rail) body.default_payout_method = rail.value;
  if (autoPayout !== null) body.auto_payout_enabled = form.elements.auto_payout_enabled.checked;
  return body;
}

/** Shows the step. `add` connects a method, `save` completes the step. */
export function showPayouts({ payouts, user, hideContinueButton }, { add, save, note = "" }) {
  show("manage-payouts", { hint: "Any e-mail, number and nine-digit routing number is accepted." });
  const { methods, defaultPayoutMethod, autoPayout } = payouts;
  byId("none").hidden = methods.length > 0;
  byId("methods").append(...methods.map((one, index) => method(one, one.rail === defaultPayoutMethod, index, methods)));
  byId("auto-payout").hidden = autoPayout === null;
  const form = byId("save");
  form.elements.auto_payout_enabled.checked = autoPayout ?? false;
  byId("rails").append(...payouts.rails.map((rail) => tab(rail, user.email)));
  byId("continue").hidden = hideContinueButton;
  onSubmit(form, () => save(settings(form, autoPayout)));
  // Without a button, what is changed is saved at once.
  if (hideContinueButton) form.addEventListener("change", () => save(settings(form, autoPayout)));
  onSubmit(byId("add"), (filled) => add(added(filled)));
  announce(note);
}
