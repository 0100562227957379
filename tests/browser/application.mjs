// An application that embeds the hosted page with a published SDK, unmodified, and writes down what it is told.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import esbuild from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What each SDK calls itself in a page, where its script comes from, and the id of its frame. */
export const sdks = {
  "connect-web-sdk": { name: "Connect", frame: "#connectIframe", script: published },
  "@finicity/connect-web-sdk": { name: "FinicityConnect", frame: "#finicityConnectIframe", script: bundled },
};

/** The file that is made for a plain script element. */
function published() {
  return readFile(here("node_modules/connect-web-sdk/dist/mastercard-connect-iife.min.js"));
}

/** It needs a bundler, and core-js beside it. */
function bundled() {
  bundle ??= build();
  return bundle;
}

let bundle;
async function build() {
  const contents = 'export { FinicityConnect } from "@finicity/connect-web-sdk";';
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: here(".") },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "sdk",
    footer: { js: "var { FinicityConnect } = sdk;" },
  });
  return outputFiles[0].text;
}

const page = (sdk) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>An application</title>
<button id="connect">Connect</button>
<div id="place" style="position: relative; width: 25rem; height: 40rem"></div>
<script src="/sdk?${encodeURIComponent(sdk)}"></script>
<script>
  let events = [];
  const told = (name) => (...data) => { events.push([name, ...data]); };
  const handlers = Object.fromEntries(["Load", "Done", "Cancel", "Error", "Route", "User"]
    .map((name) => ["on" + name, told(name.toLowerCase())]));
  // Every message of the hosted page, also those that the SDK keeps to itself.
  const messages = [];
  window.addEventListener("message", ({ data }) => messages.push(data));
  let launch;
  document.getElementById("connect").addEventListener("click", () => {
    ${sdks[sdk].name}.launch(launch.link, handlers, launch.options);
  });
</script>
`;

/** An application that puts a hosted page into a frame by itself. */
const framed = (link) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>An application</title>
<iframe title="Payouts" src="${link}" style="width: 100%; border: 0"></iframe>
<script>
  const messages = [];
  const frame = document.querySelector("iframe");
  window.addEventListener("message", ({ data, source }) => {
    if (source !== frame.contentWindow) return;
    messages.push(data);
    if (data.height) frame.style.height = data.height + "px";
  });
</script>
`;

/** Starts it; returns its address. `/webhook` accepts everything. */
export async function start() {
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    // Of a page with a plain frame: the link.
    const sdk = decodeURIComponent(search.slice(1));
    const answer = (status, type, body) => response.writeHead(status, { "content-type": type }).end(body);
    request.resume();
    if (pathname === "/webhook") answer(200, "text/plain", "");
    else if (pathname === "/sdk") answer(200, "text/javascript", await sdks[sdk].script());
    else if (pathname === "/frame") answer(200, "text/html", framed(encodeURI(sdk)));
    else if (pathname === "/embed") answer(200, "text/html", page(sdk));
    else answer(200, "text/html", '<!doctype html><link rel="icon" href="data:,"><title>Back</title>Back');
  });
  // Nobody has to wait for it in the middle of a test.
  await bundled();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server.address().port;
}
