/** State diagrams of the lifecycles, as Mermaid, drawn from the machines themselves. */
import type { AnyStateMachine, AnyStateNode } from "xstate";
import { MACHINES } from "../machines/lifecycle.ts";

/** The page `docs/lifecycles.md`. */
export function lifecyclesPage(): string {
  const parts = Object.entries(MACHINES).map(([name, { machine, version }]) => {
    return `## ${name} (version ${version})\n\n\`\`\`mermaid\n${diagramOf(machine)}\n\`\`\`\n`;
  });
  const head = "# Lifecycles\n\nDrawn from `machines/` by `npm run docs`; a test compares this page with them.\n";
  return [head, ...parts].join("\n");
}

function diagramOf(machine: AnyStateMachine): string {
  const states = Object.values(machine.states);
  const first = String(machine.config.initial);
  const lines = [
    `  [*] --> ${first}`,
    ...states.flatMap(edgesOf),
    ...states.filter(isEnd).map(({ key }) => `  ${key} --> [*]`),
  ];
  return ["stateDiagram-v2", ...lines].join("\n");
}

/** One line for each pair of states, with everything that leads from the one to the other. */
function edgesOf(state: AnyStateNode): string[] {
  const edges = [...state.transitions.values(), state.always ?? []].flat().map(({ eventType, guard, target }) => ({
    label: [eventType, guard ? `[${guardName(guard)}]` : ""].filter(Boolean).join(" "),
    to: target?.[0]?.key ?? state.key,
  }));
  const byTarget = Map.groupBy(edges, ({ to }) => to);
  return [...byTarget].map(([to, group]) => {
    const labels = [...new Set(group.map(({ label }) => label))].filter(Boolean);
    return `  ${state.key} --> ${to}${labels.length ? `: ${labels.join(", ")}` : ""}`;
  });
}

function guardName(guard: unknown): string {
  return typeof guard === "string" ? guard : ((guard as { type?: string }).type ?? "");
}

function isEnd({ type }: AnyStateNode): boolean {
  return type === "final";
}
