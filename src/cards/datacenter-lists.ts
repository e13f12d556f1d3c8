/** Lists of what a datacenter has, for its admins. */
import type { Amounts } from "../domain/amount.ts";
import { moneyText } from "../domain/money.ts";
import { dayPrice, type Priced, type Rate } from "../domain/price.ts";
import { sizeLine } from "./asked-facts.ts";
import type { Card } from "./card.ts";
import { exactText } from "./charge-text.ts";
import { usersText } from "./datacenter-users.ts";
import { listCard } from "./list-card.ts";
import { shareText } from "./text.ts";

export interface HostLine {
  name: string;
  group: string;
  state: string;
  address: string | null;
  /** What it carries, and what machines claim of that. */
  room: Amounts;
  claimed: Amounts;
}

/** `answers` says of each by its name how it answers. */
export function hostsCard(hosts: HostLine[], answers: ReadonlyMap<string, string>): Card {
  const columns = ["host", "group", "state", "memory", "storage", "vCPU", "VMs", "survey"];
  const rows = hosts.map(({ name, group, state, room, claimed }) => {
    const share = (measure: keyof Amounts) => shareText(measure, claimed[measure], room[measure]);
    return [
      name,
      group,
      state,
      share("memoryMb"),
      share("diskGb"),
      share("vcpu"),
      share("vms"),
      answers.get(name) ?? "",
    ];
  });
  return listCard(["host", "hosts"], columns, rows);
}

/** Things that are just names, with those who use each. */
export function resourcesCard(
  counted: readonly [one: string, many: string],
  lines: { name: string; users: string[] }[],
): Card {
  return listCard(
    counted,
    [counted[0], "used by"],
    lines.map(({ name, users }) => [name, usersText(users)]),
  );
}

export interface TemplateLine extends Priced {
  name: string;
  vcpu: number;
  retired: boolean;
}

/** Those that can be had, and the retired ones. */
export function templatesCard(
  templates: TemplateLine[],
  { rate, currency }: { rate: Rate | null; currency: string },
): Card {
  const rows = templates.map((template) => {
    const price = `${moneyText(dayPrice(template, rate), currency)} a day`;
    const priced = template.dayPrice === null ? `${price}, from its size` : price;
    return [template.name, sizeLine(template), priced, template.retired ? "retired" : "offered"];
  });
  return listCard(["template", "templates"], ["template", "size", "price", "state"], rows);
}

/** `from` and `today` are days, `YYYY-MM-DD`; the newest that has begun is in force. */
export function ratesCard(rates: ({ from: string } & Rate)[], today: string, currency: string): Card {
  const newestFirst = rates.toSorted((a, b) => b.from.localeCompare(a.from));
  const current = newestFirst.find(({ from }) => from <= today)?.from ?? "";
  const text = (amount: string) => exactText(amount, currency);
  const rows = newestFirst.map(({ from, memory, storage }) => [
    from,
    text(memory),
    text(storage),
    stateOf(from, current),
  ]);
  return listCard(["rate", "rates"], ["from", "memory, GB and day", "storage, GB and day", "state"], rows);
}

function stateOf(from: string, current: string): string {
  if (from === current) return "in force";
  return from > current ? "to come" : "over";
}
