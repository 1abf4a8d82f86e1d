import { expectTypeOf } from "expect-type";

import { createEnkashClient, EnkashApiError, errorTypes, type ErrorType } from "../src/index.js";
import type {
  DeleteCustomerByCustomerIdParameters,
  EnkashClientOptions,
  Envelope,
  ErrorResponse,
  OperationId,
} from "../src/index.js";

// `npm run typecheck` is what runs these: each call compiles only if it holds.
it("the public types are those of the description", () => {
  type Client = ReturnType<typeof createEnkashClient>;
  type Delete = Client["deleteCustomerByCustomerId"];

  expectTypeOf<OperationId>().toEqualTypeOf<"deleteCustomerByCustomerId">();
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
  expectTypeOf<EnkashClientOptions>().pick("baseUrl").toEqualTypeOf<{ baseUrl: string }>();
});

it("errorType is the documented union, and still takes an unknown string", () => {
  expectTypeOf<ErrorType>().toEqualTypeOf<(typeof errorTypes)[number]>();
  expectTypeOf<ErrorType>().toExtend<EnkashApiError["errorType"]>();
  expectTypeOf<string>().toExtend<EnkashApiError["errorType"]>();
  expectTypeOf<number>().not.toExtend<EnkashApiError["errorType"]>();
});
