/** Two commands that exist for tests only. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { choice, flag, memory, name, names, path, rest, text, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const order = command({
  words: "cake order",
  summary: "Order a cake",
  example: "cake order plum --size 2GB",
  permission: "known",
  args: z.object({
    name: name(),
    size: memory(),
    count: whole(100).optional(),
    with: names("TOPPING").optional(),
    place: path("<street>/<house>", 2).optional(),
    kind: choice("sweet", "salty").optional(),
    noteText: text().optional(),
    wait: flag().optional(),
  }),
  positional: ["name"],
  run: async (args) => say(JSON.stringify(args)),
});

const orderStatus = command({
  ...{ words: "cake order status", summary: "How it goes", example: "cake order status" },
  permission: "anybody",
  args: z.object({}),
  positional: [],
  run: async () => say("in the oven"),
});

export const find = command({
  ...{ words: "find", summary: "Find something", example: "find plum cake" },
  permission: "anybody",
  args: z.object({ words: rest("WORDS").optional() }),
  positional: ["words"],
  run: async ({ words }) => say(words ?? "everything"),
});

export const ORDERS = [order, orderStatus, find];
