// Does in a real Chromium what a test asks for: a line of JSON in, a line of JSON out, each with the id of the request.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";

import { sdks, start } from "./application.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
/** In milliseconds: when something that is waited for does not come. A machine may have much else to do. */
const patience = 120_000;

if (!existsSync(executablePath)) {
  throw new Error(`${executablePath} is missing: install Debian's package chromium, or set CHROMIUM to a Chromium`);
}
// The profile is a new, empty folder.
const browser = await chromium.launch({ executablePath, args });
const port = await start();
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tabs = [];

/** A link that was opened: where its screens are, and the page of the application around it. */
async function open({ link, sdk, framed, options = {}, width = 800, height = 900, dark = false }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(patience);
  const complaints = [];
  const requested = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("request", (request) => requested.push(`${request.method()} ${request.url()}`));
  const page = await context.newPage();
  const tab = { context, page, screens: page, complaints, requested };
  if (sdk) await embed(tab, link, sdk, options);
  else if (framed) await frame(tab, link);
  else await page.goto(link);
  return { tab: tabs.push(tab) - 1 };
}

/** Without an SDK. */
async function frame(tab, link) {
  await tab.page.goto(`http://localhost:${port}/frame?${encodeURIComponent(link)}`);
  tab.screens = await (await tab.page.waitForSelector("iframe")).contentFrame();
}

async function embed(tab, link, sdk, options) {
  // Another site than that of the hosted page, as in life.
  await tab.page.goto(`http://localhost:${port}/embed?${encodeURIComponent(sdk)}`);
  await launch(tab, link, sdk, options);
}

async function launch(tab, link, sdk, options) {
  const { page, context } = tab;
  await page.evaluate((given) => { events = []; launch = given; }, { link, options });
  const popup = options.popup ? context.waitForEvent("page") : null;
  await page.click("#connect");
  if (popup) {
    tab.popup = tab.screens = await popup;
  } else {
    tab.popup = null;
    const frame = await page.waitForSelector(sdks[sdk].frame);
    tab.screens = await frame.contentFrame();
  }
}

/** What is on the screen, as far as it matters. */
function look() {
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  const focused = document.activeElement;
  // Some pages scroll in a part of theirs.
  const viewport = document.querySelector(".viewport") ?? document.documentElement;
  return {
    screen: document.getElementById("screen").dataset.name ?? "",
    heading: text("h1"),
    alert: text("#alert"),
    status: text("#status"),
    small: text(".small").replace(/\s+/g, " "),
    exit: document.getElementById("exit")?.checkVisibility() ?? false,
    focus: focused.textContent.trim() || focused.name || focused.tagName,
    overflow: viewport.scrollWidth - innerWidth,
    filling: document.documentElement.classList.contains("filling"),
    backdrop: getComputedStyle(viewport).backgroundColor,
  };
}

const verbs = {
  /** The addresses of the application: in a browser, and for servers. */
  application: async () => ({ page: `http://localhost:${port}`, server: `http://127.0.0.1:${port}` }),
  /** A request, as a server makes it. */
  async call({ method, url, headers, body }) {
    const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text };
  },
  open,
  /** Another session in the same page of the application, which writes down anew. */
  again: ({ tab, link, sdk, options }) => launch(tab, link, sdk, options),
  /** Waits for a screen and says what is on it. */
  async screen({ tab: { screens }, name }) {
    await screens.waitForFunction((wanted) => document.getElementById("screen")?.dataset.name === wanted, name);
    return screens.evaluate(look);
  },
  look: ({ tab: { screens } }) => screens.evaluate(look),
  async alert({ tab: { screens } }) {
    await screens.waitForFunction(() => document.getElementById("alert").textContent !== "");
    return screens.evaluate(look);
  },
  /** Waits until this is read aloud. */
  async status({ tab: { screens }, text }) {
    await screens.locator("#status", { hasText: text }).waitFor({ state: "attached" });
  },
  click: ({ tab: { screens }, name }) => screens.getByRole("button", { name, exact: true }).click(),
  /** A bank among those that were found. */
  bank: ({ tab: { screens }, name }) => screens.locator(".result", { has: screens.getByText(name, { exact: true }) }).click(),
  fill: ({ tab: { screens }, name, value }) => screens.getByLabel(name, { exact: true }).fill(value),
  check: ({ tab: { screens }, name }) => screens.getByLabel(name).check(),
  /** Keys, as a person types them, into whatever has the focus. */
  async keys({ tab, keys }) {
    for (const key of keys) await (tab.popup ?? tab.page).keyboard.press(key);
  },
  type: ({ tab, text }) => (tab.popup ?? tab.page).keyboard.type(text),
  /** Waits until the application has been told this. */
  async told({ tab: { page }, name }) {
    await page.waitForFunction((wanted) => events.some(([told]) => told === wanted), name);
    return page.evaluate("events");
  },
  events: ({ tab: { page } }) => page.evaluate("events"),
  messages: ({ tab: { page } }) => page.evaluate("messages"),
  /** Whether the SDK has taken the hosted page away. */
  async gone({ tab: { page, popup } }) {
    if (popup) return popup.isClosed() || popup.waitForEvent("close").then(() => true);
    await page.waitForSelector("iframe", { state: "detached" });
    return true;
  },
  /** Waits until the address begins like this, and returns all of it. */
  async address({ tab: { page }, begins }) {
    await page.waitForURL((url) => url.href.startsWith(begins));
    return page.url();
  },
  /** Waits until the application's window has got so many messages of this type. */
  async received({ tab: { page }, type, count }) {
    const enough = ({ type, count }) => messages.filter((message) => message?.type === type).length >= count;
    await page.waitForFunction(enough, { type, count });
  },
  go: async ({ tab: { page }, link }) => void (await page.goto(link)),
  reload: async ({ tab: { screens } }) => void (await screens.reload()),
  /** Runs in the hosted page before anything of it does, from the next load on. */
  prepare: ({ tab: { context }, script }) => context.addInitScript(script),
  /** Waits for this part of a page, and for the rest of the page. */
  async text({ tab: { screens }, selector }) {
    const text = await screens.locator(selector).textContent();
    await screens.waitForLoadState();
    return text;
  },
  evaluate: ({ tab: { screens }, script }) => screens.evaluate(script),
  complaints: ({ tab: { complaints } }) => complaints,
  requested: ({ tab: { requested } }) => requested,
  /** Rules of accessibility that are broken badly. */
  async accessibility({ tab: { screens } }) {
    if (!(await screens.evaluate("'axe' in window"))) await screens.evaluate(axe);
    const { violations } = await screens.evaluate('axe.run({ resultTypes: ["violations"] })');
    return violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`);
  },
  /** For a person who wants to look. */
  async picture({ tab, path }) {
    await (tab.popup ?? tab.page).screenshot({ path });
  },
  close: ({ tab: { context } }) => context.close(),
};

async function serve(line) {
  const { id, verb, ...request } = JSON.parse(line);
  if (request.tab !== undefined) request.tab = tabs[request.tab];
  try {
    return { id, answer: (await verbs[verb](request)) ?? null };
  } catch (error) {
    const state = request.tab && (await request.tab.screens.evaluate(look).catch(() => null));
    return { id, error: `${verb}: ${error.message}${state ? `\nin ${JSON.stringify(state)}` : ""}` };
  }
}

const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => process.stdout.write(`${JSON.stringify(await serve(line))}\n`));
// The tests are over.
lines.on("close", async () => {
  await browser.close();
  process.exit();
});
