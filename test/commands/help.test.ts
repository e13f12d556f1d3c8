/** Help: everybody is told what they may do, and nothing else. */
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { startBot } from "../../src/bot/bot.ts";
import { cardText } from "../../src/cards/card.ts";
import { identity, person, toyApp } from "../bot/toy-app.ts";

const PEOPLE = [person("ana", "user"), person("ben", "bu-admin"), person("dana", "datacenter-admin"), person("kim")];

/** What somebody reads who types this. */
async function reads(user: string, line: string): Promise<string> {
  const { app } = toyApp(PEOPLE, ["kim"]);
  const bot = startBot({ app, commands: COMMANDS, broken: String });
  const answer = await bot.hear({ from: identity(user), text: line, file: async () => undefined });
  if (answer.kind === "card") return cardText(answer.card);
  return answer.kind === "refusal" ? `${answer.refusal.code}: ${answer.refusal.hint}` : answer.kind;
}

/** The commands of which help tells this person: in a line of its own, or with others that begin alike. */
async function toldTo(user: string): Promise<string[]> {
  const lines = (await reads(user, "help")).split("\n");
  return COMMANDS.map(({ words }) => words).filter((words) => {
    const [family, verb] = [words.split(" ").slice(0, 2).join(" "), words.split(" ").slice(2).join(" ")];
    const said = lines.find((line) => line.startsWith(`${family}: `)) ?? "";
    return lines.some((line) => line.startsWith(`${words}: `)) || said.split(/: | · |, /).includes(verb || "–");
  });
}

describe("help", () => {
  it("tells strangers how to become known", async () => {
    expect(await toldTo("gus")).toEqual(["help", "whoami", "link", "bu register"]);
  });

  it("tells who waits for their first business unit how to follow their request", async () => {
    expect(await toldTo("kim")).toEqual(expect.arrayContaining(["request show", "request withdraw"]));
    expect(await toldTo("kim")).not.toContain("vm create");
  });

  it("tells each role of what it may do", async () => {
    const [ana, ben, dana] = [await toldTo("ana"), await toldTo("ben"), await toldTo("dana")];
    expect(ana).toContain("vm create");
    expect(ana).not.toContain("infra new");
    expect(ben).toEqual(expect.arrayContaining([...ana, "infra new", "bu grant"]));
    expect(ben).not.toContain("infra provision");
    expect(dana).toEqual(COMMANDS.map(({ words }) => words));
  });

  it("gives an example for each", async () => {
    expect(await reads("ana", "help")).toContain("vm create web-01 --role shop/web/front --template small");
  });

  it("tells in one line of many that begin alike, and of each when these are asked about", async () => {
    expect(await reads("dana", "help")).toMatch(
      /^dc host: add, edit, drain, activate, remove, show, list, survey · dc host add h5/m,
    );
    expect(await reads("dana", "help dc host")).toMatch(/^dc host drain: Let nothing new .* · dc host drain h4$/m);
  });

  it("shows how one command is typed", async () => {
    const text = await reads("ana", "help VM create");
    expect(text).toContain("usage: vm create <name> --role");
    expect(text).toContain("--count N: a whole number from 1 to 100 (optional)");
  });

  it("shows the commands that begin with a word", async () => {
    const text = await reads("ana", "help request");
    expect(text).toContain("request withdraw");
    expect(text).not.toContain("vm create");
  });

  it("suggests what was probably meant, and never what is not theirs", async () => {
    expect(await reads("ana", "help vm craete")).toBe("unknown-command: did you mean: vm create?");
    expect(await reads("ana", "help infra nwe")).toBe("unknown-command: infra knows: list, show");
    expect(await reads("ana", "help mv")).toContain("vm knows: create, list, show");
    expect(await reads("ana", "help infra new")).toBe("forbidden: what you may do: help");
  });
});
