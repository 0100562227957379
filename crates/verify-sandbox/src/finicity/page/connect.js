// The page of a Connect link: signs a person in at a simulated institution, and tells the application that embeds it what
// happens, in the messages that the Connect SDKs read. The sandbox keeps the session; the page only shows it.

const base = location.pathname.replace(/\/*$/, "/");
const link = location.search.slice(1);
const embedded = window.parent !== window || window.opener !== null || shell() !== undefined;
/** In milliseconds. SDKs ping each second from the load of the page on; one that has not by then is none. */
const pingGrace = 3000;
/** In milliseconds. A screen that says "loading" is there long enough to be read. */
const loadingPause = 300;
const byId = (id) => document.getElementById(id);
const [screen, exit, failures, leaving] = ["screen", "exit", "failures", "leaving"].map(byId);

let session = null;
let institution = null;
let shared = [];
let busy = false;
/** Once the session has ended, no answer that is still under way may change the screen. */
let over = false;
let idle;

// ---- The application around the page ------------------------------------------------------------------------------

/** Where the messages go, known from the first ping on; what happens earlier waits. */
let deliver = null;
const unsent = [];
let pinged;
const firstPing = new Promise((resolve) => { pinged = resolve; });

/** The channel of a mobile SDK's web view. It takes text. */
function shell() {
  return window.ReactNativeWebView ?? window.maOBAndroidConnect;
}

const tell = (message) => (deliver ? deliver(message) : unsent.push(message));
const route = (name, params = {}) => tell({ type: "route", data: { screen: name, params } });
const user = (data) => tell({ type: "user", data });

function onMessage({ data, source, origin }) {
  // React Native sends text, all others objects.
  const ping = typeof data === "string" ? /"type"\s*:\s*"ping"/.test(data) : data?.type === "ping";
  const around = source && source !== window && [window.parent, window.opener].includes(source);
  if (!ping || !(shell() || around)) return;
  // A page of an opaque origin, such as a file, can be addressed in no other way.
  if (shell()) deliver = (message) => shell().postMessage(JSON.stringify(message));
  else deliver = (message) => source.postMessage(message, origin === "null" ? "*" : origin);
  // It has a place of its own in the application's page instead of lying above it.
  if (data.selector || data.isNodeAttached) document.documentElement.classList.add("filling");
  deliver({ type: "ack" });
  for (const message of unsent.splice(0)) deliver(message);
  pinged(true);
}

/** Whether an SDK listens; waits for its first ping if there may be one. */
function listened() {
  if (deliver || !embedded) return Promise.resolve(deliver !== null);
  return Promise.race([firstPing, pause(Math.max(0, pingGrace - performance.now())).then(() => false)]);
}

document.documentElement.classList.toggle("alone", window.parent === window);
window.addEventListener("message", onMessage);
// React Native on Android raises it here.
document.addEventListener("message", onMessage);

// ---- The sandbox --------------------------------------------------------------------------------------------------

/** Fails with an error that has `what`: which refusal it is; and `end`: how the session had ended. */
async function post(path, body) {
  let answer, read;
  try {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(30_000);
    answer = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body), signal });
    read = await answer.json();
  } catch {
    throw Object.assign(new Error("The sandbox did not answer. Try again."), { what: "unreachable" });
  }
  if (answer.ok) return read;
  const { what = "refused", message = "The sandbox refused that. Try again." } = read.error ?? {};
  throw Object.assign(new Error(message), { what, end: read.end });
}

function act(verb, body = {}) {
  watch();
  return post(`sessions/${session.sessionId}/${verb}`, body);
}

/** Nothing done for too long ends the session. */
function watch() {
  clearTimeout(idle);
  idle = setTimeout(() => fallDown("timeout"), session.timeoutSeconds * 1000);
}

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// ---- Screens ------------------------------------------------------------------------------------------------------

