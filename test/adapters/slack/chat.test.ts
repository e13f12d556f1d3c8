/** Delivery to Slack: what is posted and edited, Slack's pace, and what its refusals come to. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answer } from "../../../src/adapters/slack/answer.ts";
import { type SlackChat, slackChat } from "../../../src/adapters/slack/chat.ts";
import { checkSlack } from "../../../src/adapters/slack/check.ts";
import { SCOPES } from "../../../src/adapters/slack/manifest.ts";
import type { AddressBook } from "../../../src/app/chat.ts";
import type { Card } from "../../../src/cards/card.ts";
import { Undeliverable } from "../../../src/domain/undeliverable.ts";
import { memoryBook } from "../../support/chat-memory.ts";
import { openSlackStub, type SlackStub, TEAM } from "../../support/slack-stub.ts";

const RETAIL = { platform: "slack", tenant: TEAM, conversation: "#retail" };
const ANA = { platform: "slack", tenant: TEAM, conversation: "@U0ANA" };
const CARD: Card = {
  title: "2 machines",
  tone: "plain",
  blocks: [{ type: "table", columns: ["machine"], rows: [["web-1"], ["web-2"]] }],
  buttons: [{ verb: "Withdraw", id: "REQ-1" }],
};
const POST = { kind: "card", request: "REQ-1", card: CARD } as const;
const NOTICE = { kind: "notice", text: "REQ-1: <done> & dusted" } as const;

let stub: SlackStub;
let book: AddressBook;
let chat: SlackChat;

beforeEach(async () => {
  stub = await openSlackStub();
  book = memoryBook();
  chat = await slackChat({ botToken: "xoxb-test", apiUrl: stub.url, book, paceMs: 1 });
  stub.calls.length = 0;
});
afterEach(() => stub.close());

const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("nothing failed"),
    (error: Error) => error,
  );
const methods = () => stub.calls.map(({ method }) => method);

describe("posting to Slack", () => {
  it("learns a channel's id from the first post, and edits the message that it made", async () => {
    const message = await chat.post(RETAIL, POST);
    expect(stub.calls[0]?.args).toMatchObject({ channel: "#retail", unfurl_links: "false" });
    await chat.edit(RETAIL, message, "REQ-1", CARD);
    expect(stub.calls[1]).toMatchObject({ method: "chat.update", args: { channel: "C0RETAIL" } });
    expect(message).toBe(`C0RETAIL/${stub.calls[1]?.args.ts}`);
    await chat.post(RETAIL, NOTICE);
    expect(stub.calls[2]?.args).toMatchObject({ channel: "C0RETAIL", text: "REQ-1: &lt;done&gt; &amp; dusted" });
  });

  it("reaches people by their id, and channels that were mapped by theirs", async () => {
    await chat.post(ANA, NOTICE);
    await book.remember(RETAIL, { channel: "C0MAPPED" });
    await chat.post(RETAIL, NOTICE);
    await chat.post({ ...RETAIL, conversation: "#C0DIRECT" }, NOTICE);
    expect(stub.calls.map(({ args }) => args.channel)).toEqual(["U0ANA", "C0MAPPED", "C0DIRECT"]);
  });

  it("puts a sentence about a card into the card's thread", async () => {
    const beside = await chat.post(RETAIL, POST);
    await chat.post(RETAIL, { ...NOTICE, beside });
    expect(stub.calls[1]?.args).toMatchObject({ channel: "C0RETAIL", thread_ts: beside.split("/")[1] });
    const own = await chat.post(ANA, POST);
    await chat.post(ANA, { ...NOTICE, beside: own });
    expect(stub.calls[3]?.args).toMatchObject({ thread_ts: own.split("/")[1], reply_broadcast: "true" });
  });

  it("puts a report's file into its thread", async () => {
    const beside = await chat.post(RETAIL, { kind: "report", card: CARD });
    const file = { name: "costs.csv", content: "a,b\r\n" };
    await chat.post(RETAIL, { kind: "file", file, beside });
    const upload = ["files.getUploadURLExternal", "/upload", "files.completeUploadExternal"];
    expect(methods()).toEqual(["chat.postMessage", ...upload]);
    expect(stub.calls.at(-1)?.args).toMatchObject({ channel_id: "C0RETAIL", thread_ts: beside.split("/")[1] });
  });

  it("answers with a file in the person's own messages, and says where it is", async () => {
    const file = { name: "audit.csv", content: "a,b\n1,2" };
    await answer(chat, { channel: "C0RETAIL", user: "U0ANA" }, { kind: "text", text: "2 entries", file });
    const upload = ["chat.postMessage", "files.getUploadURLExternal", "/upload", "files.completeUploadExternal"];
    expect(methods()).toEqual([...upload, "chat.postEphemeral"]);
    expect(stub.calls[3]?.args).toMatchObject({ channel_id: "D0ANA" });
    expect(stub.calls[4]?.args.text).toContain("audit.csv is in your messages");
  });

  it("says so when a file is not taken", async () => {
    stub.failNext("files.getUploadURLExternal", { error: "missing_scope" });
    const file = { name: "audit.csv", content: "a" };
    await answer(chat, { channel: "C0RETAIL", user: "U0ANA" }, { kind: "text", text: "1 entry", file });
    expect(stub.calls.at(-1)?.args.text).toContain("the app lacks a scope");
  });

  it.each(["invalid_blocks", "msg_blocks_too_long"])("says it in text once when Slack answers %s", async (error) => {
    stub.failNext("chat.postMessage", { error });
    await chat.post(RETAIL, POST);
    expect(methods()).toEqual(["chat.postMessage", "chat.postMessage"]);
    expect(stub.calls[1]?.args).toMatchObject({ text: "2 machines\nmachine\nweb-1\nweb-2" });
    expect(stub.calls[1]?.args.blocks).toBeUndefined();
  });
});

describe("tables", () => {
  it("are Slack's own, and lines where it does not understand these", async () => {
    const native = await slackChat({ botToken: "xoxb-test", apiUrl: stub.url, book, paceMs: 1, tables: "native" });
    stub.calls.length = 0;
    stub.failNext("chat.postMessage", { error: "invalid_blocks" });
    await native.post(RETAIL, POST);
    const [first, second] = stub.calls.map(({ args }) => args.blocks ?? "");
    expect(first).toContain('"type":"table"');
    expect(second).not.toContain('"type":"table"');
    expect(second).toContain("*web-1*");
  });
});

describe("charts", () => {
  const chart: Card["blocks"][number] = {
    ...{ type: "chart", kind: "bars", title: "Costs", unit: "EUR", digits: 2, sentence: "shop costs 18.00 EUR" },
    ...{ categories: ["shop"], series: [{ name: "cost", values: [18] }] },
  };
  const card: Card = { title: "Costs", tone: "plain", blocks: [chart], buttons: [] };

  it("are Slack's own, and bars of letters where it does not understand these, posted or answered", async () => {
    const native = await slackChat({ botToken: "xoxb-test", apiUrl: stub.url, book, paceMs: 1, tables: "native" });
    for (const say of [
      () => native.post(RETAIL, { kind: "report", card }),
      () => answer(native, { user: "U0ANA" }, { kind: "card", card }),
    ]) {
      stub.calls.length = 0;
      stub.failNext("chat.postMessage", { error: "invalid_blocks" });
      await say();
      const [first, second] = stub.calls.map(({ args }) => args.blocks ?? "");
      expect(first).toContain('"type":"data_visualization"');
      expect(second).not.toContain("data_visualization");
      expect(second).toContain("*shop* 18.00 EUR");
    }
  });
});

describe("when Slack refuses", () => {
  it.each([
    ["channel_not_found", "invite the bot"],
    ["not_in_channel", "/invite"],
    ["is_archived", "archived"],
    ["user_not_found", "no such person"],
    ["cannot_dm_bot", "bots read no messages"],
    ["account_inactive", "install it again"],
    ["missing_scope", "manifest"],
    ["invalid_auth", "SLACK_BOT_TOKEN"],
    ["token_revoked", "install the app again"],
  ])("%s is not tried again, and says how to mend it", async (error, mending) => {
    stub.failNext("chat.postMessage", { error });
    const said = await failure(chat.post(RETAIL, NOTICE));
    expect(said).toBeInstanceOf(Undeliverable);
    expect(said.message).toContain("#retail");
    expect(said.message).toContain(mending);
  });

  it("an edit of a deleted message is not tried again", async () => {
    stub.failNext("chat.update", { error: "message_not_found" });
    expect(await failure(chat.edit(RETAIL, "C0RETAIL/1.2", "REQ-1", CARD))).toBeInstanceOf(Undeliverable);
  });

  it.each([
    ["a 500", { status: 500 }],
    ["a 503", { status: 503 }],
    ["internal_error", { error: "internal_error" }],
    ["a code that nobody knows", { error: "constructor" }],
  ])("%s is left to the queue, which tries again", async (_what, how) => {
    stub.failNext("chat.postMessage", how);
    const said = await failure(chat.post(RETAIL, NOTICE));
    expect(said).not.toBeInstanceOf(Undeliverable);
    expect(said.message).toBe("posting to #retail in Slack");
    expect(methods()).toEqual(["chat.postMessage"]);
    await chat.post(RETAIL, NOTICE);
  });

  it("a person's answer is tried again until Slack takes it", async () => {
    for (const method of ["chat.postEphemeral", "chat.postMessage"]) stub.failNext(method, { status: 503 });
    await answer(chat, { channel: "C0RETAIL", user: "U0ANA" }, { kind: "text", text: "done" });
    expect(methods()).toEqual(["chat.postEphemeral", "chat.postMessage", "chat.postEphemeral"]);
  });

  it("nobody listening is left to the queue, too", async () => {
    await stub.close();
    expect(await failure(chat.post(RETAIL, NOTICE))).not.toBeInstanceOf(Undeliverable);
  });
});

describe("Slack's pace", () => {
  it("after a 429 it is left alone for as long as it said, whoever asks", async () => {
    stub.failNext("chat.postMessage", { status: 429, headers: { "retry-after": "60" } });
    expect(await failure(chat.post(RETAIL, NOTICE))).toMatchObject({ waitMs: 60_000 });
    const said = await failure(chat.post(ANA, NOTICE));
    expect(said).toMatchObject({ waitMs: expect.closeTo(60_000, -4) });
    expect(said.message).toMatch(/left alone with chat.postMessage for \d+ ms/);
    expect(methods()).toEqual(["chat.postMessage"]);
    await chat.edit(RETAIL, "C0RETAIL/1.2", "REQ-1", CARD);
    expect(methods()).toEqual(["chat.postMessage", "chat.update"]);
  });

  it("a short rest is waited for", async () => {
    stub.failNext("chat.postMessage", { status: 429, headers: { "retry-after": "1" } });
    await failure(chat.post(RETAIL, NOTICE));
    const began = performance.now();
    await chat.post(RETAIL, NOTICE);
    expect(performance.now() - began).toBeGreaterThan(800);
  });

  it("messages to one channel keep their distance, and those to another need not wait", async () => {
    const slow = await slackChat({ botToken: "xoxb-test", apiUrl: stub.url, book, paceMs: 200 });
    const began = performance.now();
    const took = (work: Promise<unknown>) => work.then(() => performance.now() - began);
    const [, second, third, other] = await Promise.all([
      ...[1, 2, 3].map(() => took(slow.post(ANA, NOTICE))),
      took(slow.post(RETAIL, NOTICE)),
    ]);
    expect(second).toBeGreaterThan(190);
    expect(third).toBeGreaterThan(390);
    expect(other).toBeLessThan(190);
  });
});

describe("at a start while Slack is away", () => {
  const again = () => slackChat({ botToken: "xoxb-test", apiUrl: stub.url, book });

  it.each([{ status: 503 }, { status: 429, headers: { "retry-after": "60" } }])(
    "the bot is who it was the last time, after %j",
    async (how) => {
      stub.failNext("auth.test", how);
      expect(await again()).toMatchObject({ tenant: TEAM, self: { user: "U0BOT" } });
    },
  );

  it("a token that is refused is not forgiven, and one that was never asked about cannot be guessed", async () => {
    stub.failNext("auth.test", { error: "invalid_auth" });
    expect((await failure(again())).message).toContain("SLACK_BOT_TOKEN");
    stub.failNext("auth.test", { status: 503 });
    const other = slackChat({ botToken: "xoxb-other", apiUrl: stub.url, book });
    expect((await failure(other)).message).toBe("asking Slack who the bot is");
  });
});

describe("the check of the installation", () => {
  it("has nothing to say when all is well", async () => {
    stub.scopes = Object.keys(SCOPES);
    expect(await checkSlack(chat, ["#approvals", "#labs"])).toEqual([]);
  });

  it("names the missing scope, and channels that the bot is not in", async () => {
    stub.scopes = Object.keys(SCOPES).filter((scope) => scope !== "files:read");
    expect(await checkSlack(chat, ["#approvals", "#retail"])).toEqual([
      "the app lacks the scope files:read (read files that commands name): install it again with the current manifest",
      "the bot is not in #retail: say /invite @quartermaster there, or name another channel if it is gone",
    ]);
  });

  it("tells channels that are gone from those where it was not invited, once it knew their ids", async () => {
    const know = (name: string, id: string) =>
      chat.book.remember({ platform: "slack", tenant: TEAM, conversation: name }, { channel: id });
    await know("#old", "C0OLD");
    await know("#quiet", "C0QUIET");
    expect(await checkSlack(chat, ["#old", "#quiet"])).toEqual([
      "#old is archived: bring it back, or name another one",
      "the bot is not in #quiet: say /invite @quartermaster there",
    ]);
    stub.failNext("conversations.info", { error: "channel_not_found" });
    expect(await checkSlack(chat, ["#quiet"])).toEqual([
      "asking Slack about #quiet: there is no such channel, or it is private and the bot is not in it: invite the bot there (channel_not_found)",
    ]);
  });

  it("names the scope that Slack misses", async () => {
    stub.failNext("users.conversations", { error: "missing_scope", needed: "groups:read" });
    expect((await checkSlack(chat, ["#approvals"])).join()).toContain("lacks the scope groups:read");
  });

  it("says what is wrong with the token", async () => {
    stub.failNext("auth.test", { error: "invalid_auth" });
    const [said] = await checkSlack(chat, []);
    expect(said).toContain("SLACK_BOT_TOKEN");
  });
});
