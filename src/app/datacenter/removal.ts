/** What may be taken out of a datacenter: only what nobody uses. */
import { usersText } from "../../cards/datacenter-users.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { ResourceKind } from "../datacenter-ports.ts";
import { requireCarried } from "./hosts.ts";
import type { CurrentDatacenter, DatacenterChange, RemovableKind } from "./port.ts";
import { takenOf } from "./taken.ts";

/** What people call what they take out. */
export type Removable = "host" | "template" | "business unit" | ResourceKind;

/** What users do with it. */
const USE: Record<RemovableKind, string> = {
  ...{ host: "is used by", template: "is used by", resource: "is used by" },
  unit: "still has",
};

/** What to do about it while it is in use. */
const NEXT: Record<RemovableKind, (name: string) => string> = {
  host: (name) => `delete those first, and let no more come to it: dc host drain ${name}`,
  template: (name) => `let nothing new be made of it instead: dc template retire ${name}`,
  unit: () => "delete its machines, decommission its infrastructures and have its requests decided or withdrawn first",
  resource: () => "it can be removed when they do without it",
};

/** The part that this is. Throws a Refusal: `not-found`, or `in-use` with the names of those who use it. */
export function requireRemovable(
  what: Removable,
  name: string,
  current: CurrentDatacenter,
): NonNullable<DatacenterChange["removed"]> {
  const kind = kindOf(what);
  const path = kind === "resource" ? `${what} ${name}` : name;
  const part = `${what} ${name}`;
  if (!current.parts[kind].has(path)) throw new Refusal("not-found", `there is no ${part}`, `see: ${listOf(what)}`);
  const users = current.users.get(part) ?? [];
  if (users.length) throw new Refusal("in-use", `${part} ${USE[kind]} ${usersText(users)}`, NEXT[kind](name));
  if (kind === "host") requireSpare(name, current);
  return { kind, path };
}

function kindOf(what: Removable): RemovableKind {
  if (what === "business unit") return "unit";
  return what === "host" || what === "template" ? what : "resource";
}

function listOf(what: Removable): string {
  return what === "business unit" ? "bu list" : `dc ${what} list`;
}

/** Infrastructures keep a host in their group, and the hosts go on carrying what is granted. */
function requireSpare(name: string, current: CurrentDatacenter): void {
  const { host: hosts } = current.parts;
  const rest = new Map([...hosts].filter(([other]) => other !== name));
  const group = hosts.get(name)?.group ?? "";
  const users = current.users.get(`host group ${group}`) ?? [];
  if (users.length && ![...rest.values()].some((host) => host.group === group)) {
    const sentence = `host ${name} is the last of group ${group}, which is used by ${usersText(users)}`;
    throw new Refusal("in-use", sentence, `add another to it first: dc host add NAME --group ${group} …`);
  }
  requireCarried(rest, hosts, takenOf(current));
}
