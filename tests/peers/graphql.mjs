// Speaks GraphQL with graphql-js and graphql-request: a line of JSON in, a line of JSON out.

import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
  validateSchema,
} from "graphql";
import { ClientError, GraphQLClient } from "graphql-request";

import { answerLines } from "./lines.mjs";

const messages = (errors) => errors.map((error) => error.message);
const printed = (schema) => printSchema(lexicographicSortSchema(schema));

function client({ endpoint, token, method = "POST" }) {
  return new GraphQLClient(endpoint, { method, headers: { authorization: `Bearer ${token}` } });
}

const verbs = {
  /** What is wrong with a schema, and the schema in order. */
  schema({ sdl }) {
    const schema = buildSchema(sdl);
    return { problems: messages(validateSchema(schema)), printed: printed(schema) };
  },
  /** What is wrong with a document. */
  validate({ sdl, document }) {
    let parsed;
    try {
      parsed = parse(document);
    } catch (error) {
      return { problems: [error.message] };
    }
    return { problems: messages(validate(buildSchema(sdl), parsed)) };
  },
  /** The schema that a server tells of itself, in order. */
  async introspect(server) {
    const schema = buildClientSchema(await client(server).request(getIntrospectionQuery()));
    return { problems: messages(validateSchema(schema)), printed: printed(schema) };
  },
  /** An access token for client credentials, as any OAuth client asks for it. */
  async token({ authority, tenantId, clientId, clientSecret, scope }) {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    });
    const answer = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, { method: "POST", body });
    return { status: answer.status, body: await answer.json() };
  },
  /** The data of an operation; or the status and the errors at the top level. */
  async request({ document, variables, ...server }) {
    try {
      return { data: await client(server).request(document, variables) };
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      const { status, errors, data } = error.response;
      return { refused: { status, errors, data } };
    }
  },
};

await answerLines(verbs);
