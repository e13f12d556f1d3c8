/** Ids of charges as people know them: `C-17`, the number that the database gave. */

/** Zero, which no charge has, for what is no id. */
export function numberOf(id: string): string {
  return /^C-(\d{1,18})$/.exec(id)?.[1] ?? "0";
}
