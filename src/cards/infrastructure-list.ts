/** Infrastructures and drafts of them, a line each. */
import { amountText, NOTHING } from "../domain/amount.ts";
import type { Card } from "./card.ts";
import { type InfrastructureView, lifeText } from "./infrastructure-card.ts";
import { listCard } from "./list-card.ts";
import type { RequestView } from "./request-view.ts";
import { listText, shareText, stateText } from "./text.ts";

/** Those that exist, each with its business unit's name, then those that are still asked for. */
export function infrastructuresCard(
  existing: { one: InfrastructureView; unit: string }[],
  asked: RequestView[],
  timeZone: string,
): Card {
  const columns = ["infrastructure", "business unit", "state", "until", "memory", "storage", "services"];
  const rows = [...existing.map((row) => existingRow(row, timeZone)), ...asked.flatMap(askedRow)];
  return listCard(["infrastructure", "infrastructures"], columns, rows);
}

function existingRow({ one, unit }: { one: InfrastructureView; unit: string }, timeZone: string): string[] {
  const change = one.change ? `, change ${one.change.id} ${stateText(one.change.state)}` : "";
  const used = one.used[one.id] ?? NOTHING;
  const sizes = [shareText("memoryMb", used.memoryMb, one.memoryMb), shareText("diskGb", used.diskGb, one.diskGb)];
  const services = listText(one.services.map(({ name }) => name));
  return [
    one.name,
    unit,
    `${lifeText(one, timeZone)}${change}`,
    one.until ?? "–",
    ...(one.isPart ? ["–", "–"] : sizes),
    services,
  ];
}

function askedRow({ request: { id, standing, details }, unit }: RequestView): string[][] {
  if (details.kind !== "infra.new") return [];
  const { name, memoryMb, diskGb, until, services } = details.plan;
  const sizes = [amountText("memoryMb", memoryMb), amountText("diskGb", diskGb)];
  return [
    [
      name,
      unit ?? "–",
      `${stateText(standing.state)} (${id})`,
      until ?? "–",
      ...sizes,
      listText(services.map((service) => service.name)),
    ],
  ];
}
