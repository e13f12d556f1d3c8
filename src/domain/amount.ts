/** How much of a cloud something is: memory, storage, processors and a number of machines. */

/** Memory in MB and storage in GB, both binary; processors and machines counted. */
export interface Amounts {
  memoryMb: number;
  diskGb: number;
  vcpu: number;
  vms: number;
}

/** A ceiling; null where there is none. */
export type Limits = { [Measure in keyof Amounts]: number | null };

export const NOTHING: Amounts = { memoryMb: 0, diskGb: 0, vcpu: 0, vms: 0 };

export const MEASURES = ["memoryMb", "diskGb", "vcpu", "vms"] as const satisfies (keyof Amounts)[];

/** The sum, measure by measure. */
export function plus(a: Amounts, b: Amounts): Amounts {
  return mapAmounts((measure) => a[measure] + b[measure]);
}

/** `count` times as much. */
export function times(a: Amounts, count: number): Amounts {
  return mapAmounts((measure) => a[measure] * count);
}

/** One amount as people read it: `64 GB`, `1.5 TB`, `8 vCPU`, `3 VMs`. */
export function amountText(measure: keyof Amounts, amount: number): string {
  switch (measure) {
    case "memoryMb":
      return sizeText(amount);
    case "diskGb":
      return sizeText(amount * 1024);
    case "vcpu":
      return `${amount} vCPU`;
    case "vms":
      return `${amount} ${amount === 1 ? "VM" : "VMs"}`;
  }
}

/** A number of MB as people read it, in the largest unit that leaves at most two decimals. */
function sizeText(megabytes: number): string {
  const units = [
    [1024 * 1024, "TB"],
    [1024, "GB"],
  ] as const;
  const fit = units.find(([unit]) => Math.abs(megabytes) >= unit && Number.isInteger((megabytes * 100) / unit));
  return fit ? `${megabytes / fit[0]} ${fit[1]}` : `${megabytes} MB`;
}

/** What the measure is called. */
export const MEASURE_NAMES: Record<keyof Amounts, string> = {
  memoryMb: "memory",
  diskGb: "storage",
  vcpu: "vCPU",
  vms: "machines",
};

function mapAmounts(of: (measure: keyof Amounts) => number): Amounts {
  return { memoryMb: of("memoryMb"), diskGb: of("diskGb"), vcpu: of("vcpu"), vms: of("vms") };
}
