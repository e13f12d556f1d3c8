/** The HTTP door: who is let in, what comes in twice, and that Slack never waits for our work. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openServer, openSlackBot, type SlackBot } from "../../support/slack-bot.ts";
import { ANA } from "../../support/slack-orders.ts";
import { openSlackStub, type SlackStub, signedHeaders, TEAM } from "../../support/slack-stub.ts";

const SECRET = "the secret";
const SOON = { timeout: 8000, interval: 20 };
const NOW = () => Math.floor(Date.now() / 1000);

let stub: SlackStub;
let bot: SlackBot;
/** What a slow order waits for. */
const gate: { open(): void; opened: Promise<void> } = { open: () => undefined, opened: Promise.resolve() };

beforeAll(async () => {
  stub = await openSlackStub();
  const wait = async (what: string) => {
    if (what === "slow") await gate.opened;
  };
  bot = await openSlackBot(stub.url, { signingSecret: SECRET, wait }, await openServer());
});
afterAll(async () => {
  await bot.close();
  await stub.close();
});

let triggers = 0;
function command(text: string, over: Record<string, string> = {}): string {
  const base = { command: "/qm", text, team_id: TEAM, user_id: ANA, channel_id: "C0RETAIL", channel_name: "retail" };
  return new URLSearchParams({ ...base, trigger_id: `trigger-${++triggers}`, ...over }).toString();
}

function payload(what: object): string {
  return new URLSearchParams({ payload: JSON.stringify({ trigger_id: `trigger-${++triggers}`, ...what }) }).toString();
}

function close(): void {
  gate.opened = new Promise((resolve) => {
    gate.open = resolve;
  });
}

const approve = (id: string, over: object = {}) =>
  payload({
    ...{ type: "block_actions", user: { id: ANA, team_id: TEAM }, team: { id: "T0CHANNEL" } },
    ...{ channel: { id: "D0ANA", name: "directmessage" }, container: {}, response_url: "" },
    ...{ actions: [{ type: "button", action_id: "Approve", value: id }], ...over },
  });

describe("a request that is not Slack's", () => {
  const body = command("cake approve REQ-66");
  const good = () => signedHeaders(SECRET, body);
  const without = (name: string) => Object.fromEntries(Object.entries(good()).filter(([key]) => key !== name));
  const forgeries: [string, () => Record<string, string>, string?][] = [
    ["a signature by another secret", () => signedHeaders("another", body)],
    ["garbage for a signature", () => ({ ...good(), "x-slack-signature": "garbage" })],
    ["an empty signature", () => ({ ...good(), "x-slack-signature": "v0=" })],
    ["a signature of another version", () => ({ ...good(), "x-slack-signature": "v1=00" })],
    ["no signature", () => without("x-slack-signature")],
    ["no stamp", () => without("x-slack-request-timestamp")],
    ["no headers at all", () => ({ "content-type": "application/x-www-form-urlencoded" })],
    ["a stamp that is no number", () => ({ ...good(), "x-slack-request-timestamp": "soon" })],
    ["a stamp from more than five minutes ago", () => signedHeaders(SECRET, body, NOW() - 301)],
    ["a stamp from more than five minutes hence", () => signedHeaders(SECRET, body, NOW() + 310)],
    ["a stamp other than the signed one", () => ({ ...good(), "x-slack-request-timestamp": String(NOW() - 1) })],
    ["a body other than the signed one", good, body.replace("REQ-66", "REQ-67")],
  ];

  it.each(forgeries)("with %s gets 401, and nothing happens", async (_what, headers, sent = body) => {
    expect((await bot.knock(sent, headers())).status).toBe(401);
    expect(bot.done.filter((one) => one.startsWith("approve REQ-6"))).toEqual([]);
  });

  it("gets 413 when it is longer than 1 MiB, said or not", async () => {
    const long = command("x".repeat(1024 * 1024 + 1));
    expect((await bot.knock(long)).status).toBe(413);
    const response = await fetch(bot.door, {
      ...{ method: "POST", headers: signedHeaders(SECRET, long), duplex: "half" },
      body: new Blob([long]).stream(),
    });
    expect(response.status).toBe(413);
  });

  it("finds no other door", async () => {
    expect((await fetch(bot.door.replace("events", "elsewhere"), { method: "POST" })).status).toBe(404);
    expect((await fetch(bot.door)).status).toBe(405);
  });
});

it("without a signing secret the door is shut", async () => {
  const shut = await openSlackBot(stub.url, {}, await openServer());
  const body = command("cake approve REQ-77");
  expect((await shut.knock(body, signedHeaders("", body))).status).toBe(404);
  expect(shut.done).toEqual([]);
  await shut.close();
});

