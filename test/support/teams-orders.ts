/** A few commands with buttons, and what they did. */
import { z } from "zod";
import { say, show } from "../../src/bot/answers.ts";
import { choice, flag, name, requestId, text } from "../../src/bot/args.ts";
import { type Command, command } from "../../src/bot/command.ts";
import { formOf } from "../../src/bot/form.ts";
import type { Card } from "../../src/cards/card.ts";
import { EngineFull, Refusal } from "../../src/domain/refusal.ts";

export const ORDER_CARD: Card = {
  title: "REQ-1 · plum cake",
  tone: "waiting",
  blocks: [{ type: "text", text: "ana asks for a plum cake" }],
  buttons: [
    { verb: "Approve", id: "REQ-1" },
    { verb: "Reject", id: "REQ-1" },
  ],
};

/** `done` collects what was carried out. */
export function orders(done: string[]): Command[] {
  return [
    command({
      ...{ words: "cake order", summary: "Order a cake", example: "cake order plum --kind sweet" },
      permission: "known",
      args: z.object({ name: name(), kind: choice("sweet", "salty"), note: text().optional() }),
      positional: ["name"],
      async run({ name: cake, kind }) {
        if (cake === "mud") throw new Refusal("not-offered", "nobody bakes mud", "try: plum", "name");
        done.push(`order ${cake} ${kind}`);
        return say(`a ${kind} ${cake} cake is ordered`);
      },
    }),
    command({
      ...{ words: "cake bake", summary: "Bake a cake", example: "cake bake plum" },
      permission: "known",
      args: z.object({ name: name(), wait: flag().optional() }),
      positional: ["name"],
      async run({ name: cake, wait }) {
        if (!wait) throw new EngineFull("the oven is full", "wait for it");
        done.push(`bake ${cake}`);
        return say(`${cake} waits in line`);
      },
    }),
    command({
      ...{ words: "cake plan", summary: "Plan a cake", example: "cake plan plum" },
      permission: "anybody",
      args: z.object({ name: name(), where: text().optional() }),
      positional: ["name"],
      async run({ name: cake }, { commands }) {
        const order = commands.find(({ words }) => words === "cake order");
        return { ...say(`${cake} is planned`), ...(order ? { next: formOf(order, { name: cake }) } : {}) };
      },
    }),
    command({
      ...{ words: "cake list", summary: "List all cakes", example: "cake list" },
      permission: "anybody",
      args: z.object({}),
      positional: [],
      run: async () => ({ ...say("100 cakes"), file: { name: "cakes.csv", content: "a,*b*\n".repeat(100) } }),
    }),
    command({
      ...{ words: "cake show", summary: "Show an order", example: "cake show" },
      permission: "anybody",
      args: z.object({}),
      positional: [],
      run: async () => show(ORDER_CARD),
    }),
    command({
      ...{ words: "cake approve", summary: "Let it be baked", example: "cake approve REQ-1" },
      permission: "known",
      button: "Approve",
      args: z.object({ id: requestId() }),
      positional: ["id"],
      async run({ id }, { actor }) {
        if (done.includes(`approve ${id}`)) throw new Refusal("too-late", `${id} was approved already`);
        done.push(`approve ${id}`);
        return say(`${id} is approved by ${actor.name}`);
      },
    }),
    command({
      ...{ words: "cake reject", summary: "Refuse to bake it", example: "cake reject REQ-1 --reason late" },
      permission: "known",
      button: "Reject",
      args: z.object({ id: requestId(), reason: text() }),
      positional: ["id"],
      async run({ id, reason }) {
        if (reason === "no") throw new Refusal("invalid", "that is no reason", "say why", "reason");
        done.push(`reject ${id} ${reason}`);
        return say(`${id} is rejected`);
      },
    }),
    command({
      ...{ words: "whisper", summary: "Say who is meant", example: "whisper @x" },
      permission: "anybody",
      args: z.object({ words: text("WORDS").optional(), where: text("WHERE").optional() }),
      positional: ["words", "where"],
      run: async ({ words, where }, { from }) => say(`${from.tenant}/${from.user} says ${words ?? ""} ${where ?? ""}`),
    }),
  ];
}
