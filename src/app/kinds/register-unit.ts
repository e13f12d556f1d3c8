/** Registering a business unit: its name is taken at once, and whoever asked becomes its first admin. */
import type { Details } from "../../domain/request.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";

type Registration = Extract<Details, { kind: "bu.register" }>;

export const registerUnit: Kind<Registration> = {
  machine: "onboarding",
  permission: () => null,
  counted: () => ({ machines: [] }),
  names: ({ unit, name }) => ({ of: "unit", names: [{ id: unit, name }] }),
  asked: () => NOTHING_ASKED,
  offered: noTerms,
  judge: () => {},
  shares: () => [],
  grant: ({ details: { unit, name, costCenter, channel }, requester }) => [
    { type: "found-unit", id: unit, name, costCenter, channel, admin: requester },
  ],
  revoke: () => [],
  jobs: () => [],
  conclude: () => [],
};
