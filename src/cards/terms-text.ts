/** The terms of an offer in words. */
import type { Step, Terms } from "../../machines/memory.ts";
import { amountText } from "../domain/amount.ts";
import { plainAmount } from "../domain/money.ts";
import { type Details, termsOf } from "../domain/request.ts";
import { exactText } from "./charge-text.ts";

/** `8 GB memory, 500 GB less storage, 3 machines, until 2027-03-31`, `1.00 EUR given back` */
export function termsText({ memoryMb, diskGb, count, until, amount }: Terms, currency: string): string {
  return [
    ...(memoryMb ? [`${stepText("memoryMb", memoryMb)} memory`] : []),
    ...(diskGb ? [`${stepText("diskGb", diskGb)} storage`] : []),
    ...(count ? [`${count} ${count === 1 ? "machine" : "machines"}`] : []),
    ...(until ? [`until ${until}`] : []),
    ...(amount ? [`${exactText(amount, currency)} given back`] : []),
  ].join(", ");
}

function stepText(measure: "memoryMb" | "diskGb", { relative, amount }: Step): string {
  const size = amountText(measure, Math.abs(amount));
  return relative ? `${size} ${amount < 0 ? "less" : "more"}` : size;
}

/** What a request asks for, of all that can be offered otherwise: `asked for: 5`. */
export function askedTerms(details: Details): [keyof Terms, string][] {
  return termsOf(details.kind).map((term) => [term, `asked for: ${askedText(details, term)}`]);
}

function askedText(details: Details, term: keyof Terms): string {
  if (details.kind === "report.dispute") return plainAmount(details.charge.amount);
  if (details.kind === "vm.create")
    return term === "count" ? String(details.machines.length) : (details.until ?? "no end");
  if (details.kind !== "infra.new" && details.kind !== "infra.change") return "";
  if (term === "until") return details.plan.until ?? "no end";
  if (term === "count" || term === "amount") return "";
  const [text, plan] = [(amount: number) => amountText(term, amount), details.plan];
  if (details.kind === "infra.new" || details.base[term] === plan[term]) return text(plan[term]);
  return `${text(details.base[term])} → ${text(plan[term])}`;
}