describe("what comes in twice", () => {
  it("a command is carried out once, and answered the same", async () => {
    const body = command("cake order once --kind sweet");
    const statuses = await Promise.all([1, 2, 3].map(async () => (await bot.knock(body)).status));
    expect(statuses).toEqual([200, 200, 200]);
    await expect.poll(() => bot.done, SOON).toContain("order once sweet");
    await bot.knock(command("cake order after --kind sweet"));
    await expect.poll(() => bot.done, SOON).toContain("order after sweet");
    expect(bot.done.filter((one) => one === "order once sweet")).toHaveLength(1);
  });

  it("an event that Slack delivers again is heard once", async () => {
    const event = {
      type: "message",
      channel_type: "im",
      channel: "D0ANA",
      user: ANA,
      ts: "1.1",
      text: "cake order dm --kind salty",
    };
    const body = JSON.stringify({ type: "event_callback", event_id: "Ev1", team_id: TEAM, event });
    const headers = { ...signedHeaders(SECRET, body), "content-type": "application/json" };
    expect((await bot.knock(body, headers)).status).toBe(200);
    expect((await bot.knock(body, { ...headers, "x-slack-retry-num": "1" })).status).toBe(200);
    await expect
      .poll(() => stub.calls.filter(({ args }) => args.text === "a salty dm cake is ordered"), SOON)
      .toHaveLength(1);
    expect(bot.done.filter((one) => one === "order dm salty")).toHaveLength(1);
  });

  it("a press that was overheard and sent again changes nothing", async () => {
    const body = approve("REQ-5");
    expect((await bot.knock(body)).status).toBe(200);
    expect((await bot.knock(body)).status).toBe(200);
    await expect.poll(() => bot.done, SOON).toContain("approve REQ-5");
    await bot.knock(approve("REQ-5"));
    const answers = () => stub.calls.filter(({ args }) => args.text?.includes("REQ-5")).map(({ args }) => args.text);
    await expect.poll(answers, SOON).toEqual(["REQ-5 is approved", "⚠ REQ-5 was approved by dana already"]);
  });
});

describe("a refusal that waiting would mend", () => {
  it("has the button Wait, which asks again", async () => {
    await bot.knock(command("cake bake plum"));
    const shown = () => stub.calls.find(({ args }) => args.text?.includes("the oven is full"));
    await expect.poll(shown, SOON).toBeDefined();
    const buttons = z.array(z.looseObject({ elements: z.array(z.looseObject({})).optional() }));
    const [wait] = buttons.parse(JSON.parse(shown()?.args.blocks ?? "")).flatMap(({ elements = [] }) => elements);
    expect(wait).toMatchObject({ type: "button", action_id: "Wait", value: "wish-1" });
    await bot.knock(approve("", { actions: [wait] }));
    await expect.poll(() => bot.done, SOON).toContain("bake plum");
  });
});

describe("a form that comes in twice", () => {
  it("is carried out once, and what is wrong with it is said again under its field", async () => {
    const sent = payload(await modal("cake order mud", { name: "mud", kind: "sweet" }));
    const answers = await Promise.all([1, 2].map(async () => (await bot.knock(sent)).json()));
    expect(answers[0]).toEqual({ response_action: "errors", errors: { name: "nobody bakes mud\ntry: plum" } });
    expect(answers[1]).toEqual(answers[0]);
  });

  it("in another process is answered that it was taken care of", async () => {
    const other = await openSlackBot(stub.url, { signingSecret: SECRET, received: bot.received }, await openServer());
    const sent = payload(await modal("cake order fig", { name: "fig", kind: "sweet" }));
    expect(await (await bot.knock(sent)).text()).toBe("");
    expect(JSON.stringify(await (await other.knock(sent)).json())).toContain("already taken care of");
    expect([...bot.done, ...other.done].filter((one) => one === "order fig sweet")).toHaveLength(1);
    await other.close();
  });
});

/** The modal that a command opens, filled in. */
async function modal(text: string, fields: Record<string, string>): Promise<object> {
  const opened = () => stub.calls.filter(({ method }) => method === "views.open");
  const before = opened().length;
  await bot.knock(command(text));
  await expect.poll(() => opened().length, SOON).toBe(before + 1);
  const view = JSON.parse(opened().at(-1)?.args.view ?? "{}");
  const entries = Object.entries(fields).map(([name, value]) => {
    return [name, { value: { value, selected_option: { value } } }];
  });
  const user = { id: ANA, team_id: TEAM };
  const state = { values: Object.fromEntries(entries) };
  return { type: "view_submission", user, team: { id: TEAM }, view: { ...view, id: "V1", state } };
}

