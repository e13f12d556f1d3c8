/** Talking to the bot in Teams: typed, pressed, and filled in. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cardOf, inChannel, openTeamsBot, personal, type TeamsBot } from "../../support/teams-bot.ts";
import type { Held } from "../../support/teams-service.ts";

let teams: TeamsBot;
beforeEach(async () => {
  teams = await openTeamsBot();
});
afterEach(() => teams.close());

const saying = (text: string) => (held: Held) => held.activity.text === text;
const showing = (text: string) => (held: Held) => cardOf(held.activity).includes(text);
const isFrom = (conversation: string, fits: (held: Held) => boolean) => (held: Held) =>
  held.conversation === conversation && fits(held);

describe("in a personal chat", () => {
  it("answers what was typed, with our token", async () => {
    await teams.send(personal("ana", { text: "cake order plum --kind sweet" }));
    const { conversation } = await teams.service.message(saying("a sweet plum cake is ordered"));
    expect(conversation).toBe("a:ana");
    expect(teams.service.tokens).toEqual(new Set(["Bearer outgoing"]));
  });

  it("says a refusal with its code and the next step", async () => {
    await teams.send(personal("ana", { text: "cake order mud --kind sweet" }));
    await teams.service.message(saying("✗ nobody bakes mud (not-offered)\n→ try: plum"));
  });

  it("knows people by tenant and object id, in a shared channel by their own tenant", async () => {
    await teams.send(
      personal("ana", { text: "whisper hello", from: { id: "29:x", aadObjectId: "guest", tenantId: "other" } }),
    );
    await teams.service.message(saying("other/guest says hello "));
  });

  it("carries a redelivered message out once", async () => {
    const message = personal("ana", { text: "cake order plum --kind sweet" });
    await Promise.all([teams.send(message), teams.send(message), teams.send(message)]);
    await teams.service.message(saying("a sweet plum cake is ordered"));
    await teams.send(personal("ana", { text: "whisper over" }));
    await teams.service.message((held) => String(held.activity.text).includes("says over"));
    expect(teams.done).toEqual(["order plum sweet"]);
    expect(teams.service.messages).toHaveLength(2);
  });

  it("answers at last when Teams was away for a moment", async () => {
    teams.service.fail({ status: 502 });
    await teams.send(personal("ana", { text: "whisper hello" }));
    await teams.service.message((held) => String(held.activity.text).includes("says hello"));
  });
});

describe("mentions", () => {
  const mention = (id: string, name: string) => ({
    type: "mention",
    mentioned: { id, name },
    text: `<at>${name}</at>`,
  });

  it("of the bot vanish, of people become their object id, of channels their name", async () => {
    const entities = [mention("28:bot", "Quartermaster"), mention("29:ben", "Ben B"), mention("19:ops", "Cloud Ops")];
    const text = "<at>Quartermaster</at>&nbsp;whisper <at>Ben B</at> <at>Cloud Ops</at>";
    await teams.send(inChannel("ana", { text, entities }));
    await teams.service.message((held) => String(held.activity.text).endsWith("says @object-of-29:ben #cloud-ops"));
  });
});

describe("in a channel", () => {
  it("answers in the thread", async () => {
    await teams.send(inChannel("ana", { text: "cake order plum --kind sweet" }));
    await teams.service.message(isFrom("19:approvals;messageid=7", saying("a sweet plum cake is ordered")));
  });

  it("refuses privately once it has a chat with the person, and in the thread before", async () => {
    const mud = { text: "cake order mud --kind sweet" };
    const refusal = saying("✗ nobody bakes mud (not-offered)\n→ try: plum");
    await teams.send(inChannel("ana", mud));
    await teams.service.message(isFrom("19:approvals;messageid=7", refusal));
    await teams.send(personal("ana", { text: "whisper hello" }));
    await teams.service.message((held) => String(held.activity.text).includes("says hello"));
    await teams.send(inChannel("ana", mud));
    await teams.service.message(isFrom("a:ana", refusal));
  });
});

describe("an installation", () => {
  it("is greeted, in a personal chat with what is the person's own", async () => {
    await teams.send(personal("ana", { type: "installationUpdate", action: "add" }));
    await teams.service.message(showing("What is yours"));
    await teams.send(inChannel("ben", { type: "installationUpdate", action: "add" }));
    await teams.service.message(
      isFrom("19:approvals;messageid=7", (held) => String(held.activity.text).startsWith("Hello")),
    );
  });

  it("that is taken away is not", async () => {
    await teams.send(personal("ana", { type: "installationUpdate", action: "remove" }));
    await teams.send(personal("ana", { text: "whisper over" }));
    await teams.service.message((held) => String(held.activity.text).includes("says over"));
    expect(teams.service.messages).toHaveLength(1);
  });

  it("and anything unknown is taken without an answer", async () => {
    expect((await teams.send(personal("ana", { type: "messageReaction" }))).status).toBe(200);
    expect(
      (await teams.send(personal("ana", { type: "invoke", name: "composeExtension/query", value: {} }))).status,
    ).toBe(501);
    expect((await teams.send(personal("ana", { type: "invoke", name: "adaptiveCard/action", value: {} }))).status).toBe(
      400,
    );
  });
});
