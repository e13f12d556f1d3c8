/** The bot: who is heard, what a press and a form become, and what is said when it goes wrong. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { startBot } from "../../src/bot/bot.ts";
import { command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { ORDERS } from "./orders.ts";
import { identity, person, toyApp } from "./toy-app.ts";

const refuse = command({
  words: "cake refuse",
  summary: "No cake",
  example: "cake refuse REQ-1 --cost-center x",
  permission: "known",
  args: z.object({ id: requestId(), costCenter: text() }),
  positional: ["id"],
  button: "Reject",
  run: async (args) => say(JSON.stringify(args)),
});

const bake = command({
  ...{ words: "cake bake", summary: "Bake", example: "cake bake", permission: "datacenter.edit" },
  args: z.object({}),
  positional: [],
  run: async () => {
    throw new Error("the oven is out");
  },
});

function start() {
  const { app, refused } = toyApp(
    [person("ana", "user"), person("dana", "datacenter-admin"), person("gus"), person("kim")],
    ["kim"],
  );
  const bugs: unknown[] = [];
  const broken = (error: unknown) => `ref-${bugs.push(error)}`;
  const bot = startBot({ app, commands: [...ORDERS, refuse, bake], broken });
  const hear = (user: string, line: string) =>
    bot.hear({ from: identity(user), text: line, file: async () => undefined });
  return { bot, hear, refused, bugs };
}

const codeOf = (answer: Answer) => (answer.kind === "refusal" ? answer.refusal.code : answer.kind);

describe("who is heard", () => {
  it("strangers may use what is open to everybody, and nothing else", async () => {
    const { hear } = start();
    expect(await hear("nobody", "find cake")).toEqual(say("cake"));
    expect(codeOf(await hear("nobody", "cake order plum --size 2"))).toBe("unknown-person");
    expect(codeOf(await hear("gus", "cake order plum --size 2"))).toBe("unknown-person");
  });

  it("who waits for their first business unit is known", async () => {
    const { hear } = start();
    expect(codeOf(await hear("kim", "cake order plum --size 2"))).toBe("text");
  });

  it("a right is asked before the arguments are read, and the attempt is noted", async () => {
    const { hear, refused } = start();
    expect(codeOf(await hear("ana", "cake bake --nonsense"))).toBe("forbidden");
    expect(codeOf(await hear("dana", "cake bake --nonsense"))).toBe("bad-arguments");
    expect(refused).toEqual(["forbidden", "bad-arguments"]);
  });
});

describe("what was said", () => {
  it("may begin with a slash", async () => {
    const { hear } = start();
    expect(await hear("ana", " /find cake ")).toEqual(say("cake"));
  });

  it("opens the form when something is missing", async () => {
    const { hear } = start();
    const answer = await hear("ana", "cake order plum");
    expect(answer).toMatchObject({ kind: "form", form: { command: "cake order" } });
  });

  it.each(["x".repeat(10_000), "🍰".repeat(5_000)])("is refused when it is far too long", async (line) => {
    const { hear } = start();
    expect(codeOf(await hear("ana", line))).toBe("bad-arguments");
  });

  it.each(["", "\u0000", "🍰", "--", "=", '"', "\ud800"])("is refused with a next step when it is %j", async (line) => {
    const { hear } = start();
    const answer = await hear("ana", line);
    expect(answer).toMatchObject({ kind: "refusal", refusal: { code: "unknown-command" } });
    expect(answer.kind === "refusal" && answer.refusal.hint).not.toBe("");
  });

  it("is answered with a reference when we are at fault, and the log has the error", async () => {
    const { hear, bugs } = start();
    expect(await hear("dana", "cake bake")).toEqual(say("Something broke on our side (ref ref-1)."));
    expect(bugs).toEqual([new Error("the oven is out")]);
  });
});

describe("a press", () => {
  const press = (user: string, fields: Record<string, string>) =>
    start().bot.press({ from: identity(user), verb: "reject", id: "REQ-7", fields });

  it("is the command of its button, with the id first and fields in either spelling", async () => {
    const said = say('{"id":"REQ-7","costCenter":"x y"}');
    expect(await press("ana", { "cost-center": "x y" })).toEqual(said);
    expect(await press("ana", { costCenter: "x\u0000y" })).toEqual(said);
  });

  it("opens the form when a field is missing or empty", async () => {
    expect(await press("ana", { costCenter: "  " })).toMatchObject({ kind: "form", form: { command: "cake refuse" } });
  });

  it("cannot change the id that the button carries", async () => {
    expect(await press("ana", { id: "REQ-8", costCenter: "x" })).toEqual(say('{"id":"REQ-7","costCenter":"x"}'));
  });

  it("is refused for a field or a button that does not exist", async () => {
    expect(codeOf(await press("ana", { constructor: "x" }))).toBe("bad-arguments");
    const { bot } = start();
    const answer = await bot.press({ from: identity("ana"), verb: "Explode", id: "REQ-7", fields: {} });
    expect(codeOf(answer)).toBe("unknown-command");
  });
});

describe("a form", () => {
  it("runs its command with the fields that were filled in", async () => {
    const { bot } = start();
    const fields = { name: "plum", size: "2GB", count: "", wait: "no" };
    const answer = await bot.submit({ from: identity("ana"), command: "cake order", fields });
    expect(answer).toEqual(say('{"name":"plum","size":2048,"wait":false}'));
  });
});
