/** The room in which one person plays everybody: through a pipe, and at a terminal. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { completer } from "../../../src/adapters/console/completion.ts";
import type { RoomOptions } from "../../../src/adapters/console/room-options.ts";
import { startConsole } from "../../../src/adapters/console/start.ts";
import { toyTerminal } from "./toy-terminal.ts";
import { type ToyWorld, toyWorld } from "./toy-world.ts";

const FURNITURE: Omit<RoomOptions, "input" | "output"> = {
  title: "A toy",
  people: [
    { name: "ana", role: "user" },
    { name: "dana", role: "datacenter admin" },
  ],
  examples: ["create web-01", "show REQ-1", "create"],
  complete: () => ["create", "show"],
  historyFile: null,
  folders: [],
  colour: false,
};

async function piped(lines: string): Promise<{ said: string; world: ToyWorld }> {
  const { chat, openChatRoom } = startConsole();
  const world = toyWorld(chat);
  const [input, output] = [new PassThrough(), new PassThrough()];
  const said = text(output);
  input.end(lines);
  await openChatRoom(world, { ...FURNITURE, input, output });
  output.end();
  return { said: (await said).split("exit        leaves (or Ctrl-D)\n")[1] ?? "", world };
}

function atTerminal(options: Partial<RoomOptions> = {}) {
  const { chat, openChatRoom } = startConsole();
  const world = toyWorld(chat);
  const terminal = toyTerminal(60, 40);
  const left = openChatRoom(world, { ...FURNITURE, ...options, input: terminal.input, output: terminal.output });
  onTestFinished(async () => {
    terminal.input.write("\x03\x04");
    await left;
  });
  const type = async (keys: string, until: string) => {
    terminal.input.write(keys);
    await vi.waitFor(() => expect(terminal.seen()).toContain(until), { timeout: 15_000, interval: 5 });
  };
  return { world, left, type, seen: () => terminal.seen().split("leaves (or Ctrl-D)\n")[1] ?? "" };
}

describe("through a pipe", () => {
  it("is heard line by line, shows what each line caused, and ends with the pipe", async () => {
    const { said } = await piped("create web-01\nas dana\nApprove\nwait\ndana: say bye");
    expect(said).toMatchInlineSnapshot(`
      "
      ana> create web-01
        REQ-1 waits for dana
        #approvals, ana:
        ┃ ? REQ-1 · create web-01
        ┃ State      awaitingApproval
        ┃ Requester  ana
        ┃ [Withdraw]  ana
        ┃ [Approve] [Reject]  dana
      ana> as dana
      dana> Approve
        Approve: REQ-1
        #approvals, ana ~ REQ-1 · create web-01 · ▱▱ 0/2 · State: running · Find a host
      dana> wait
        #approvals, ana ~ REQ-1 · create web-01 · ▰▰ 2/2 · State: done
        ana: web-01 is running
        everything is done and delivered
      dana> dana: say bye
        bye
      "
    `);
  });

  it("lets one line be somebody else's", async () => {
    const { world } = await piped(
      "create a\ndana! Approve\ncreate b\ndana> approve REQ-2\n! Withdraw REQ-9\nexit\ncreate c\n",
    );
    expect(world.heard).toMatchObject([
      { from: { user: "dana" }, verb: "Approve", id: "REQ-1" },
      { from: { user: "dana" }, verb: "Approve", id: "REQ-2" },
      { from: { user: "ana" }, verb: "Withdraw", id: "REQ-9" },
    ]);
  });

  it("says what it cannot read, and what broke, and goes on", async () => {
    const { said } = await piped('dana! Reject reason="open\nwait for it\nbreak\nsay still here\n');
    expect(said).toContain("✗ a quote is not closed");
    expect(said).toContain("✗ “for it” is not a span of time");
    expect(said).toMatch(/✗ something broke on our side: Error: the cable is out/);
    expect(said).toMatch(/ {2}still here\n$/);
  });

  it("shows a file whole, under what is said of it", async () => {
    expect((await piped("export\n")).said).toContain("  2 lines\n  a,b\n  1,2\n");
  });

  it("shows a form, and asks nothing where nobody can be asked", async () => {
    const { said } = await piped("create\nsay next\n");
    expect(said).toContain("• Template (template) [small | large] = small");
    expect(said).toMatch(/ {2}next\n$/);
  });
});

describe("at a terminal", () => {
  it("greets with who is there, what to try, how to press and how to leave", async () => {
    const { left, type } = atTerminal();
    await type("", "ana> ");
    for (const part of ["dana  datacenter admin", "create web-01", "dana! Approve", "Ctrl-D"]) await type("", part);
    await type("exit\r", "ana> exit");
    await left;
  });

  it("draws a card again in place, and keeps what is being typed", async () => {
    const { world, type, seen } = atTerminal();
    await type("create web-01\r", "[Approve] [Reject]  dana");
    await type("dana! Approve\r", "▱▱ 0/2");
    await type("a line that is being typed and so long that it takes two rows", "takes tw\no rows");
    await world.work();
    await type("", "▰▱ 1/2");
    await world.work();
    await type("", "▰▰ 2/2");
    expect(seen()).toMatchInlineSnapshot(`
      "
      ana> create web-01
        REQ-1 waits for dana
        #approvals, ana:
        ┃ ? REQ-1 · create web-01
        ┃ State      awaitingApproval
        ┃ Requester  ana
        ┃ [Withdraw]  ana
        ┃ [Approve] [Reject]  dana
      ana> dana! Approve
        Approve: REQ-1
        #approvals, ana:
        ┃ ✓ REQ-1 · create web-01
        ┃ State      done
        ┃ Requester  ana
        ┃
        ┃ Creating  ▰▰ 2/2
        ┃   ✓ Find a host
        ┃   ✓ Make the disk
        ana: web-01 is running
      ana> a line that is being typed and so long that it takes tw
      o rows"
    `);
  });

  it("asks a form field by field, keeps what was typed when it is left, and sends it when it is whole", async () => {
    const { world, type } = atTerminal();
    await type("create\r", "  name:");
    await type("web-02\r", "  template:");
    await type("\x03", "Nothing was sent");
    await type("create\r", "Name (name, required) = web-02");
    await type("\r", "= small\n  template:");
    await type("huge\r", "choose one of small, large");
    await type("LARGE\r", "REQ-1 waits");
    expect(world.heard).toMatchObject([{ command: "create", fields: { name: "web-02", template: "large" } }]);
  });

  it("goes on with the next form once one was sent", async () => {
    const { world, type } = atTerminal();
    await type("plan\r", "Plan a VM");
    await type("web\r", "Create a VM");
    await type("web-03\r", "= small\n  template:");
    await type("\r", "REQ-1 waits");
    expect(world.heard).toMatchObject([{ command: "plan" }, { command: "create", fields: { name: "web-03" } }]);
  });

  it("leaves a form when a required answer is empty", async () => {
    const { world, type } = atTerminal();
    await type("create\r", "  name:");
    await type("\r", "Nothing was sent");
    expect(world.heard).toEqual([]);
  });

  it("opens the form of a button, and sends what was filled in as that person", async () => {
    const { world, type } = atTerminal();
    await type("create web-01\r", "[Approve]");
    await type("dana! Reject\r", "  id:");
    await type("\r", "  reason:");
    await type("too large\r", "Reject: REQ-1");
    expect(world.heard.at(-1)).toMatchObject({ from: { user: "dana" }, fields: { id: "REQ-1", reason: "too large" } });
  });

  it("keeps commands for the next time, but not what was typed into forms", async () => {
    const folder = await mkdtemp(join(tmpdir(), "console-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const historyFile = join(folder, "below", "history");
    const first = atTerminal({ historyFile });
    await first.type("create\r", "  name:");
    await first.type("web-02\r", "  template:");
    await first.type("\x03", "Nothing was sent");
    await first.type("say hello\r", "  hello");
    expect(await readFile(historyFile, "utf8")).toBe("create\nsay hello\n");
    const second = atTerminal({ historyFile });
    await second.type("\x1b[A", "ana> say hello");
    await second.type("\x1b[A", "ana> create");
  });

  it("is left by Ctrl-D, even while something hangs", async () => {
    const { world, left, type } = atTerminal();
    world.idle = () => new Promise(() => {});
    await type("wait\r", "ana> wait");
    await type("\x04", "ana> wait");
    await left;
  });
});

describe("the Tab key", () => {
  const offered = completer({ people: FURNITURE.people, complete: () => ["create", "show"] });

  it("offers commands and buttons, people after as, and buttons after a !", () => {
    expect(offered("cr")).toEqual([["create"], "cr"]);
    expect(offered("App")).toEqual([["Approve"], "App"]);
    expect(offered("as d")).toEqual([["dana"], "d"]);
    expect(offered("dana> sh")).toEqual([["show"], "sh"]);
    expect(offered("dana! Rej")).toEqual([["Reject"], "Rej"]);
  });
});
