import type { Operation } from "../../src/operation.js";
import { form, json } from "../../src/media-types.js";
import type { Schema } from "../../src/schema.js";

const envelope: Schema = {
  type: "object",
  properties: {
    payload: {
      nullable: true,
      type: "object",
      properties: { ids: { required: true, type: "array", items: { type: "integer" } } },
    },
    response_code: { nullable: true, type: "integer" },
  },
};
const id = { in: "path", required: true, pattern: /^KC\d{4}$/u, type: "string" } as const;

/** Operations with every kind of parameter and body, as the generator writes them. */
export const furtherOperations = {
  updateThing: {
    method: "PATCH",
    path: "/api/v0/thing/{id}",
    parameters: {
      id,
      body: {
        in: "body",
        required: true,
        mediaType: json,
        type: "object",
        closed: true,
        properties: {
          id: { nullable: true, type: "string" },
          amount: { nullable: true, type: "number", minimum: 0.5 },
          count: { type: "integer", maximum: 9 },
          isOpen: { type: "boolean" },
          state: { nullable: true, type: "string", enum: ["OPEN", "CLOSED"] },
          codes: { nullable: true, type: "array", items: { type: "string", pattern: /^B\d$/u } },
          contact: { type: "object", properties: { name: { required: true, type: "string" } } },
        },
      },
    },
    successes: { 200: envelope },
  },
  sendFile: {
    method: "POST",
    path: "/api/v0/thing/file",
    parameters: {
      "X-Company": { in: "header", required: false, type: "string" },
      body: {
        in: "body",
        required: true,
        mediaType: form,
        type: "object",
        closed: true,
        properties: {
          file: { required: true, type: "file" },
          note: { type: "string" },
          count: { type: "integer" },
        },
      },
    },
    successes: { 200: envelope },
  },
  sendNote: {
    method: "POST",
    path: "/api/v0/thing/note",
    parameters: {
      body: {
        in: "body",
        required: true,
        mediaType: form,
        type: "object",
        closed: true,
        properties: { note: { required: true, type: "string" }, count: { type: "integer" } },
      },
    },
    successes: { 200: envelope },
  },
  putThing: {
    method: "PUT",
    path: "/api/v0/thing/{id}",
    parameters: {
      id,
      body: { in: "body", required: false, mediaType: json, type: "array", items: { type: "string" } },
    },
    successes: { 200: envelope },
  },
  status: { method: "GET", path: "/api/v0/status", anonymous: true, parameters: {}, successes: { 200: envelope } },
  list: { method: "GET", path: "/api/v0/list", parameters: {}, successes: { 200: envelope } },
  findThings: {
    method: "GET",
    path: "/api/v0/thing",
    parameters: {
      "X-Limit": { in: "header", required: true, type: "integer", minimum: 1 },
      states: { in: "query", required: false, type: "array", items: { type: "string", enum: ["OPEN", "CLOSED"] } },
      pages: { in: "query", required: false, type: "array", items: { type: "integer" } },
      filter: {
        in: "query",
        required: false,
        type: "object",
        closed: true,
        properties: { state: { type: "string" }, count: { type: "integer" } },
      },
    },
    successes: { 200: envelope },
  },
} satisfies Record<string, Operation>;