/** An error above the screen, also read aloud. */
const say = (text) => { byId("alert").textContent = text; };
/** Read aloud only. */
const announce = (text) => { byId("status").textContent = text; };

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function fillSlots(root, slots) {
  for (const place of root.querySelectorAll("[data-slot]")) place.textContent = slots[place.dataset.slot] ?? "";
  return root;
}

/** A copy of a template, with its texts. */
const copy = (id, slots) => fillSlots(byId(id).content.cloneNode(true), slots);

/** Shows a screen and moves the focus to its heading. `submit` is what its form does. */
function show(name, { slots = {}, hint = "Synthetic data only: never enter real credentials.", submit, alert = "" } = {}) {
  const names = { partner: session?.partnerName, institution: institution?.name };
  screen.replaceChildren(copy(`screen-${name}`, { ...names, ...slots }));
  screen.dataset.name = name;
  exit.hidden = failures.hidden = over;
  byId("hint").textContent = hint;
  say(alert);
  announce("");
  const form = screen.querySelector("form");
  if (submit) form.onsubmit = () => { run(() => submit(form)); return false; };
  const heading = screen.querySelector("h1");
  document.title = `${heading.textContent} (sandbox)`;
  screen.closest(".viewport").scrollTop = 0;
  heading.focus({ preventScroll: true });
}

/** Does one thing at a time; what goes wrong is shown. */
async function run(work) {
  if (busy || over) return;
  busy = true;
  say("");
  try {
    await work();
  } catch (error) {
    if (over) return;
    if (error.what === "ended") await end(error.end ?? (await fallen("timeout")));
    else if (error.what) say(error.message);
    else await fallDown("error");
  } finally {
    busy = false;
  }
}

/** Shows "loading" around a request of the sandbox. When it fails, `back` shows the earlier screen again. */
async function loading(doing, request, back) {
  show("loading", { slots: { doing } });
  route("loading");
  try {
    const [answer] = await Promise.all([request(), pause(loadingPause)]);
    if (over) await new Promise(() => {});
    return answer;
  } catch (error) {
    if (!over && error.what !== "ended") back();
    throw error;
  }
}

function landing() {
  const name = { lite: "landing-lite", fix: "landing-fix" }[session.kind] ?? "landing";
  show(name, { submit: () => (institution ? signIn() : search()) });
  route("landing");
}

function search() {
  institution = null;
  show("search", { hint: "Try “FinBank”.", submit: find });
  route("search");
}

async function find(form) {
  const query = form.querySelector("input").value.trim();
  const { institutions } = await act("search", { query });
  const banks = institutions.length === 1 ? "1 bank" : `${institutions.length || "No"} banks`;
  const text = `${banks} found for “${query}”.`;
  byId("found").textContent = text;
  announce(text);
  byId("results").replaceChildren(...institutions.map(result));
  route("search", { query });
  user({ action: "GetInstitutionsSuccess" });
}

function result({ id, name, url }) {
  const row = copy("part-bank", { name, url, initial: name.charAt(0) });
  row.querySelector("button").addEventListener("click", () => run(async () => {
    institution = (await act("institution", { institutionId: id })).institution;
    signIn();
  }));
  return row;
}

function signIn(alert) {
  const { id, oauth, url, fields } = institution;
  const hint = oauth ? undefined : "Try “demo” with “go”; “tfa_text”, “tfa_choice”, “tfa_multi”, “invalid_user” with any "
    + "password; or a code such as 185 as the password.";
  show(oauth ? "oauth" : "sign-in", { slots: { address: url }, hint, submit: submitSignIn, alert });
  const back = byId("back");
  back.hidden = session.institution !== null;
  back.addEventListener("click", search);
  if (!oauth) byId("fields").append(...fields.map(signInField));
  const params = { institutionId: String(id) };
  route("sign-in", params);
  if (!oauth) route("login", params);
}

