/** The question about what lies idle: keep it, or give back what lies unused, or stop the machine. */
import type { Card } from "./card.ts";
import { momentText } from "./moment.ts";

interface ReservationView {
  name: string;
  memory: number;
  storage: number;
  days: number;
}

interface MachineView {
  machine: string;
  name: string;
  path: string;
  percent: number;
  hours: number;
  days: number;
}

export function idleCard(idle: ReservationView | MachineView): Card {
  return "machine" in idle ? machineCard(idle) : reservationCard(idle);
}

function reservationCard({ name, memory, storage, days }: ReservationView): Card {
  const text = `Of ${name} ${memory} % of its memory and ${storage} % of its storage lay unused in the last ${days} days. Return opens the draft of a change without it; Keep leaves it as it is, and nobody asks again for a while. Nothing is taken back by itself.`;
  return {
    title: `${name} lies idle`,
    tone: "waiting",
    blocks: [{ type: "text", text }],
    buttons: [
      { verb: "Keep", id: name },
      { verb: "Return", id: name },
    ],
  };
}

function machineCard(idle: MachineView): Card {
  const { name, path } = idle;
  const text = `${name}, in ${path}, runs and does next to nothing: ${busyText(idle)}. Stop stops it; Keep leaves it as it is, and nobody asks again for a while. Nothing is stopped by itself.`;
  return {
    title: `${name} lies idle`,
    tone: "waiting",
    blocks: [{ type: "text", text }],
    buttons: [
      { verb: "Keep", id: `${path}/${name}` },
      { verb: "Stop", id: name },
    ],
  };
}

/** What whoever keeps it is answered. */
export function keptText(name: string, until: Date, timeZone: string): string {
  return `${name} is kept as it is; nobody asks about it before ${momentText(until, timeZone)}`;
}

/** `CPU at most 1 % in 19 of 20 hours, 48 hours measured in the last 14 days` */
export function busyText({ percent, hours, days }: Pick<MachineView, "percent" | "hours" | "days">): string {
  return `CPU at most ${percent} % in 19 of 20 hours, ${hours} hours measured in the last ${days} days`;
}
