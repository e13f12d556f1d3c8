/** The adapter in a local Slack, over HTTP and over Socket Mode: people type, press and fill in forms. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasLocalSlack } from "../../../src/demo/local-slack.ts";
import { openServer, openSlackBot, type SlackBot } from "../../support/slack-bot.ts";
import { APPROVALS, type LocalSlack, openLocalSlack } from "../../support/slack-local.ts";
import { ANA, DANA, EVE, orderCard } from "../../support/slack-orders.ts";
import { TEAM } from "../../support/slack-stub.ts";

const SOON = { timeout: 8000, interval: 25 };
const PLACE = { platform: "slack", tenant: TEAM, conversation: "#approvals" };

for (const mode of ["HTTP", "Socket Mode"] as const) {
  describe.skipIf(!hasLocalSlack)(`in a local Slack over ${mode}`, () => people(mode));
}

function people(mode: "HTTP" | "Socket Mode"): void {
  let slack: LocalSlack;
  let bot: SlackBot;

  beforeAll(async () => {
    const server = await openServer();
    slack = await openLocalSlack(mode === "HTTP" ? `${server.url}/slack/events` : undefined);
    const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = slack.settings;
    bot = await openSlackBot(slack.apiUrl, { signingSecret, appToken }, server);
  });
  afterAll(async () => {
    await bot?.close();
    await slack?.close();
  });

  const type = (user: string, command: string, text: string, channel = APPROVALS) =>
    slack.act("command", { channel, user, command, text });
  const newest = async (channel = APPROVALS) => (await slack.messages(channel)).at(-1);
  const press = async (user: string, verb: string, id: string, messageTs: string) =>
    slack.act("interact", {
      channel: APPROVALS,
      user,
      messageTs,
      action: { type: "button", action_id: verb, value: id },
    });
  const modal = async () => JSON.stringify((await slack.state()).modalStack);
  const title = async () => (await slack.state()).modalStack.at(-1)?.title?.text;

  const wrong = () => slack.told.findLast((one) => one.includes("view_errors"));

  it("answers a slash command to the person alone", async () => {
    await type(ANA, "/echo", "hello");
    await expect.poll(async () => (await newest())?.text, SOON).toBe(`${TEAM}/${ANA}: hello`);
    expect((await newest())?.ephemeral_to).toBe(ANA);
  });

  it("takes any command after /qm, and refuses strangers with the next step", async () => {
    await type(EVE, "/qm", "cake show REQ-1");
    await expect.poll(async () => (await newest())?.text, SOON).toContain("I do not know you\nyou may: help");
    expect((await newest())?.ephemeral_to).toBe(EVE);
  });

  it("hears a message to the bot and answers in that conversation", async () => {
    const own = (await bot.chat.client.conversations.open({ users: ANA })).channel?.id ?? "";
    await slack.act("message", { channel: own, user: ANA, text: "echo &lt;hi&gt; <@U0DANA|dana>" });
    await expect.poll(async () => (await newest(own))?.text, SOON).toBe(`${TEAM}/${ANA}: &lt;hi&gt; @U0DANA`);
  });

  it("hears a mention, and answers the person alone", async () => {
    await slack.act("message", { channel: "C0RETAIL", user: DANA, text: "<@U0BOT> echo hi <#C0APPROVALS|approvals>" });
    await expect.poll(async () => (await newest("C0RETAIL"))?.text, SOON).toBe(`${TEAM}/${DANA}: hi #approvals`);
    expect((await newest("C0RETAIL"))?.ephemeral_to).toBe(DANA);
    expect(await bot.book.find(PLACE)).toEqual({ channel: APPROVALS });
  });

  it("posts a card with buttons, carries out a press, and shows the card as it then is", async () => {
    const message = await bot.chat.post(PLACE, { kind: "card", request: "REQ-1", card: orderCard("REQ-1", bot.done) });
    const [, ts = ""] = message.split("/");
    expect(JSON.stringify(await newest())).toContain("◔ REQ-1 · plum cake");
    await press(DANA, "Approve", "REQ-1", ts);
    await expect.poll(() => bot.done, SOON).toContain("approve REQ-1");
    await bot.chat.edit(PLACE, message, "REQ-1", orderCard("REQ-1", bot.done));
    const shown = (await slack.messages(APPROVALS)).find((one) => one.ts === ts);
    expect(JSON.stringify(shown)).toContain("✔ REQ-1 · plum cake");
    expect(JSON.stringify(shown)).not.toContain('"button"');
    await press(DANA, "Approve", "REQ-1", ts);
    await expect.poll(async () => (await newest())?.text, SOON).toContain("REQ-1 was approved by dana already");
    expect(bot.done.filter((one) => one === "approve REQ-1")).toHaveLength(1);
  });

  it("asks in a modal for what is missing, shows what is wrong under its field, and closes when it is right", async () => {
    await type(ANA, "/cake", "order mud");
    await expect.poll(title, SOON).toBe("cake order");
    expect(await modal()).toContain('"initial_value":"mud"');
    slack.submit(ANA, { name: "mud", kind: "sweet" });
    await expect.poll(wrong, SOON).toContain("nobody bakes mud");
    slack.submit(ANA, { name: "Plum Cake", kind: "sweet" });
    await expect.poll(wrong, SOON).toContain("is not a name");
    expect(wrong()).not.toContain("usage");
    slack.submit(ANA, { name: "plum", kind: "sweet", noteText: "with love" });
    await expect.poll(() => bot.done, SOON).toContain("order plum sweet with love");
    await expect.poll(title, SOON).toBeUndefined();
    await expect.poll(async () => (await newest())?.text, SOON).toBe("a sweet plum cake is ordered");
  });

  it("goes on to the next form in the same modal, beneath what the first one came to", async () => {
    await type(ANA, "/cake", "plan");
    await expect.poll(title, SOON).toBe("cake plan");
    slack.submit(ANA, { name: "plum" });
    await expect.poll(modal, SOON).toContain("plum is planned");
    expect(await title()).toBe("cake order");
    slack.submit(ANA, { name: "plum", kind: "salty", noteText: "in steps" });
    await expect.poll(() => bot.done, SOON).toContain("order plum salty in steps");
    await expect.poll(title, SOON).toBeUndefined();
  });

  it("keeps what was typed where the refusal is about no field", async () => {
    await type(ANA, "/cake", "order");
    await expect.poll(title, SOON).toBe("cake order");
    slack.submit(ANA, { name: "late", kind: "salty" });
    await expect.poll(modal, SOON).toContain("⚠ the oven is cold\\ncome tomorrow");
    expect(await modal()).toContain('"initial_value":"late"');
    slack.submit(ANA, { name: "plum", kind: "salty" });
    await expect.poll(() => bot.done, SOON).toContain("order plum salty");
  });

  it("asks for the reason of a rejection, and not again for what the button said", async () => {
    await bot.chat.post(PLACE, { kind: "card", request: "REQ-2", card: orderCard("REQ-2", bot.done) });
    await press(DANA, "Reject", "REQ-2", (await newest())?.ts ?? "");
    await expect.poll(title, SOON).toBe("cake reject");
    expect(await modal()).not.toContain('"block_id":"id"');
    slack.submit(DANA, { reason: "too large" });
    await expect.poll(() => bot.done, SOON).toContain("reject REQ-2: too large");
  });

  it("shows a home of one's own, and draws it again after what one does", async () => {
    await slack.act("open-home", { user: DANA });
    const homes = async () => JSON.stringify((await slack.state()).homeViews);
    await expect.poll(homes, SOON).toContain(`What is ${DANA}'s`);
    await bot.chat.post(PLACE, { kind: "card", request: "REQ-9", card: orderCard("REQ-9", bot.done) });
    const before = slack.told.filter((one) => one.startsWith('{"t":"home"')).length;
    await press(DANA, "Approve", "REQ-9", (await newest())?.ts ?? "");
    await expect
      .poll(() => slack.told.filter((one) => one.startsWith('{"t":"home"')).length, SOON)
      .toBeGreaterThan(before);
  });

  it("has nothing to complain about", () => {
    expect(bot.complaints).toEqual([]);
  });
}
