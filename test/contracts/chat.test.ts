/** The same flows in every chat: what people ask, decide and see is the product's, whichever way they come in. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hasLocalSlack } from "../../src/demo/local-slack.ts";
import { playgroundPath } from "../../src/demo/playground.ts";
import { consoleDriver } from "./console-driver.ts";
import type { Driver } from "./driver.ts";
import { playgroundDriver } from "./playground-driver.ts";
import { slackDriver } from "./slack-driver.ts";
import { openStage, type Stage } from "./stage.ts";
import {
  actOn,
  approverIn,
  askFor,
  createMachine,
  deleteMachine,
  foundUnit,
  grantInfrastructure,
  idIn,
  makeUser,
} from "./steps.ts";

vi.setConfig({ testTimeout: 90_000 });

const hasPlayground = playgroundPath() !== null;

describe.each([
  { chat: "the console", isHere: true, openDriver: async (terminal: Driver) => terminal },
  { chat: "a local Slack over Socket Mode", isHere: hasLocalSlack, openDriver: () => slackDriver("Socket Mode") },
  { chat: "a local Slack over HTTP", isHere: hasLocalSlack, openDriver: () => slackDriver("HTTP") },
  { chat: "the Agents Playground", isHere: hasPlayground, openDriver: () => playgroundDriver("ana") },
])("in $chat", ({ isHere, openDriver }) => {
  describe.skipIf(!isHere)("with its client", () => flows(openDriver));
});

/** Whoever cannot type in the chat does so in the terminal. */
function flows(openDriver: (terminal: Driver) => Promise<Driver>): void {
  const terminal = consoleDriver();
  let chat: Driver;
  let stage: Stage;
  beforeAll(async () => {
    chat = await openDriver(terminal);
    stage = await openStage([...new Set([terminal, chat])]);
  });
  afterAll(() => stage?.close());

  it("goes from a new business unit to a machine and to its end", async () => {
    await foundUnit(chat);
    await grantInfrastructure(chat);
    await makeUser(chat, terminal);
    await createMachine(chat, "d-1", "studio/render/node");
    await actOn(chat, "store", "d-1", "stored");
    await actOn(chat, "restore", "d-1", "running");
    await actOn(chat, "stop", "d-1", "stopped");
    await actOn(chat, "start", "d-1", "running");
    await deleteMachine(chat, "d-1");
  });

  it("tells the requester why it was rejected", async () => {
    const request = await askFor(chat, "r-1");
    await chat.presses("dana", "Reject", request, { reason: "too large" });
    await chat.sees("#approvals", request, "Rejected by dana", "too large");
    await chat.sees("@ana", request, "Rejected by dana", "too large");
  });

  it("lets whoever asked withdraw, and nobody else", async () => {
    const request = await askFor(chat, "w-1");
    await chat.presses("dee", "Withdraw", request);
    await chat.sees("@dee", `only who asked for ${request}`);
    await chat.presses("ana", "Withdraw", request);
    await chat.sees("#approvals", request, "Withdrawn by ana");
  });

  it("decides once, and tells the second one who did", async () => {
    const request = await askFor(chat, "p-1");
    await Promise.all([chat.presses("dana", "Approve", request), chat.presses("dee", "Approve", request)]);
    const first = approverIn(await chat.sees("#approvals", request, "Approved by", "p-1 is running"));
    const second = first === "dana" ? "dee" : "dana";
    await chat.sees(`@${first}`, `${request} is at work`);
    await chat.sees(`@${second}`, `${request} was approved by ${first}`);
  });

  it("takes a press on a card from before the program was started again", async () => {
    const [open, decided] = [await askFor(chat, "o-1"), await askFor(chat, "o-2")];
    await chat.presses("dana", "Reject", decided, { reason: "not now" });
    await chat.sees("#approvals", decided, "Rejected by dana");
    await stage.restart();
    await chat.presses("dee", "Approve", decided);
    await chat.sees("@dee", `${decided} was rejected by dana`);
    await chat.presses("dana", "Approve", open);
    await chat.sees("@ana", open, "o-1 is running");
    await chat.sees("#approvals", open, "o-1 is running");
  });
}

