// Reads OpenAPI documents with a validator that knows the specification: a line of JSON in, a line of JSON out.

import SwaggerParser from "@apidevtools/swagger-parser";
import Ajv from "ajv/dist/2020.js";

import { answerLines } from "./lines.mjs";

const verbs = {
  /** Whether the document is OpenAPI as its `openapi` says; if not, why. */
  async validate({ document }) {
    try {
      await SwaggerParser.validate(document);
      return { refused: null };
    } catch (error) {
      return { refused: error.message };
    }
  },
  /** The places whose example does not fit the schema beside it, and how many there are in all. */
  examples({ document }) {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const wrong = [];
    let count = 0;
    const look = (value, place) => {
      if (value === null || typeof value !== "object") return;
      if ("schema" in value && "example" in value) {
        count += 1;
        if (!ajv.validate(value.schema, value.example)) wrong.push(`${place}: ${ajv.errorsText()}`);
      }
      for (const [key, child] of Object.entries(value)) look(child, `${place}/${key}`);
    };
    look(document, "");
    return { wrong, count };
  },
};

await answerLines(verbs);
