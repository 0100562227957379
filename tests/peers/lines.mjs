// Answers questions by their verb: a line of JSON in, a line of JSON out.

import { createInterface } from "node:readline";

export async function answerLines(verbs) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { verb, ...request } = JSON.parse(line);
    let answer;
    try {
      answer = await verbs[verb](request);
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
