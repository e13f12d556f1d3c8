/** A few commands with buttons and forms, and what they did; a real bot is started over them. */
import { z } from "zod";
import { say, show } from "../../src/bot/answers.ts";
import { choice, flag, name, requestId, text } from "../../src/bot/args.ts";
import { startBot } from "../../src/bot/bot.ts";
import { type Command, command } from "../../src/bot/command.ts";
import type { Bot } from "../../src/bot/conversation.ts";
import { formOf } from "../../src/bot/form.ts";
import type { Card } from "../../src/cards/card.ts";
import { EngineFull, Refusal } from "../../src/domain/refusal.ts";
import { person, toyApp } from "../bot/toy-app.ts";

/** Who writes in these tests. */
export const [ANA, DANA, EVE] = ["U0ANA", "U0DANA", "U0EVE"] as const;

/** The card of an order as it stands: waiting, or done. */
export function orderCard(id: string, done: readonly string[]): Card {
  const isApproved = done.includes(`approve ${id}`);
  const buttons = (["Approve", "Reject"] as const).map((verb) => ({ verb, id }));
  return {
    title: `${id} · plum cake`,
    tone: isApproved ? "good" : "waiting",
    blocks: [
      { type: "text", text: isApproved ? "Approved by dana" : "Awaiting approval by an admin" },
      { type: "facts", facts: [{ label: "Asked by", value: "ana of <retail> & co" }] },
    ],
    buttons: isApproved ? [] : buttons,
  };
}

export interface Bakery {
  bot: Bot;
  commands: Command[];
  /** What was carried out, in its order. */
  done: string[];
}

/** `wait`: what an order waits for before it is carried out. */
export function openBakery(wait: (what: string) => Promise<void> = async () => undefined): Bakery {
  const done: string[] = [];
  const commands = ordersInto(done, wait);
  const { app } = toyApp([person(ANA, "user"), person(DANA, "datacenter-admin")]);
  return { bot: startBot({ app, commands, broken: (error) => String(error) }), commands, done };
}

function ordersInto(done: string[], wait: (what: string) => Promise<void>): Command[] {
  return [
    command({
      ...{ words: "cake order", summary: "Order a cake", example: "cake order plum --kind sweet" },
      permission: "known",
      args: z.object({ name: name(), kind: choice("sweet", "salty"), noteText: text().optional() }),
      positional: ["name"],
      async run({ name: cake, kind, noteText = "" }) {
        await wait(cake);
        if (cake === "mud") throw new Refusal("not-offered", "nobody bakes mud", "try: plum", "name");
        if (cake === "late") throw new Refusal("too-late", "the oven is cold", "come tomorrow");
        done.push(`order ${cake} ${kind} ${noteText}`.trim());
        return say(`a ${kind} ${cake} cake is ordered`);
      },
    }),
    command({
      ...{ words: "cake bake", summary: "Bake a cake", example: "cake bake plum" },
      permission: "known",
      args: z.object({ name: name(), wait: flag().optional() }),
      positional: ["name"],
      async run({ name: cake, wait: isPatient }) {
        if (!isPatient) throw new EngineFull("the oven is full", "wait for it");
        done.push(`bake ${cake}`);
        return say(`${cake} waits in line`);
      },
    }),
    command({
      ...{ words: "cake plan", summary: "Plan a cake", example: "cake plan plum" },
      permission: "anybody",
      args: z.object({ name: name() }),
      positional: ["name"],
      async run({ name: cake }, { commands }) {
        const order = commands.find(({ words }) => words === "cake order");
        return { ...say(`${cake} is planned`), ...(order ? { next: formOf(order, { name: cake }) } : {}) };
      },
    }),
    command({
      ...{ words: "cake show", summary: "Show an order", example: "cake show REQ-1" },
      permission: "known",
      args: z.object({ id: requestId() }),
      positional: ["id"],
      run: async ({ id }) => show(orderCard(id, done)),
    }),
    command({
      ...{ words: "cake approve", summary: "Let it be baked", example: "cake approve REQ-1" },
      permission: "known",
      button: "Approve",
      args: z.object({ id: requestId() }),
      positional: ["id"],
      async run({ id }) {
        if (done.includes(`approve ${id}`)) throw new Refusal("too-late", `${id} was approved by dana already`);
        done.push(`approve ${id}`);
        return say(`${id} is approved`);
      },
    }),
    command({
      ...{ words: "cake reject", summary: "Refuse to bake it", example: "cake reject REQ-1 --reason late" },
      permission: "known",
      button: "Reject",
      args: z.object({ id: requestId(), reason: text() }),
      positional: ["id"],
      async run({ id, reason }) {
        done.push(`reject ${id}: ${reason}`);
        return say(`${id} is rejected`);
      },
    }),
    command({
      ...{ words: "cake read", summary: "Read a recipe", example: "cake read plum.txt" },
      permission: "known",
      args: z.object({ file: text() }),
      positional: ["file"],
      run: async ({ file }, context) => say((await context.file(file)) ?? `there is no ${file}`),
    }),
    command({
      ...{ words: "echo", summary: "Say who and what", example: "echo hello" },
      permission: "anybody",
      args: z.object({ what: text().optional(), who: text().optional() }),
      positional: ["what", "who"],
      run: async ({ what = "", who = "" }, { from }) => say(`${from.tenant}/${from.user}: ${what} ${who}`.trim()),
    }),
  ];
}
