// The step "compliance": a W-9 or a W-8BEN, with the fields of the API.

import { byId, element, field, onSubmit, show, value } from "./screen.js";

const address = ["line_1", "line_2", "city", "state", "postcode", "country"];

function group(legend, ...children) {
  return element("fieldset", {}, element("legend", { textContent: legend }), ...children);
}

const columns = (...children) => element("div", { className: "columns" }, ...children);

function addressFields(prefix, inUs) {
  const [line1, line2, city, state, postcode, land] = address.map((name) => field(`${prefix}.address.${name}`, {
    ...(name === "country" && (inUs ? { value: "US" } : { placeholder: "FR" })),
    ...(name === "state" && !inUs && { required: false, label: "State (optional)" }),
  }));
  return group("Address", line1, line2, columns(city, state), columns(postcode, land));
}

const choice = (name, text, checked) => {
  const input = element("input", { type: "radio", name: "entity_type", value: name, checked });
  return element("label", { className: "choice" }, input, element("span", { textContent: text }));
};

function w9({ firstName, lastName }) {
  const names = columns(field("w9.first_name", { value: firstName }), field("w9.last_name", { value: lastName }));
  const business = field("w9.business_name");
  const tin = field("w9.tin");
  const kind = group("You are", choice("individual", "An individual", true), choice("business", "A business"));
  const adapt = () => {
    const isBusiness = kind.querySelector(":checked").value === "business";
    business.hidden = !isBusiness;
    business.querySelector("input").required = isBusiness;
    names.hidden = isBusiness;
    for (const input of names.querySelectorAll("input")) input.required = !isBusiness;
    tin.querySelector("label").textContent = `Tax number (${isBusiness ? "EIN" : "SSN"})`;
  };
  kind.addEventListener("change", adapt);
  adapt();
  return [kind, business, names, columns(field("w9.date_of_birth"), tin), addressFields("w9", true)];
}

function w8ben({ firstName, lastName, email }) {
  const name = `${firstName} ${lastName}`;
  const consent = element("input", { type: "checkbox", name: "w8ben.signature.consent", required: true });
  const text = "I consent to the disclosure of this information to the IRS.";
  return [
    field("w8ben.name", { value: name }),
    columns(field("w8ben.citizenship_country", { placeholder: "FR" }), field("w8ben.date_of_birth")),
    field("w8ben.foreign_tax_id", { required: false, label: "Foreign tax number (not for AU, BM, VG, KY, JP)" }),
    addressFields("w8ben", false),
    group("Signature", element("label", { className: "choice plain" }, consent, element("span", { textContent: text })),
      field("w8ben.signature.name", { value: name }), field("w8ben.signature.email", { value: email, type: "email" })),
  ];
}

/** The body: fields that are shown and filled in, at their paths. */
function read(form, name) {
  const body = {};
  const put = (path, filled) => {
    const keys = path.split(".");
    const last = keys.pop();
    const place = keys.reduce((at, key) => (at[key] ??= {}), body);
    place[last] = filled;
  };
  for (const { dataset: { path }, required } of form.querySelectorAll(".field:not([hidden]) [data-path]")) {
    const text = value(form, path);
    if ((text || required) && !form.querySelector(`[data-path="${path}"]`).closest("[hidden]")) put(path, text);
  }
  if (name === "w9") put("w9.entity_type", form.querySelector("[name=entity_type]:checked").value);
  else put("w8ben.signature.consent", form.elements["w8ben.signature.consent"].checked);
  for (const path of ["w8ben.citizenship_country", "w8ben.address.country", "w9.address.country"]) {
    const [at, last] = [path.split(".").slice(0, -1).reduce((part, key) => part?.[key], body), path.split(".").pop()];
    if (at?.[last]) at[last] = at[last].toUpperCase();
  }
  return body;
}

/** Shows the step. `send` hands in the body of a form. */
export function showCompliance({ user }, send) {
  show("compliance", {
    hint: "Any nine digits pass the check of tax numbers, but for 000000001 (mismatched), 000000002 (stays pending) and "
      + "000000003 (refused).",
  });
  const form = byId("screen").querySelector("form");
  const chosen = () => form.elements.residence.value;
  form.elements.residence.value = user.inUs ? "w9" : "w8ben";
  const adapt = () => byId("fields").replaceChildren(...(chosen() === "w9" ? w9(user) : w8ben(user)));
  byId("residence").addEventListener("change", adapt);
  adapt();
  onSubmit(form, () => send(read(form, chosen())));
}
