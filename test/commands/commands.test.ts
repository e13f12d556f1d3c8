/** Every command that there is: its words, its usage, its example, its button. */
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { notesOf } from "../../src/bot/arg-notes.ts";
import { schemasOf, usageOf } from "../../src/bot/command.ts";
import { formOf } from "../../src/bot/form.ts";
import { findCommand, placeWords, readArgs } from "../../src/bot/parse.ts";
import { cutWords } from "../../src/bot/words.ts";
import { VERBS } from "../../src/cards/card.ts";

/** Wait stands for whatever command was refused for want of room. */
const isNotWait = (verb: string) => verb !== "Wait";

describe("the commands", () => {
  it("have words of their own", () => {
    const words = COMMANDS.map((one) => one.words);
    expect([...new Set(words)]).toEqual(words);
  });

  it.each(Object.keys(VERBS).filter(isNotWait))(
    "give the button %s to one command, and to others only where they are meant",
    (verb) => {
      expect(COMMANDS.filter(({ button, isMeant }) => button === verb && !isMeant)).toHaveLength(1);
    },
  );

  it("give buttons only where the button's id is all that must be given, or a form can ask for the rest", () => {
    const buttons = COMMANDS.filter(({ button }) => button !== undefined);
    expect(buttons.filter(({ positional }) => positional.length !== 1)).toEqual([]);
  });
});

describe.each(COMMANDS.map((one) => [one.words, one] as const))("%s", (words, one) => {
  it("has an example that is a whole line of it", () => {
    const { command, rest } = findCommand(COMMANDS, cutWords(one.example));
    expect(command).toBe(one);
    const secrets = schemasOf(command).flatMap(([name, schema]) => (notesOf(schema).secret ? [name] : []));
    const read = readArgs(command, placeWords(command, rest));
    expect("missing" in read ? read.missing : []).toEqual(secrets);
  });

  it("has a usage line and a form with the same arguments", () => {
    const names = Object.keys(one.args.shape);
    expect(usageOf(one).startsWith(words)).toBe(true);
    expect(formOf(one, {}).fields.map(({ name }) => name)).toEqual(names);
    expect(one.positional.filter((name) => !names.includes(name))).toEqual([]);
  });
});

it.each([
  [
    "vm create",
    "vm create <name> --role INFRA/SERVICE/ROLE --template TEMPLATE [--count N] [--until YYYY-MM-DD] [--wait]",
  ],
  ["vm stop", "vm stop <vm> [--wait]"],
  ["vm delete", "vm delete <vm> --confirm VM [--wait]"],
  ["bu register", "bu register <name> --cost-center CODE [--channel #CHANNEL] [--reason TEXT]"],
  ["bu grant", "bu grant <person> <role> [--bu BU] [--on INFRA[/SERVICE]]"],
  ["infra role", "infra role <infra>/<service>/<role> [--template TEMPLATE…] [--max N] [--network NETWORK]"],
  ["infra provision", "infra provision <infra> [--hosts GROUP] [--storage-pool POOL] [--network A=B…] [--wait]"],
  ["request reject", "request reject <id> --reason TEXT"],
  ["dc role define", "dc role define <name> --can PERMISSION…"],
  ["dc audit", "dc audit [--for ID] [--by PERSON] [--csv]"],
  ["dc audit verify", "dc audit verify [--anchor N:HASH]"],
  ["dc secret set", "dc secret set <name>"],
])("%s is typed as the manual says", (words, usage) => {
  const one = COMMANDS.find((each) => each.words === words);
  expect(one && usageOf(one)).toBe(usage);
});
