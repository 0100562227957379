// The page of a flow: leads a person through its steps, and tells the page around it how high it is and which steps are
// completed. The sandbox keeps the session and says what comes next; the page only shows it.

import { announce, byId, element, onSubmit, refuse, say, show, value } from "./screen.js";
import { showPayouts } from "./payouts.js";
import { applyStyles } from "./styles.js";
import { showCompliance } from "./tax.js";

const base = location.pathname.replace(/\/+$/, "");
const embedded = window.parent !== window;

let session = null;
let busy = false;
/** Whether a step was completed since the page was loaded: a redirect that follows needs no further click. */
let moved = false;

// ---- The page around ----------------------------------------------------------------------------------------------

const tell = (message) => { if (embedded) window.parent.postMessage(message, "*"); };

let told = 0;
function tellHeight() {
  const { marginTop, marginBottom } = getComputedStyle(document.body);
  const height = Math.ceil(byId("card").getBoundingClientRect().height + parseFloat(marginTop) + parseFloat(marginBottom));
  if (height !== told) tell({ height: (told = height) });
}

// ---- The sandbox --------------------------------------------------------------------------------------------------

/** Fails with an error that has `what`: which refusal it is. */
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
  throw Object.assign(new Error(message), { what });
}

/** Makes a step and shows what comes next; does one thing at a time. */
async function act(verb, body = {}, note = "") {
  if (busy) return;
  busy = true;
  say("");
  try {
    const view = await post(`/sessions/${session}/${verb}`, body);
    for (const message of view.messages) {
      moved = true;
      tell(message);
    }
    render(view, note);
  } catch (error) {
    await stumble(error);
  } finally {
    busy = false;
  }
}

async function stumble(error) {
  if (["signed_out", "other_step"].includes(error.what)) {
    await open();
    say(error.what === "signed_out" ? "You have been signed out. Confirm that it is you." : "The flow has moved on.");
  } else if (error.what === "unknown") {
    fail(error);
  } else {
    refuse(error.message);
  }
}

// ---- Screens ------------------------------------------------------------------------------------------------------

const outbox = () => {
  const href = `/_sandbox/tenants/${location.pathname.split("/")[1]}/outbox`;
  return ["No text message leaves this machine: the code is in the ", element("a", {
    href, target: "_blank", rel: "noopener", textContent: "outbox",
  }), "."];
};

const titles = {
  "manage-payments": "Connect a bank account for payments", payout: "Withdraw your funds",
  "background-check": "Background check", "pdf-form-fill": "Fill in a form",
};

const personFields = ["country_code", "phone_number", "first_name", "last_name", "email"];

function person() {
  show("person", {
    submit: (form) => act("person", Object.fromEntries(personFields.map((name) => [name, value(form, name)]))),
  });
}

function code(view, note) {
  show("code", {
    slots: { ending: view.phoneEnding },
    hint: outbox(),
    submit: (form) => act("verify", { token: value(form, "token") }),
  });
  byId("resend").addEventListener("click", () => sendCode(view, "Another code was sent."));
  byId("start-over").hidden = view.userId !== null;
  byId("start-over").addEventListener("click", () => act("start-over"));
  announce(note);
}

const sendCode = (view, note) => act("send-code", { attempt: view.codesSent + 1 }, note);

function identity() {
  show("id-verification", { submit: (_, button) => act("identity", { documents: button.value }) });
}

function redirect({ redirectUrl }) {
  let host = "the next page";
  try {
    host = new URL(redirectUrl).host;
  } catch { /* A step without an address goes nowhere. */ }
  show("redirect", { slots: { host }, submit: () => act("continue") });
  if (moved) act("continue");
}

function step(view, note) {
  switch (view.step) {
    case "compliance":
      return showCompliance(view, (body) => act("compliance", body));
    case "manage-payouts":
      return payouts(view, note);
    case "id-verification":
      return identity();
    case "redirect":
      // Once what led here is over.
      return void setTimeout(() => redirect(view));
    default:
      return show("simulated", {
        slots: { step: view.step, title: titles[view.step] ?? view.step },
        submit: () => act("continue"),
      });
  }
}

function payouts(view, note) {
  const saved = view.hideContinueButton ? "Saved." : "";
  showPayouts(view, {
    note,
    save: (body) => act("payouts", body, saved),
    add: async (body) => {
      await act("payout-method", body, "The payout method was added.");
      // Without a button to save, adding is saving.
      if (view.hideContinueButton && byId("alert").textContent === "") await act("payouts", {}, saved);
    },
  });
}

function done({ hideGoToDashboard }) {
  show("done");
  byId("dashboard").hidden = hideGoToDashboard;
  onSubmit(byId("dashboard"), () => say("The dashboard is not simulated."));
}

function progress({ screen, steps, completedSteps }) {
  const at = Math.min(completedSteps.length + 1, steps.length);
  byId("progress").textContent = screen === "step" && steps.length > 1 ? `Step ${at} of ${steps.length}` : "";
}

function render(view, note = "") {
  progress(view);
  if (view.redirectUrl && view.messages.some((message) => message.step === "redirect")) {
    location.assign(view.redirectUrl);
    return;
  }
  const screens = {
    person,
    sign_in: () => show("sign-in", {
      slots: { ending: view.phoneEnding }, hint: outbox(), submit: () => sendCode(view, ""),
    }),
    code: () => code(view, note),
    step: () => step(view, note),
    stays: () => show("stays"),
    done: () => done(view),
  };
  screens[view.screen]();
}

function fail({ what, message }) {
  const gone = what === "unknown";
  const [title, text] = gone
    ? ["This link does not work", "It may be incomplete, or what it was for is gone. Ask for a new one where you got it."]
    : ["Something went wrong", message];
  show("failed", { slots: { title, text }, submit: open });
  byId("progress").textContent = "";
}

// ---- The beginning ------------------------------------------------------------------------------------------------

async function open() {
  try {
    const view = await post("/sessions", {});
    session = view.sessionId;
    view.messages.forEach(tell);
    render(view);
  } catch (error) {
    fail(error);
  }
}

async function begin() {
  applyStyles();
  document.documentElement.classList.toggle("embedded", embedded);
  // Not while a browser only prepares the page ahead of a visit.
  if (document.prerendering) {
    await new Promise((resolve) => { document.addEventListener("prerenderingchange", resolve, { once: true }); });
  }
  await open();
  tellHeight();
  new ResizeObserver(tellHeight).observe(byId("card"));
}

begin();
