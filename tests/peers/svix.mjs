// Signs and verifies webhooks with Svix's own library: a line of JSON in, a line of JSON out.

import { createInterface } from "node:readline";

import { Webhook, WebhookVerificationError } from "svix";

const verbs = {
  /** The signature of a message, as it stands in the header. `timestamp` is in seconds. */
  sign({ secret, message, timestamp, body }) {
    return { signature: new Webhook(secret).sign(message, new Date(timestamp * 1000), body) };
  },
  /** Whether a message is believed, in the second `now`; if not, why. */
  verify({ secret, headers, body, now }) {
    // The library asks nobody else for the time.
    Date.now = () => now * 1000;
    try {
      new Webhook(secret).verify(body, headers);
      return { refused: null };
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return { refused: error.message };
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { verb, ...request } = JSON.parse(line);
  let answer;
  try {
    answer = verbs[verb](request);
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