function signInField({ id, label, type }) {
  const input = element("input", { id: `field-${id}`, name: label, type, required: true, autocomplete: "off" });
  Object.assign(input, { autocapitalize: "none", spellcheck: false });
  input.dataset.field = id;
  return labelled(label, input);
}

const labelled = (label, input) => element("div", { className: "field" },
  element("label", { htmlFor: input.id, textContent: label }), input);

async function submitSignIn(form) {
  const inputs = [...form.querySelectorAll("[data-field]")];
  const fields = Object.fromEntries(inputs.map((input) => [input.dataset.field, input.value]));
  const request = institution.oauth ? { oauth: true } : { fields };
  addAccounts();
  next(await loading(`Connecting to ${institution.name}…`, () => act("sign-in", request), signIn));
}

/** The message about adding accounts: sent when it begins, and again when it is over. */
function addAccounts(outcome = {}) {
  if (session.kind === "fix") return;
  user({
    action: "AddAccounts", institutionId: institution.id, institutionLoginId: null, accounts: null, accountIds: [],
    success: null, errorCode: null, ...outcome,
  });
}

function next({ step, questions, accounts, code, message }) {
  if (step === "mfa") return mfa(questions);
  if (step === "accounts") {
    user({ action: "DiscoverAccountsSuccess" });
    return choose(accounts);
  }
  addAccounts({ success: false, errorCode: code });
  return signIn(`${message} (${code})`);
}

function mfa(questions) {
  const submit = async (form) => {
    const answers = questions.map((_, index) => form.elements[`answer-${index}`].value);
    next(await loading(`Checking with ${institution.name}…`, () => act("mfa", { answers }), () => mfa(questions)));
  };
  show("mfa", { hint: "Every answer is right, but for “fail”.", submit });
  byId("fields").append(...questions.map(question));
  route("mfa");
}

function question({ text, kind, choices }, index) {
  const name = `answer-${index}`;
  if (kind === "choice") {
    const options = choices.map((value) => element("label", { className: "choice" },
      element("input", { type: "radio", name, value, required: true }), element("span", { textContent: value })));
    return element("fieldset", {}, element("legend", { textContent: text }), ...options);
  }
  return labelled(text, element("input", { id: name, name, type: "text", required: true, autocomplete: "off" }));
}

function described({ name, type, number, balance, currency }) {
  const amount = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(balance);
  const kind = type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return copy("part-account", { name, amount, kind: `${kind} ending in ${number}` });
}

function choose(accounts) {
  // To repair a connection, nothing has to be chosen.
  const checked = session.kind === "fix";
  const boxes = accounts.map(({ id }) => element("input", { type: "checkbox", value: id, checked }));
  show("accounts", { submit: () => save(accounts, boxes.filter((box) => box.checked).map((box) => box.value)) });
  const rows = accounts.map((account, index) => element("label", { className: "choice" }, boxes[index], described(account)));
  byId("accounts").replaceChildren(...rows);
  const all = byId("all");
  all.checked = checked;
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  const count = () => { all.checked = boxes.every((box) => box.checked); };
  for (const box of boxes) box.addEventListener("change", count);
}

async function save(accounts, accountIds) {
  if (accountIds.length === 0) return say("Choose at least one account.");
  const back = () => choose(accounts);
  const { added } = await loading("Saving your choice…", () => act("accounts", { accountIds }), back);
  const { institutionLoginId } = added[0];
  addAccounts({ institutionLoginId, accounts: added.length, accountIds: added.map(({ id }) => id), success: true });
  shared = [...shared.filter((account) => added.every(({ id }) => id !== account.id)), ...added];
  review();
  route("review-accounts");
}

function review(note = "") {
  show("review", { submit: async () => end(await act("done")) });
  announce(note);
  byId("accounts").replaceChildren(...shared.map(reviewed));
  const another = byId("another");
  another.hidden = session.institution !== null;
  another.addEventListener("click", search);
}

