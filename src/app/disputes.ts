/** Disputes: a charge that somebody sees and takes to be wrong becomes a request to give it back. */
import type { Actor } from "../domain/actor.ts";
import { requireRefundable } from "../domain/ledger/refund.ts";
import { moneyOf } from "../domain/money.ts";
import type { Request } from "../domain/request.ts";
import { chargesSeen } from "./charges.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import type { Ledger } from "./ledger-ports.ts";
import type { Requests } from "./requests.ts";

export interface DisputeRooms {
  ledger: Ledger;
  datacenters: Datacenters;
  requests: Requests;
  id(prefix: string): string;
}

/**
 * Throws a Refusal: `not-found` for a charge that this person does not see, `duplicate` for one that is refunded or
 * disputed already, `wrong-state` for a refund, `bad-arguments` for one that cost nothing.
 */
export type Dispute = (charge: string, reason: string, actor: Actor) => Promise<Request>;

export function startDisputes({ ledger, datacenters, requests, id }: DisputeRooms): Dispute {
  return async (asked, reason, actor) => {
    const [found] = await chargesSeen(ledger, { id: asked }, actor);
    if (!found) throw new Error(`disputing ${asked}, of which nothing was found`);
    const { place, ...charge } = found;
    const { currency } = await datacenters.settings();
    requireRefundable({ ...charge, id: asked }, moneyOf(charge.amount), currency);
    const { businessUnit, infrastructure, service } = place;
    const details = { kind: "report.dispute", id: id("dsp"), charge, reason, infrastructure, service } as const;
    return requests.submit({ details, businessUnit, wait: false }, actor.identity);
  };
}
