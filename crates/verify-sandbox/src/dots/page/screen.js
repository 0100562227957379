// Screens: made of templates, with fields that carry the names of the API, and errors beside the field they are about.

export const byId = (id) => document.getElementById(id);

const labels = {
  country_code: "Country code", phone_number: "Phone number", first_name: "First name", last_name: "Last name",
  email: "Email", token: "Code", business_name: "Business name", date_of_birth: "Date of birth", tin: "Tax number (SSN)",
  line_1: "Street and number", line_2: "Apartment or suite (optional)", city: "City", state: "State", country: "Country",
  postcode: "Postal code", name: "Full name", citizenship_country: "Country of citizenship",
  foreign_tax_id: "Foreign tax number", routing_number: "Routing number", account_number: "Account number",
  cash_tag: "Cashtag", handle: "Venmo handle",
};

const digits = { inputMode: "numeric" };
const country = { maxLength: 2, minLength: 2, placeholder: "US", className: "short" };

const kinds = {
  country_code: { ...digits, value: "1", autocomplete: "tel-country-code" },
  phone_number: { type: "tel", autocomplete: "tel-national", placeholder: "2025550140" },
  email: { type: "email", autocomplete: "email" },
  token: { ...digits, minLength: 6, maxLength: 8, autocomplete: "one-time-code", className: "code" },
  date_of_birth: { type: "date" },
  tin: { ...digits, minLength: 9, maxLength: 11, placeholder: "900123456" },
  line_2: { required: false },
  country, citizenship_country: country,
  routing_number: { ...digits, placeholder: "9 digits" },
  account_number: digits,
  cash_tag: { placeholder: "$example" },
  handle: { placeholder: "@example" },
};

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A labelled input for a field of the API; `path` is what errors call it. */
export function field(path, { label, ...properties } = {}) {
  const name = path.split(".").pop();
  const id = `field-${path.replaceAll(".", "-")}`;
  const input = element("input", {
    id, name: path, type: "text", required: true, autocomplete: "off", spellcheck: false, ...kinds[name], ...properties,
  });
  input.dataset.path = path;
  const error = element("p", { id: `${id}-error`, className: "error" });
  input.addEventListener("input", () => mark(input, ""));
  return element("div", { className: "field" }, element("label", { htmlFor: id, textContent: label ?? labels[name] }),
    input, error);
}

/** What is wrong with one field; nothing, when empty. */
function mark(input, text) {
  byId(`${input.id}-error`).textContent = text;
  input.toggleAttribute("aria-invalid", text !== "");
  if (text) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.id}-error`);
  } else {
    input.removeAttribute("aria-describedby");
  }
}

/** The value of a field, without the characters people put between digits. */
export function value(form, path) {
  const text = form.querySelector(`[data-path="${path}"]`)?.value.trim() ?? "";
  const plain = /(phone_number|country_code|token|tin|routing_number|account_number)$/.test(path);
  return plain ? text.replace(/[\s().+-]/g, "") : text;
}

/** An error above the screen, also read aloud. */
export const say = (text) => { byId("alert").textContent = text; };
/** Read aloud only. */
export const announce = (text) => { byId("status").textContent = text; };

/** Shows each problem of a refusal beside its field; what belongs to no field stands above. */
export function refuse(message) {
  const rest = [];
  const inputs = [...document.querySelectorAll("[data-path]")];
  for (const problem of message.split("; ")) {
    const path = problem.split(" ")[0];
    const input = inputs.find(({ dataset }) => dataset.path === path);
    const label = input && document.querySelector(`label[for="${input.id}"]`).textContent;
    if (input) mark(input, `${label}${problem.slice(path.length)}.`);
    else rest.push(problem);
  }
  const marked = inputs.find((input) => input.hasAttribute("aria-invalid"));
  const above = rest.map((text) => text.charAt(0).toUpperCase() + text.slice(1)).join(" ");
  say(above || (marked ? "Please check what is marked." : "That did not work."));
  // The only field there is was meant, even when it is not named.
  (marked ?? (inputs.length === 1 ? inputs[0] : null))?.focus();
}

/** Shows a screen and moves the focus to its heading. `submit` is what its form does. */
export function show(name, { slots = {}, hint = "Synthetic data only: never enter real data.", submit } = {}) {
  const screen = byId("screen");
  const content = byId(`screen-${name}`).content.cloneNode(true);
  for (const place of content.querySelectorAll("[data-slot]")) place.textContent = slots[place.dataset.slot] ?? "";
  for (const place of content.querySelectorAll("[data-fields]")) {
    place.append(...place.dataset.fields.split(" ").map((path) => field(path)));
  }
  screen.replaceChildren(content);
  screen.dataset.name = name;
  byId("hint").replaceChildren(...[hint].flat());
  say("");
  announce("");
  const form = screen.querySelector("form");
  if (submit && form) onSubmit(form, submit);
  const heading = screen.querySelector("h1");
  document.title = `${heading.textContent} (sandbox)`;
  // A frame that has only been loaded leaves the focus to the page around it.
  if (window.parent === window || navigator.userActivation.hasBeenActive) heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** What a form does when it is sent, with the button it was sent by. */
export function onSubmit(form, submit) {
  form.onsubmit = (event) => {
    event.preventDefault();
    submit(form, event.submitter);
  };
}
