/** Measured use as people read it. */
import { type Amounts, amountText } from "../domain/amount.ts";
import type { Use } from "../domain/usage.ts";
import { percentText } from "./report-parts.ts";

/** What nobody has measured is not nothing. */
export const UNMEASURED = "—";

/** `CPU 12 %, memory 200 MB of 1 GB, storage 20 GB of 60 GB; 5 of 24 hours measured`. */
export function useText({ cpu, memoryMb, diskMb, hours }: Use, size: Pick<Amounts, "memoryMb" | "diskGb">): string {
  const parts = [
    `CPU ${cpu === null ? UNMEASURED : percentText(cpu, 1)}`,
    `memory ${usedText(memoryMb)} of ${amountText("memoryMb", size.memoryMb)}`,
    `storage ${usedText(diskMb)} of ${amountText("diskGb", size.diskGb)}`,
  ];
  return `${parts.join(", ")}; ${Math.min(hours, 24)} of 24 hours measured`;
}

/** In whole MB; a dash for what was not measured. */
export function usedText(megabytes: number | null): string {
  return megabytes === null ? UNMEASURED : amountText("memoryMb", Math.round(megabytes));
}
