/** The facts of a decision: what the request counts against, before and after, whether it fits, and what it costs. */
import type { Actor } from "../domain/actor.ts";
import { loadText } from "../domain/admission.ts";
import { type Amounts, amountText, MEASURE_NAMES, MEASURES } from "../domain/amount.ts";
import { DAYS_IN_A_MONTH, moneyText } from "../domain/money.ts";
import { may } from "../domain/permission.ts";
import type { Fact } from "./card.ts";
import type { Picture, RequestView } from "./request-view.ts";

/** None of what is decided. `reader` null: a channel; what the datacenter has left is for those who see all of it. */
export function decisionFacts(view: RequestView, reader: Actor | null): Fact[] {
  const { picture } = view;
  if (!picture) return [];
  const seen = picture.tallies.filter(
    ({ after }) => after.name !== picture.capacity || !reader || may(reader, "datacenter.see"),
  );
  return [...seen.flatMap(tallyFacts), ...costFacts(view, picture), ...verdictFacts(picture)];
}

/** `memory 4 GB → 5 GB of 32 GB, storage 60 GB → 120 GB of 1 TB`: what changes and has a ceiling. */
function tallyFacts({ before, after }: Picture["tallies"][number]): Fact[] {
  const changes = MEASURES.flatMap((measure) => {
    const limit = after.limit[measure];
    if (limit === null || before.taken[measure] === after.taken[measure]) return [];
    const text = (amount: number) => (amount === 0 ? "0" : amountText(measure, amount));
    return [`${nameOf(measure)}${text(before.taken[measure])} → ${text(after.taken[measure])} of ${text(limit)}`];
  });
  return changes.length ? [{ label: `Quota of ${after.name}`, value: changes.join(", ") }] : [];
}

/** Counted things are named by their amounts: `3 VMs`. */
function nameOf(measure: keyof Amounts): string {
  return measure === "memoryMb" || measure === "diskGb" ? `${MEASURE_NAMES[measure]} ` : "";
}

/** What these change of a cost stands with their numbers. */
const SAYING_IT: ReadonlySet<string> = new Set(["infra.change", "vm.action"]);

function costFacts({ request, currency }: RequestView, { dayCost }: Picture): Fact[] {
  if (dayCost === 0n || SAYING_IT.has(request.details.kind)) return [];
  const monthCost = moneyText(dayCost * DAYS_IN_A_MONTH, currency);
  const value = `${moneyText(dayCost, currency)} a day, ${monthCost} in 30 days`;
  return [{ label: "Cost", value }];
}

/** What counts against nothing fits everywhere, and nobody has to read that. */
function verdictFacts({ verdict, tallies }: Picture): Fact[] {
  const label = "Verdict";
  switch (verdict.fits) {
    case "now":
      return tallies.length ? [{ label, value: "fits" }] : [];
    case "later":
      return [{ label, value: `fits after the queue (${loadText(verdict.needed, verdict.load)})` }];
    case "no":
      return [{ label, value: `does not fit: ${verdict.why}` }];
  }
}
