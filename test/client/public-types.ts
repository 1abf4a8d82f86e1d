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

// No test at run time: `npm run typecheck` compiles this file, and each line compiles only if it holds.

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

// errorType is the documented union, and still takes an unknown string.
expectTypeOf<ErrorType>().toEqualTypeOf<(typeof errorTypes)[number]>();
expectTypeOf<ErrorType>().toExtend<EnkashApiError["errorType"]>();
expectTypeOf<string>().toExtend<EnkashApiError["errorType"]>();
expectTypeOf<number>().not.toExtend<EnkashApiError["errorType"]>();

// baseUrl is required, the rest is not.
expectTypeOf<{ baseUrl: string }>().toExtend<EnkashClientOptions>();
expectTypeOf<{ accessToken: string }>().not.toExtend<EnkashClientOptions>();
