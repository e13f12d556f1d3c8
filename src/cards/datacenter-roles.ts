/** The roles that people can hold, each with what it lets them do. */
import { PERMISSIONS, type Permission } from "../domain/roles.ts";
import type { Block, Card } from "./card.ts";

interface RoleView {
  name: string;
  can: Permission[];
  isBuiltIn: boolean;
  holders: number;
}

/** A role is said in full only as far as it goes beyond one before it: `all that user can, and vm.create`. */
export function rolesCard(roles: RoleView[]): Card {
  const columns = ["role", "held by", "can"];
  const rows = roles.map((role, place) => [nameOf(role), heldBy(role), canText(role, roles.slice(0, place))]);
  const used = Object.entries(PERMISSIONS).filter(([one]) => roles.some(({ can }) => can.some((each) => each === one)));
  const blocks: Block[] = [
    { type: "table", columns, rows },
    { type: "text", text: "What these let people do, where they hold the role:" },
    { type: "facts", facts: used.map(([label, value]) => ({ label, value })) },
  ];
  return { title: `${roles.length} roles`, tone: "plain", blocks, buttons: [] };
}

function nameOf({ name, isBuiltIn }: RoleView): string {
  return isBuiltIn ? `${name} (built in)` : name;
}

function heldBy({ holders }: RoleView): string {
  return holders === 0 ? "nobody" : `${holders} ${holders === 1 ? "person" : "people"}`;
}

function canText({ can, isBuiltIn }: RoleView, before: RoleView[]): string {
  const base = isBuiltIn ? before.at(-1) : undefined;
  if (!base) return can.join(", ");
  return `all that ${base.name} can, and ${can.filter((one) => !base.can.includes(one)).join(", ")}`;
}
