/** Lists of actions, and of what one of them would run. */
import type { ActionLine, DryStep } from "./action-view.ts";
import type { Block, Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { taskLockText } from "./task-lock-text.ts";

export function actionsCard(lines: ActionLine[]): Card {
  const rows = lines.map((line) => [line.name, line.description, line.weight, standingOf(line), line.pack ?? "here"]);
  return listCard(["action", "actions"], ["action", "what it does", "weight", "standing", "made by"], rows);
}

/** A block for each script, in the order in which they would run. */
export function dryRunCard(name: string, steps: DryStep[]): Card {
  const blocks = steps.flatMap((step, at) => stepBlocks(step, at));
  const title = `dry run of ${name}: nothing was run`;
  return { title, tone: "plain", blocks, buttons: [] };
}

function stepBlocks(step: DryStep, at: number): Block[] {
  const { name, title, type, script, isUndo, timeoutSeconds, parameters, lock } = step;
  const limit = timeoutSeconds === null ? "" : `, at most ${timeoutSeconds} s`;
  const place = isUndo ? "on failure" : `${at + 1}.`;
  const facts = parameters.map((parameter) => ({ label: parameter.name, value: parameter.value }));
  return [
    {
      type: "text",
      text: `${place} ${name}: ${title} (${type} ${script}${limit}${lock ? `, ${taskLockText(lock)}` : ""})`,
    },
    ...(facts.length ? [{ type: "facts" as const, facts }] : []),
  ];
}

function standingOf({ isEnabled, published, draft, newer }: ActionLine): string {
  return [
    published === null ? "not published" : `version ${published} in force`,
    ...(isEnabled ? [] : ["disabled"]),
    ...(draft === null ? [] : [`draft ${draft}`]),
    ...(newer === null ? [] : [`the product has ${newer}`]),
  ].join(", ");
}
