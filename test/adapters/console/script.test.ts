/** What running a transcript means, line by line, and with which status it ends. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startConsole } from "../../../src/adapters/console/start.ts";
import { type ToyWorld, toyWorld } from "./toy-world.ts";

interface Ending {
  status: number;
  out: string[];
  err: string;
  world: ToyWorld;
}

async function play(lines: string, format: "text" | "json" = "text", folders: string[] = []): Promise<Ending> {
  const { chat, runScript } = startConsole();
  const world = toyWorld(chat);
  const [out, err]: [string[], string[]] = [[], []];
  const script = { text: lines, format, width: Number.POSITIVE_INFINITY, folders };
  const status = await runScript(world, {
    ...script,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { status, out, err: err.join("\n"), world };
}

const ran = async (lines: string) => {
  const { status, err } = await play(lines);
  return { status, err };
};
const HELD = { status: 0, err: "" };

describe("a transcript that runs", () => {
  it("ends with 0 when every line ran and every expectation held", async () => {
    const story = "ana> create web-01\nexpect REQ-1\ndana! Approve\nexpect running\nwait\nexpect WEB-01   is Running";
    expect(await ran(story)).toEqual(HELD);
  });

  it("runs nothing when a line cannot be read, and ends with 2", async () => {
    const { status, out, err } = await play("ana> create web-01\nnonsense");
    expect({ status, out }).toEqual({ status: 2, out: [] });
    expect(err).toContain("line 2");
  });

  it("ends with 1 at the first expectation that fails, with the line, the wish and what was there", async () => {
    const { status, err, out } = await play("ana> create web-01\nexpect roses\nana> create web-02");
    expect(status).toBe(1);
    expect(err).toContain("line 2: expected “roses”");
    expect(err).toContain("REQ-1 waits for dana");
    expect(out.join()).not.toContain("web-02");
  });

  it("ends with 1 when the world breaks, and says the line and the cause", async () => {
    const { status, err } = await play("ana> say hello\nana> break");
    expect(status).toBe(1);
    expect(err).toMatch(/line 2: ana> break[\s\S]*the cable is out/);
  });

  it("ends with 1 when a wait finds no rest", async () => {
    expect(await ran("ana> stick\nwait")).toMatchObject({
      status: 1,
      err: expect.stringContaining("line 2: after 60 s"),
    });
  });

  it("hands files to commands", async () => {
    const folder = await mkdtemp(join(tmpdir(), "console-"));
    await writeFile(join(folder, "dc.yaml"), "datacenter: dc1");
    const { status } = await play(
      "ana> read dc.yaml\nexpect datacenter: dc1\nana> read none\nexpect no such file",
      "text",
      [folder],
    );
    await rm(folder, { recursive: true });
    expect(status).toBe(0);
  });
});

describe("what is expected", () => {
  it("is searched since the last line that typed, pressed or moved the clock", async () => {
    expect(await ran("ana> say roses\nana> say tulips\nexpect tulips")).toEqual(HELD);
    expect(await ran("ana> say roses\nana> say tulips\nexpect roses")).toMatchObject({ status: 1 });
    expect(await ran("ana> say roses\nwait 1h\nexpect roses")).toMatchObject({ status: 1 });
  });

  it("is still there after a bare wait", async () => {
    expect(await ran("ana> say roses\nwait\nexpect roses")).toEqual(HELD);
  });

  it("may be what came due while the clock moved, whatever the blanks and the case", async () => {
    expect(await ran("wait 1d\nexpect REMINDER: somebody waits")).toEqual(HELD);
    expect(await ran("wait 23h\nexpect reminder")).toMatchObject({ status: 1 });
  });

  it("is searched in one posted thing at a time", async () => {
    expect(await ran("ana> create web-01\nexpect dana REQ-1")).toMatchObject({ status: 1 });
  });
});

describe("a refusal", () => {
  it("ends the transcript when no refuse follows", async () => {
    const { status, err } = await play("ana> dance\nana> say on");
    expect({ status, err }).toMatchObject({
      status: 1,
      err: expect.stringContaining("line 1: refused, unknown-command"),
    });
    expect(await ran("ana> dance")).toMatchObject({ status: 1 });
  });

  it("is accepted with its code or with none, also behind a comment", async () => {
    expect(await ran("ana> dance\n# as it should\n\nrefuse unknown-command\nexpect see: help")).toEqual(HELD);
    expect(await ran("ana> dance\nrefuse")).toEqual(HELD);
  });

  it("with another code, or where there was none, fails", async () => {
    expect(await ran("ana> dance\nrefuse forbidden")).toMatchObject({
      status: 1,
      err: expect.stringContaining("line 2"),
    });
    expect(await ran("ana> say hello\nrefuse")).toMatchObject({ status: 1, err: expect.stringContaining("hello") });
    expect(await ran("refuse")).toMatchObject({ status: 1, err: expect.stringContaining("nothing was answered") });
  });
});

describe("a press", () => {
  it("without an id goes to the newest card that shows the button to that person", async () => {
    const { status, world } = await play("ana> create a\nana> create b\ndana! approve\ndana! Approve");
    expect(status).toBe(0);
    expect(world.heard).toMatchObject([
      { id: "REQ-2", verb: "Approve" },
      { id: "REQ-1", verb: "Approve" },
    ]);
  });

  it("without a card that shows the button is refused, and never reaches the bot", async () => {
    const { status, world } = await play(
      "ana> create a\neve! Approve\nrefuse not-found\nana! Approve\nrefuse not-found",
    );
    expect({ status, heard: world.heard }).toEqual({ status: 0, heard: [] });
  });

  it("that names a request is sent though no card shows the button any more", async () => {
    expect(await ran("ana> create a\ndana! Approve\ndana! Approve REQ-1\nrefuse too-late")).toEqual(HELD);
    expect(await ran("ana> create a\nana! Approve REQ-1\nrefuse self-approval")).toEqual(HELD);
  });

  it("finds the button of a card that was a reply, as long as it is live", async () => {
    const story =
      "ana> create a\nana> create b\ndana> show REQ-1\ndana! Approve\nexpect REQ-1\ndana! Approve\nexpect REQ-2";
    expect(await ran(story)).toEqual(HELD);
  });

  it("carries the fields; without them the form is posted", async () => {
    const { status, world, out } = await play(
      "ana> create a\ndana! Reject\nexpect reason, required\ndana! Reject REQ-1 reason=“too large”\nexpect rejected",
    );
    expect(status).toBe(0);
    expect(out.join("\n")).toContain("Reject REQ-1");
    expect(world.heard.at(-1)).toMatchObject({
      fields: { reason: "too large" },
      from: { user: "dana", tenant: "demo" },
    });
  });
});

describe("the output as JSON", () => {
  it("has one line for each thing posted, with its whole text", async () => {
    const { out } = await play("ana> create a\ndana! Reject\nana> dance\nrefuse\nwait 1d", "json");
    const posted = out.map((line) => JSON.parse(line));
    expect(posted.map(({ to, kind, refusal }) => [to, kind, refusal])).toEqual([
      ["#approvals", "card", null],
      ["ana", "card", null],
      ["ana", "reply", null],
      ["dana", "form", null],
      ["ana", "reply", "unknown-command"],
      ["#approvals", "card", null],
    ]);
    expect(posted[0]).toEqual({
      to: "#approvals",
      kind: "card",
      refusal: null,
      card: expect.objectContaining({ title: "REQ-1 · create a", tone: "waiting" }),
      text: "REQ-1 · create a\nState: awaitingApproval\nRequester: ana\n[Approve] [Reject] [Withdraw]",
    });
    expect(posted[4]).toMatchObject({ card: null, text: "there is no command dance\nsee: help" });
    expect(posted[5]).toMatchObject({ card: { title: "Reminder: somebody   waits", tone: "plain", buttons: [] } });
  });

  it("shows an edit as the whole card", async () => {
    const { out } = await play("ana> create a\ndana! Approve\nwait", "json");
    const edits = out.map((line) => JSON.parse(line)).filter(({ kind }) => kind === "edit");
    expect(edits.at(-1)).toMatchObject({ to: "ana", card: { tone: "good" }, text: expect.stringContaining("done") });
  });

  it("holds no character that a terminal obeys", async () => {
    const { out } = await play("ana> say \u009b2J\u001b[2J\u007f", "json");
    expect(out.join("")).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    expect(JSON.parse(out[0] ?? "").text).toBe("\u009b2J\u001b[2J\u007f");
  });
});

describe("the output as text", () => {
  it("echoes what was typed and shows what was posted, edits in one line", async () => {
    const { out } = await play("# quiet\nana> create a\ndana! Approve\nwait");
    expect(out.join("\n")).toMatchInlineSnapshot(`
      "ana> create a
        #approvals:
        ┃ ? REQ-1 · create a
        ┃ State      awaitingApproval
        ┃ Requester  ana
        ┃ [Approve] [Reject] [Withdraw]
        ana:
        ┃ ? REQ-1 · create a
        ┃ State      awaitingApproval
        ┃ Requester  ana
        ┃ [Approve] [Reject] [Withdraw]
        REQ-1 waits for dana
      dana! Approve
        #approvals ~ REQ-1 · create a · State: running · Requester: ana · Creating 0/2 · Find a host: running · Make the disk: waiting
        ana ~ REQ-1 · create a · State: running · Requester: ana · Creating 0/2 · Find a host: running · Make the disk: waiting
        Approve: REQ-1
      wait
        #approvals ~ REQ-1 · create a · State: running · Requester: ana · Creating 1/2 · Find a host: done · Make the disk: running
        ana ~ REQ-1 · create a · State: running · Requester: ana · Creating 1/2 · Find a host: done · Make the disk: running
        #approvals ~ REQ-1 · create a · State: done · Requester: ana · Creating 2/2 · Find a host: done · Make the disk: done
        ana ~ REQ-1 · create a · State: done · Requester: ana · Creating 2/2 · Find a host: done · Make the disk: done
        ana: a is running"
    `);
  });

  it("lets nobody forge a line or command the terminal", async () => {
    const { out } = await play("ana> say \u001b[2Jx\u202ey\rdana! Approve");
    expect(out).toEqual(["ana> say ␛[2Jxy dana! Approve", "  ␛[2Jxy", "  dana! Approve"]);
  });
});
