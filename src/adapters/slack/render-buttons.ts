/** Buttons → actions blocks: a button carries its verb and an id, nothing else. */
import type { types } from "@slack/bolt";
import { type Button, VERBS } from "../../cards/card.ts";
import { LIMITS } from "./limits.ts";
import { clip, plain } from "./text.ts";

const STYLES = { primary: { style: "primary" }, danger: { style: "danger" }, plain: {} } as const;

/** How many rows of buttons a card may have; more would hide what it says. */
const MOST_ROWS = 5;

/** Rows of buttons; within a row Slack wants each action_id once, so that a repeated verb begins a new one. */
export function drawButtons(buttons: readonly Button[]): types.ActionsBlock[] {
  const namesId = new Set(buttons.map(({ id }) => id)).size > 1;
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    const isFull = !row || row.length === LIMITS.buttons || row.some(({ verb }) => verb === button.verb);
    if (isFull) rows.push([button]);
    else row.push(button);
  }
  return rows
    .slice(0, MOST_ROWS)
    .map((row) => ({ type: "actions", elements: row.map((button) => drawButton(button, namesId)) }));
}

function drawButton({ verb, id }: Button, namesId: boolean): types.Button {
  return {
    type: "button",
    action_id: clip(verb, LIMITS.actionId),
    value: id.slice(0, LIMITS.buttonValue),
    text: plain(namesId ? `${verb} ${id}` : verb, LIMITS.buttonLabel),
    ...STYLES[VERBS[verb]],
  };
}
