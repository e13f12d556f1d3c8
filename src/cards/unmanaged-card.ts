/** Machines on the hosts that are none of ours. */
import { sizeLine } from "./asked-facts.ts";
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";

interface Stranger {
  name: string;
  host: { name: string };
  state: string;
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  since: Date;
}

export function unmanagedCard(strangers: Stranger[], timeZone: string): Card {
  const columns = ["machine", "host", "state", "size", "seen first"];
  const rows = strangers.map((one) => [
    ...[one.name, one.host.name, one.state, sizeLine(one), momentText(one.since, timeZone)],
  ]);
  return listCard(["machine that is not ours", "machines that are not ours"], columns, rows);
}
