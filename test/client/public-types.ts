import { expectTypeOf } from "expect-type";

import type {
  createEnkashClient,
  DeleteCustomerByCustomerIdParameters,
  EnkashApiError,
  EnkashClientOptions,
  Envelope,
  ErrorResponse,
  ErrorType,
  errorTypes,
  OperationId,
} from "../../src/index.js";
import type { createEnkashFetch, createOpenapiFetchClient } from "../../src/openapi-fetch.js";

// Not run: `npm run typecheck` compiles this file, and each line compiles only if the types are as stated.

type Delete = ReturnType<typeof createEnkashClient>["deleteCustomerByCustomerId"];

// The parameters and the 200 body are those of the description.
expectTypeOf<"deleteCustomerByCustomerId">().toExtend<OperationId>();
expectTypeOf<string>().not.toExtend<OperationId>();
expectTypeOf<Parameters<Delete>[0]>().toEqualTypeOf<DeleteCustomerByCustomerIdParameters>();
expectTypeOf<DeleteCustomerByCustomerIdParameters>().toEqualTypeOf<{
  customerId: string;
  parentCompanyId?: string | undefined;
}>();
expectTypeOf<Awaited<ReturnType<Delete>>>().toEqualTypeOf<Envelope>();
expectTypeOf<Envelope>().toEqualTypeOf<{
  errorResponse?: ErrorResponse | null;
  payload?: string | null;
  response_code?: number | null;
  response_message?: string | null;
}>();

// errorType is the documented union, and any other string is possible.
expectTypeOf<ErrorType>().toEqualTypeOf<(typeof errorTypes)[number]>();
expectTypeOf<ErrorType>().toExtend<EnkashApiError["errorType"]>();
expectTypeOf<string>().toExtend<EnkashApiError["errorType"]>();
expectTypeOf<number>().not.toExtend<EnkashApiError["errorType"]>();

// Only baseUrl is required.
expectTypeOf<{ baseUrl: string }>().toExtend<EnkashClientOptions>();
expectTypeOf<{ accessToken: string }>().not.toExtend<EnkashClientOptions>();

// A token whose environment variable may be unset does not compile, and neither does another undefined token.
expectTypeOf<{ baseUrl: string; accessToken: string | undefined }>().not.toExtend<EnkashClientOptions>();

// Every other OpenAPI client takes it in place of the platform's fetch.
expectTypeOf<ReturnType<typeof createEnkashFetch>>().toExtend<typeof fetch>();

// The error of the second entry is the documented body.
type Failure = Awaited<ReturnType<ReturnType<typeof createOpenapiFetchClient>["DELETE"]>>["error"];
expectTypeOf<Failure>().toExtend<Envelope | undefined>();