function reviewed(account) {
  const remove = element("button", { type: "button", className: "quiet", textContent: "Remove" });
  remove.setAttribute("aria-label", `Remove ${account.name}`);
  remove.hidden = session.institution !== null;
  remove.addEventListener("click", () => run(async () => {
    await act("remove-accounts", { accountIds: [account.id] });
    shared = shared.filter(({ id }) => id !== account.id);
    review(`${account.name} was removed.`);
  }));
  return element("li", {}, described(account), remove);
}

// ---- Ends ---------------------------------------------------------------------------------------------------------

/** Ends by message for an SDK, else by redirect, else with a last screen. */
async function end({ message, redirect }) {
  over = true;
  clearTimeout(idle);
  leaving.close();
  const { code, reason } = message.data;
  const customerId = new URLSearchParams(link).get("customerId");
  user({ action: "End", code, ...(customerId && { customerId }) });
  const title = reason === "timeout" ? "Your session has timed out" : "You have left";
  show(message.type === "done" ? "done" : "left", { slots: { title } });
  if (await listened()) tell(message);
  else if (redirect && !/^\s*(javascript|data|vbscript|blob):/i.test(redirect)) location.replace(redirect);
}

/** Says that it cannot go on. The application is told when the person exits. */
function fail(title, text, ended) {
  over = true;
  clearTimeout(idle);
  show("error", { slots: { title, text } });
  route("error");
  screen.querySelector("form").onsubmit = () => { end(ended); return false; };
}

/** How the session ended, when it is over for the sandbox or shall be. */
async function fallen(what) {
  const data = what === "timeout" ? { code: 1440, reason: "timeout" } : { code: 500, reason: "error" };
  return act("error", { what }).catch((error) => error.end ?? { message: { type: "error", data }, redirect: null });
}

async function fallDown(what) {
  if (over) return;
  over = true;
  const ended = await fallen(what);
  if (what === "timeout") await end(ended);
  else fail("Something went wrong", "Your accounts could not be connected.", ended);
}

async function leave() {
  if (over) return;
  over = true;
  const unanswered = { message: { type: "cancel", data: { code: 100, reason: "exit" } }, redirect: null };
  await end(session ? await act("cancel").catch((error) => error.end ?? unanswered) : unanswered);
}

exit.addEventListener("click", () => leaving.showModal());
leaving.addEventListener("close", () => { if (leaving.returnValue === "yes") leave(); });
for (const button of failures.children) button.addEventListener("click", () => fallDown(button.dataset.fail));

// ---- The beginning ------------------------------------------------------------------------------------------------

const refused = {
  expired: ["This link has expired", "Ask for a new one where you got it."],
  used: ["This link has been used", "It was good for one time. Ask for a new one where you got it."],
  unknown: ["This link is not valid", "It may be incomplete or changed. Open it exactly as you got it."],
};

/** The page has one language; a link that asks for another one is told so. */
function speak(language) {
  const line = byId("language");
  line.hidden = /^en(?![a-z])/i.test(language);
  line.textContent = line.hidden ? "" : `The link asks for ${language}; this simulation speaks English.`;
}

async function begin() {
  // Not while a browser only prepares the page ahead of a visit.
  if (document.prerendering) {
    await new Promise((resolve) => { document.addEventListener("prerenderingchange", resolve, { once: true }); });
  }
  try {
    session = await post("sessions", { link });
  } catch (error) {
    if (over) return undefined;
    const [title, text] = refused[error.what] ?? ["Something went wrong", error.message];
    // Without a session nobody says how it ended: as after an unexpected error.
    return fail(title, text, { message: { type: "error", data: { code: 500, reason: "error" } }, redirect: null });
  }
  if (over) return undefined;
  institution = session.institution;
  speak(session.language);
  fillSlots(document.querySelector("header"), { partner: session.partnerName });
  if (session.end) return fail("Nothing to repair", "The connection to your bank works.", session.end);
  watch();
  return landing();
}

begin();
