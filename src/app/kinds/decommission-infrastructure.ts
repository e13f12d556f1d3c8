/** A decommission that somebody asks for: once it is approved the infrastructure is wound up. */
import { Refusal } from "../../domain/refusal.ts";
import type { Details } from "../../domain/request.ts";
import type { Whole } from "../store.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";
import { ENDING, WINDING_UP, wholeIn } from "./winding-up.ts";

type Decommission = Extract<Details, { kind: "infra.decommission" }>;

export const decommissionInfrastructure: Kind<Decommission> = {
  ...ENDING,
  machine: "decommission",
  permission: () => "infra.edit",
  counted: ({ infrastructure }) => ({ machines: [], whole: infrastructure, engine: true }),
  asked: () => NOTHING_ASKED,
  offered: noTerms,
  judge: ({ infrastructure }, world) => requireProvisioned(wholeIn(world, infrastructure)),
  windingUp: WINDING_UP,
};

/** Refuses `wrong-state` for what is wound up already, or was never made usable. */
export function requireProvisioned({ name, state, ending }: Whole): void {
  if (state === "provisioned") return;
  const [sentence, hint] =
    state === "approved"
      ? [`${name} is approved and not provisioned yet`, "who asked for it takes it back: request withdraw ID"]
      : [`${name} is ${state} already`, ending ? `see how far it is: request show ${ending}` : ""];
  throw new Refusal("wrong-state", sentence, hint);
}
