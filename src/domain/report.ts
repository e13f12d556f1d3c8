/** The reports there are, and what can be asked of them. */

/** Each with what it tells. */
export const REPORTS = {
  configuration: "What there is, from business units down to roles: quota and what is in use of it",
  chargeback: "What a month costs: reserved, allocated and used, by object and in total, beside the month before",
  utilization: "What is granted, allocated to machines and used of it, and what lies idle",
} as const satisfies Record<string, string>;

export type ReportKind = keyof typeof REPORTS;

export const REPORT_KINDS = Object.keys(REPORTS) as [ReportKind, ...ReportKind[]];

/** Which part of the datacenter, by names, and which month, `YYYY-MM`; what is left out is not narrowed. */
export interface ReportAsk {
  report: ReportKind;
  /** A business unit. */
  bu?: string | undefined;
  /** A path, or the beginning of one. */
  on?: string | undefined;
  month?: string | undefined;
}

/** The line that asks for it: `report utilization --bu retail`. */
export function reportLine({ report, bu, on, month }: ReportAsk): string {
  const options = Object.entries({ bu, on, month }).flatMap(([name, value]) => (value ? [`--${name} ${value}`] : []));
  return ["report", report, ...options].join(" ");
}
