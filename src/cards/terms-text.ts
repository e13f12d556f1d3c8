/** The terms of an offer in words. */
import type { Step, Terms } from "../../machines/memory.ts";
import { amountText } from "../domain/amount.ts";

/** `8 GB memory, 500 GB less storage, 3 machines, until 2027-03-31` */
export function termsText({ memoryMb, diskGb, count, until }: Terms): string {
  return [
    ...(memoryMb ? [`${stepText("memoryMb", memoryMb)} memory`] : []),
    ...(diskGb ? [`${stepText("diskGb", diskGb)} storage`] : []),
    ...(count ? [`${count} ${count === 1 ? "machine" : "machines"}`] : []),
    ...(until ? [`until ${until}`] : []),
  ].join(", ");
}

function stepText(measure: "memoryMb" | "diskGb", { relative, amount }: Step): string {
  const size = amountText(measure, Math.abs(amount));
  return relative ? `${size} ${amount < 0 ? "less" : "more"}` : size;
}