describe.each([
  { chat: "the console", isHere: true, openDriver: async (terminal: Driver) => terminal },
  { chat: "a local Slack", isHere: hasLocalSlack, openDriver: () => slackDriver("HTTP") },
  { chat: "the Agents Playground", isHere: hasPlayground, openDriver: () => playgroundDriver("gus") },
])("somebody whom nobody knows in $chat", ({ isHere, openDriver }) => {
  describe.skipIf(!isHere)("with its client", () => {
    const terminal = consoleDriver();
    let chat: Driver;
    let stage: Stage;
    beforeAll(async () => {
      chat = await openDriver(terminal);
      stage = await openStage([...new Set([terminal, chat])]);
    });
    afterAll(() => stage?.close());

    it("may do nothing but register a business unit, and is its admin once it is approved", async () => {
      await chat.says("gus", "vm list");
      await chat.sees("@gus", "do not know you", "bu register");
      await chat.says("gus", "bu register garage --cost-center CC-79");
      const request = await idIn(chat, "@gus", "asks for", "garage");
      await chat.presses("dana", "Approve", request);
      await chat.sees("#approvals", request, "business unit garage is founded");
      await chat.sees("@gus", request, "business unit garage is founded");
      await chat.says("gus", "bu members");
      await chat.sees("@gus", "garage", "bu-admin");
    });
  });
});

describe.skipIf(!hasLocalSlack || !hasPlayground)("in Slack and in Teams at once", () => {
  let slack: Driver;
  let teams: Driver;
  let stage: Stage;
  beforeAll(async () => {
    [slack, teams] = await Promise.all([slackDriver("Socket Mode"), playgroundDriver("dana")]);
    stage = await openStage([slack, teams], [slack]);
  });
  afterAll(() => stage?.close());

  it("knows a person of the one in the other, once they are linked", async () => {
    await teams.says("dana", "request list");
    await teams.sees("@dana", "do not know you");
    await slack.says("dana", "link");
    const code = /other platform: link ([\w-]+)/.exec(await slack.sees("@dana", "other platform: link "))?.[1];
    await teams.says("dana", `link ${code}`);
    await teams.sees("@dana", "you are one person on both platforms");
  });

  it("approves in Teams what is asked in Slack, and both cards are true", async () => {
    const request = await askFor(slack, "x-1");
    await teams.sees("#approvals", request, "Awaiting approval");
    await teams.presses("dana", "Approve", request);
    for (const chat of [slack, teams]) await chat.sees("#approvals", request, "Approved by", "x-1 is running");
    await slack.sees("@ana", request, "x-1 is running");
    await slack.presses("dana", "Approve", request);
    await slack.sees("@dana", `${request} was approved by dana`);
  });

  it("approves in Slack what is asked in Teams, and not by who asked", async () => {
    await teams.says("dana", 'bu register posters --cost-center CC-78 --reason "walls"');
    const request = await idIn(teams, "@dana", "asks for", "posters");
    await slack.sees("#approvals", request, "Awaiting approval");
    await slack.presses("dana", "Approve", request);
    await slack.sees("@dana", `${request} is your own`);
    await slack.presses("dee", "Approve", request);
    for (const chat of [slack, teams]) await chat.sees("#approvals", request, "business unit posters is founded");
    for (const chat of [slack, teams]) await chat.sees("@dana", request, "business unit posters is founded");
  });

  it("decides once when two approvers press at the same time, one on each platform", async () => {
    const request = await askFor(slack, "x-2");
    await teams.sees("#approvals", request, "Awaiting approval");
    await Promise.all([slack.presses("dee", "Approve", request), teams.presses("dana", "Approve", request)]);
    const inSlack = approverIn(await slack.sees("#approvals", request, "Approved by", "x-2 is running"));
    const inTeams = approverIn(await teams.sees("#approvals", request, "Approved by", "x-2 is running"));
    expect(inSlack).toBe(inTeams);
    if (inSlack === "dana") await slack.sees("@dee", `${request} was approved by dana`);
    else await teams.sees("@dana", `${request} was approved by dee`);
  });

  it("counts what one person decides on both platforms at the same time once", async () => {
    const request = await askFor(slack, "x-3");
    await teams.sees("#approvals", request, "Awaiting approval");
    await Promise.all([slack.presses("dana", "Approve", request), teams.presses("dana", "Approve", request)]);
    await teams.sees("#approvals", request, "Approved by", "x-3 is running");
    const card = await slack.sees("#approvals", request, "Approved by", "x-3 is running");
    expect(card.match(/Approved by: dana/g)).toHaveLength(1);
    const told = await Promise.race(
      [slack, teams].map((chat) => chat.sees("@dana", `${request} was approved by dana`)),
    );
    expect(told).toContain(request);
  });
});
