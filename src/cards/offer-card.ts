/** What of the datacenter a business unit is offered, as admins of the datacenter read it. */
import type { Offer } from "../domain/offer.ts";
import type { Tally } from "../domain/quota.ts";
import type { Card, Fact } from "./card.ts";
import { shareText } from "./text.ts";

export interface OfferView {
  unit: string;
  offer: Offer;
  ceiling: Tally;
}

export function offerCard({ unit, offer, ceiling }: OfferView): Card {
  const list = (names: string[]) => names.join(", ") || "everything";
  const facts: Fact[] = [
    { label: "Environments", value: list(offer.environment) },
    { label: "Networks", value: list(offer.network) },
    { label: "Templates", value: list(offer.template) },
    ...ceilingFacts(ceiling, "no ceiling"),
  ];
  return { title: `Offer to ${unit}`, tone: "plain", blocks: [{ type: "facts", facts }], buttons: [] };
}

/** What is taken and left of each ceiling; `otherwise` where there is none, or undefined to leave it out. */
export function ceilingFacts({ limit, taken }: Tally, otherwise?: string): Fact[] {
  return (["memoryMb", "diskGb"] as const).flatMap((measure) => {
    const value = limit[measure] === null ? otherwise : shareText(measure, taken[measure], limit[measure]);
    return value === undefined ? [] : [{ label: CEILINGS[measure], value }];
  });
}

const CEILINGS = { memoryMb: "Memory ceiling", diskGb: "Storage ceiling" } as const;
