/** Posting unasked: to channels and people that the bot has seen, and what is said when Teams does not take it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkTeams } from "../../../src/adapters/teams/check.ts";
import { Undeliverable } from "../../../src/domain/undeliverable.ts";
import { cardOf, inChannel, openTeamsBot, personal, TENANT, type TeamsBot } from "../../support/teams-bot.ts";
import { ORDER_CARD } from "../../support/teams-orders.ts";
import type { Trouble } from "../../support/teams-service.ts";

let teams: TeamsBot;
beforeEach(async () => {
  teams = await openTeamsBot();
});
afterEach(() => teams.close());

const place = (conversation: string) => ({ platform: "teams", tenant: TENANT, conversation });
const card = { kind: "card" as const, request: "REQ-1", card: ORDER_CARD };
const notice = { kind: "notice" as const, text: "REQ-1 *is* done" };

/** Speaks once, so that the bot knows the place. */
async function speak(activity: Record<string, unknown>): Promise<void> {
  await teams.send({ ...activity, text: "whisper seen" });
  await teams.service.message((held) => String(held.activity.text).includes("says seen"));
}

/** Speaks in a team's channel, and waits until the bot knows all of the team's channels. */
async function speakIn(team: string, activity: Record<string, unknown>): Promise<void> {
  await speak(activity);
  await teams.book.knows(`#${team}/cloud-ops`);
}

describe("a channel", () => {
  beforeEach(() => speakIn("cloud", inChannel("ana", {})));

  it("of a team that the bot is in gets cards as threads of their own, and the card is drawn again in place", async () => {
    const message = await teams.chat.post(place("#approvals"), card);
    const held = await teams.service.message(({ activity }) => cardOf(activity).includes("plum cake"));
    expect(held.conversation).toMatch(/^19:approvals;messageid=/);
    await teams.chat.edit(place("#approvals"), message, "REQ-1", { ...ORDER_CARD, title: "REQ-1 · done", buttons: [] });
    expect(held.edits).toBe(1);
    expect(cardOf(held.activity)).toContain("REQ-1 · done");
  });

  it("gets a sentence about a card in that card's thread", async () => {
    const beside = await teams.chat.post(place("#approvals"), card);
    await teams.chat.post(place("#approvals"), { ...notice, beside });
    const [said, shown] = teams.service.messages.toReversed();
    expect(said?.activity.text).toBe("REQ-1 *is* done");
    expect(said?.conversation).toBe(shown?.conversation);
  });

  it("is found in one word, whatever the case; the one without a name is #general; #team/channel says which", async () => {
    for (const name of ["#cloud-ops", "#Cloud-Ops", "#general", "#cloud/approvals"])
      await teams.chat.post(place(name), notice);
    const places = teams.service.messages.slice(1).map(({ conversation }) => conversation.split(";")[0]);
    expect(places).toEqual(["19:ops", "19:ops", "19:team", "19:approvals"]);
  });

  it("keeps its name when another team has one of the same name", async () => {
    const channelData = {
      tenant: { id: TENANT },
      team: { id: "19:other", name: "Other" },
      channel: { id: "19:theirs" },
    };
    await speakIn("other", inChannel("eve", { channelData }));
    await teams.chat.post(place("#approvals"), notice);
    expect(await teams.chat.addresses.find("#approvals")).toMatchObject({ team: "19:team" });
    expect(await teams.chat.addresses.find("#other/approvals")).toMatchObject({ team: "19:other" });
  });
});

describe("a person", () => {
  it("who has a chat with the bot is told there", async () => {
    await speak(personal("ana", {}));
    await teams.chat.post(place("@ana"), notice);
    const held = teams.service.messages.at(-1);
    expect(held).toMatchObject({ conversation: "a:ana", activity: { text: "REQ-1 *is* done", textFormat: "plain" } });
  });

  it("who was only met in a channel gets a chat", async () => {
    await speak(inChannel("eve", {}));
    await teams.chat.post(place("@eve"), notice);
    await teams.chat.post(place("@eve"), notice);
    const places = teams.service.messages.slice(1).map(({ conversation }) => conversation);
    expect(places).toEqual(["chat-with-29:eve", "chat-with-29:eve"]);
  });
});

describe("what Teams does not take", () => {
  beforeEach(() => speak(personal("ana", {})));
  const failed = (trouble: Trouble) => {
    teams.service.fail(trouble);
    return teams.chat.post(place("@ana"), notice).catch((error: unknown) => error);
  };

  it.each([412, 429, 500, 502, 503, 504])("is tried again by the queue after %i", async (status) => {
    const error = await failed({ status });
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Undeliverable);
  });

  it.each<[Trouble, string]>([
    [{ status: 403, code: "MessageWritesBlocked" }, "blocked or removed the bot"],
    [{ status: 403, code: "BotNotInConversationRoster" }, "not a member there"],
    [{ status: 403 }, "does not let the bot write"],
    [{ status: 404, code: "ConversationNotFound" }, "the conversation is gone"],
    [{ status: 404 }, "is gone"],
    [{ status: 401 }, "TEAMS_APP_PASSWORD"],
    [{ status: 400, code: "BadArgument" }, "does not understand the message"],
    [{ status: 413, code: "MessageSizeTooBig" }, "too large"],
  ])("for good is said in a sentence with its mending: %o", async (trouble, sentence) => {
    const error = await failed(trouble);
    expect(error).toBeInstanceOf(Undeliverable);
    expect(String(error)).toContain(sentence);
  });

  it("leaves the conversation alone for as long as Teams asks", async () => {
    await failed({ status: 429, retryAfter: "60" });
    const before = teams.service.requests();
    await expect(teams.chat.post(place("@ana"), notice)).rejects.toThrow("takes no more here for 60 s");
    expect(teams.service.requests()).toBe(before);
  });

  it("because the bot never saw the place is said without asking Teams", async () => {
    const before = teams.service.requests();
    await expect(teams.chat.post(place("#nowhere"), notice)).rejects.toThrow("add the app to the team");
    await expect(teams.chat.post(place("@nobody"), notice)).rejects.toThrow("says hello");
    expect(teams.service.requests()).toBe(before);
  });
});

describe("the check", () => {
  it("names channels that the bot never saw, and credentials that are not accepted", async () => {
    await speakIn("cloud", inChannel("ana", {}));
    const options = { tenant: TENANT, host: "", book: teams.book, commands: [], log: { warn() {}, error() {} } };
    const cloud = { issuer: "", metadataUrl: "", token: () => Promise.reject(new Error("invalid_client")) };
    const wrong = await checkTeams({ ...options, appId: "a", appPassword: "b", cloud }, teams.chat.addresses, [
      "#approvals",
      "#labs",
    ]);
    expect(wrong).toHaveLength(2);
    expect(wrong[0]).toContain("invalid_client");
    expect(wrong[1]).toContain("#labs");
  });
});
