import { createEnkashClient, EnkashApiError } from "enkash-customer-client";
import { createSandbox } from "enkash-customer-client/sandbox";

import deleteTwice from "../delete-twice.cjs";

await deleteTwice({ createEnkashClient, EnkashApiError }, { createSandbox });