/** Slack delivers an event. */
async function deliver(event: object): Promise<number> {
  const sent = { type: "event_callback", event_id: `Ev-${++triggers}`, team_id: TEAM };
  const body = JSON.stringify({ ...sent, event: { ts: "1.1", user: ANA, ...event } });
  return (await bot.knock(body, { ...signedHeaders(SECRET, body), "content-type": "application/json" })).status;
}

describe("what people say", () => {
  const dm = { type: "message", channel_type: "im", channel: "D0ANA" };
  const withFile = (address: string) => {
    const files = [{ name: "plum.txt", url_private_download: address }];
    return { ...dm, subtype: "file_share", text: "cake read plum.txt", files };
  };
  const newest = () => stub.calls.at(-1)?.args ?? {};

  it("is answered in the thread that it was said in", async () => {
    await deliver({ type: "app_mention", channel: "C0RETAIL", thread_ts: "1.0", text: "<@U0BOT> echo threaded" });
    await expect.poll(newest, SOON).toMatchObject({ thread_ts: "1.0", text: `${TEAM}/${ANA}: threaded` });
  });

  it("may come with a file, which is read where Slack keeps it", async () => {
    await deliver(withFile(`${stub.url}files/plum.txt`));
    await expect.poll(() => newest().text, SOON).toBe('{"ok":true}');
  });

  it("does not make us show the token to anybody else", async () => {
    const stranger = await openSlackStub();
    await deliver(withFile(`${stranger.url}files/plum.txt`));
    await expect.poll(() => newest().text, SOON).toContain("its address is not Slack's");
    expect(stranger.calls).toEqual([]);
    await stranger.close();
  });

  it("is not heard when a program says it, when it is an edit, or when it was said to others", async () => {
    await deliver({ ...dm, bot_id: "B0OTHER", text: "cake approve REQ-30" });
    await deliver({ ...dm, subtype: "message_changed", text: "cake approve REQ-30" });
    await deliver({ ...dm, channel_type: "channel", text: "cake approve REQ-30" });
    await deliver({ ...dm, text: "cake approve REQ-31" });
    await expect.poll(() => bot.done, SOON).toContain("approve REQ-31");
    expect(bot.done).not.toContain("approve REQ-30");
  });
});

describe("who somebody is", () => {
  it("is told by the person's workspace, not by the channel's", async () => {
    await bot.knock(approve("REQ-8", { user: { id: "U0GUEST", team_id: "T0GUEST" } }));
    await expect.poll(() => stub.calls.at(-1)?.args.text, SOON).toContain("I do not know you");
    const shared = { channel: "C0SHARED", user_team: "T0ANA", team: TEAM };
    await deliver({ type: "app_mention", ...shared, text: "<@U0BOT> echo hi" });
    await expect
      .poll(() => stub.calls.at(-1), SOON)
      .toMatchObject({
        method: "chat.postEphemeral",
        args: { text: `T0ANA/${ANA}: hi`, user: ANA, channel: "C0SHARED" },
      });
  });
});

describe("Slack waits for nobody", () => {
  it("a command is acknowledged while its work goes on", async () => {
    close();
    expect((await bot.knock(command("cake order slow --kind sweet"))).status).toBe(200);
    expect(bot.done).not.toContain("order slow sweet");
    gate.open();
    await expect.poll(() => bot.done, SOON).toContain("order slow sweet");
  });

  it("a modal whose work takes long says so, and then what came of it", async () => {
    close();
    const sent = await modal("cake order slow", { name: "slow", kind: "salty" });
    const response = await bot.knock(payload(sent));
    expect(JSON.stringify(await response.json())).toContain("Working on it");
    gate.open();
    await expect
      .poll(() => stub.calls.find(({ method }) => method === "views.update")?.args.view, SOON)
      .toContain("Done.");
    expect(bot.done).toContain("order slow salty");
  });

  it("where no form can open, the usage line is the answer", async () => {
    stub.failNext("views.open", { error: "expired_trigger_id" });
    await bot.knock(command("cake order"));
    await expect
      .poll(() => stub.calls.at(-1)?.args.text, SOON)
      .toBe("usage: cake order &lt;name&gt; --kind sweet|salty [--note-text TEXT]");
  });

  it("an answer that Slack does not take is complained of, and nothing else breaks", async () => {
    for (const method of ["chat.postEphemeral", "chat.postMessage"]) stub.failNext(method, { error: "internal_error" });
    await bot.knock(command("echo lost"));
    await expect.poll(() => bot.complaints.join(), SOON).toContain(`answering ${ANA} in Slack`);
    await bot.knock(command("echo found"));
    await expect.poll(() => stub.calls.at(-1)?.args.text, SOON).toBe(`${TEAM}/${ANA}: found`);
  });
});
