/** Right-sizing: the smallest template that would have held what a machine used, with a margin, and what that saves. */
import type { Money } from "./money.ts";
import { dayPrice, type Priced, type Rate } from "./price.ts";
import type { Peak } from "./usage.ts";

export interface Size extends Priced {
  name: string;
  vcpu: number;
}

export interface RightSize {
  template: string;
  size: { vcpu: number; memoryMb: number; diskGb: number };
  /** What a day costs less, in millionths. */
  saving: Money;
  peak: Peak;
}

/** So much more than the peak has to fit: a quarter. */
const MARGIN = 0.25;

/**
 * The cheapest of the permitted templates that holds the peak with the margin and is cheaper than the machine is; null when
 * it has the right size. Disks only grow, so that one with less storage is none; without a figure for the processors
 * there may not be fewer.
 */
export function rightSize(
  machine: { vcpu: number; diskGb: number; dayPrice: Money },
  peak: Peak,
  permitted: Size[],
  rate: Rate | null,
): RightSize | null {
  const needed = (used: number) => used * (1 + MARGIN);
  const vcpu = peak.cpu === null ? machine.vcpu : needed(peak.cpu * machine.vcpu);
  const fitting = permitted
    .filter((one) => one.vcpu >= vcpu && one.memoryMb >= needed(peak.memoryMb) && one.diskGb >= machine.diskGb)
    .map((one) => ({
      template: one.name,
      size: { vcpu: one.vcpu, memoryMb: one.memoryMb, diskGb: one.diskGb },
      saving: machine.dayPrice - dayPrice(one, rate),
      peak,
    }))
    .filter(({ saving }) => saving > 0n)
    .sort((a, b) => Number(b.saving - a.saving));
  return fitting[0] ?? null;
}
