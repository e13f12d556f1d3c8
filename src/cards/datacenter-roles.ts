/** The roles that people can hold, each with what it may. */
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";

export function rolesCard(roles: Record<string, readonly string[]>): Card {
  const rows = Object.entries(roles).map(([role, permissions]) => [role, permissions.join(", ")]);
  return listCard(["role", "roles"], ["role", "may"], rows);
}
