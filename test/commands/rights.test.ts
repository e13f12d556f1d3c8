/** Who may use which command: the page on rights, asked of the bot cell by cell. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import type { Command } from "../../src/bot/command.ts";
import { DATACENTER_WIDE, PERMISSIONS, type Permission, ROLES } from "../../src/domain/roles.ts";
import { COLUMNS, rightsMatrix } from "../../src/rights-page.ts";
import { type House, openHouse } from "../support/house.ts";

const ROOT = path.join(import.meta.dirname, "../..");

/** Somebody of the demo datacenter who holds this role and no other; each command is asked by a stranger of its own. */
const HOLDERS: Record<string, (place: number) => string> = {
  stranger: (place) => `stranger-${place}`,
  user: () => "ana",
  operator: () => "olga",
  "bu-admin": () => "ben",
  "datacenter-admin": () => "dana",
};

/** A role that no program has built in, held in one service alone. */
const CARETAKER: Permission[] = ["vm.see", "vm.operate", "unit.see"];

/**
 * What cannot be typed as the example has it: a stranger has no code to offer, and can use one; and whoever decides on
 * nothing has nothing to delegate, which the command asks for itself once it knows to whom.
 */
const TYPED: Record<string, string> = {
  link: "link ABCD2345",
  "request delegate": "request delegate nobody --until 2027-01-08",
};

let house: House;

async function isLetIn(who: string, { words, example }: Command): Promise<boolean> {
  const file = (named: string) => readFile(path.join(ROOT, named), "utf8").catch(() => undefined);
  const answer = await house.system.bot.hear({ from: consoleIdentity(who), text: TYPED[words] ?? example, file });
  return !(answer.kind === "refusal" && ["forbidden", "unknown-person"].includes(answer.refusal.code));
}

/** The commands that let them in, of those they typed one after the other. */
async function letIn(who: (place: number) => string): Promise<string[]> {
  const words: string[] = [];
  for (const [place, command] of COMMANDS.entries()) {
    if (await isLetIn(who(place), command)) words.push(command.words);
  }
  return words;
}

describe.each(COLUMNS.map((column, place) => [column, place] as const))("%s", (column, place) => {
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it("is let in where the page says yes, and nowhere else", async () => {
    const told = rightsMatrix().flatMap(({ words, may }) => (may[place] ? [words] : []));
    expect(await letIn(HOLDERS[column] ?? (() => ""))).toEqual(told);
  });
});

describe("a defined role that is held in one service", () => {
  beforeAll(async () => {
    house = await openHouse();
    await house.says("dana", `dc role define caretaker --can ${CARETAKER.join(",")}`);
    await house.says("dana", "bu grant gil caretaker --on shop/web");
  });
  afterAll(() => house.close());

  it("lets in where one of its permissions is asked for, and nowhere else", async () => {
    const open: string[] = ["anybody", "known", ...CARETAKER];
    const told = COMMANDS.filter(({ permission }) => open.includes(permission)).map(({ words }) => words);
    expect(await letIn(() => "gil")).toEqual(told);
  });
});

describe("permissions", () => {
  it("are asked for by a command, or by what a command does", () => {
    const withinCommands: Permission[] = ["vm.create", "job.cancel"];
    const asked = new Set<string>([...COMMANDS.map(({ permission }) => permission), ...withinCommands]);
    expect(Object.keys(PERMISSIONS).filter((one) => !asked.has(one))).toEqual([]);
  });

  it("of the whole datacenter are its admins' alone", () => {
    const others = (["user", "operator", "bu-admin"] as const).flatMap((role) => ROLES[role]);
    expect(others.filter((one) => DATACENTER_WIDE.has(one))).toEqual([]);
  });
});
