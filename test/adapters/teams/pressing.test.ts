/** Buttons and forms in Teams: pressed, filled in, and answered to whoever did it. */
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

/** The data of the button with this title, on the card of a message. */
function buttonOf({ activity }: Held, title: string): { verb?: string; data: Record<string, unknown> } {
  const { actions } = JSON.parse(cardOf(activity));
  return actions.find((action: { title: string }) => action.title === title);
}

const execute = (button: { verb?: string; data: object }, inputs: object = {}) => ({
  ...{ type: "invoke", name: "adaptiveCard/action" },
  value: {
    action: { type: "Action.Execute", verb: button.verb, data: { ...button.data, ...inputs } },
    trigger: "manual",
  },
});

const answerOf = async (response: Promise<Response>) => JSON.parse(await (await response).text());

describe("buttons", () => {
  const shown = async () => {
    await teams.send(inChannel("ana", { text: "cake show" }));
    return teams.service.message(showing("REQ-1"));
  };

  it("carry a verb and an id, and are answered to the presser alone", async () => {
    const approve = buttonOf(await shown(), "Approve");
    expect(approve).toMatchObject({ type: "Action.Execute", verb: "Approve", data: { id: "REQ-1" } });
    const answer = await answerOf(teams.send(inChannel("ben", execute(approve))));
    expect(answer).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: "REQ-1 is approved by ben",
    });
    const late = await answerOf(teams.send(inChannel("eve", execute(approve))));
    expect(late.value).toBe("✗ REQ-1 was approved already (too-late)");
  });

  it("do nothing twice when the press is redelivered, and answer the same", async () => {
    const press = inChannel("ben", execute(buttonOf(await shown(), "Approve")));
    const answers = await Promise.all([teams.send(press), teams.send(press)].map(answerOf));
    expect(answers.map(({ value }) => value)).toEqual(Array(2).fill("REQ-1 is approved by ben"));
    expect(teams.done).toEqual(["approve REQ-1"]);
  });

  it("work as Action.Submit where a client knows nothing else", async () => {
    const { fallback } = buttonOf(await shown(), "Approve") as unknown as { fallback: { data: object } };
    await teams.send(inChannel("ben", { value: fallback.data, replyToId: "1" }));
    await teams.service.message(saying("REQ-1 is approved by ben"));
  });

  it("that ask for more open a dialog, which keeps what was typed until it is accepted", async () => {
    const reject = buttonOf(await shown(), "Reject");
    const task = (name: string, data: object) =>
      answerOf(teams.send(inChannel("ben", { type: "invoke", name, value: { data } })));
    const opened = await task("task/fetch", reject.data);
    expect(JSON.stringify(opened.task.value.card)).toContain("field-reason");
    expect(JSON.stringify(opened.task.value.card.content.body)).toContain("**Request** REQ-1");
    expect(JSON.stringify(opened.task.value.card.content.body)).not.toContain("field-id");
    const [send] = opened.task.value.card.content.actions;
    const again = await task("task/submit", { ...send.data, "field-reason": "no" });
    const body = again.task.value.card.content.body;
    const problem = body.findIndex((one: object) => JSON.stringify(one).includes("that is no reason"));
    expect(body[problem + 1]).toMatchObject({ id: "field-reason", value: "no" });
    const [resend] = again.task.value.card.content.actions;
    const done = await task("task/submit", { ...resend.data, "field-reason": "too late" });
    expect(done).toEqual({ task: { type: "message", value: "REQ-1 is rejected" } });
    expect(teams.done).toEqual(["reject REQ-1 too late"]);
  });
});

describe("a refusal that waiting would mend", () => {
  it("has the button Wait, for who was refused alone", async () => {
    await teams.send(inChannel("ana", { text: "cake bake plum" }));
    const wait = buttonOf(await teams.service.message(showing("the oven is full")), "Wait");
    const other = await answerOf(teams.send(inChannel("eve", execute(wait))));
    expect(other.value).toContain("not-found");
    const answer = await answerOf(teams.send(inChannel("ana", execute(wait))));
    expect(answer.value).toBe("plum waits in line");
    expect(teams.done).toEqual(["bake plum"]);
  });
});

describe("forms", () => {
  const opened = async () => {
    await teams.send(personal("ana", { text: "cake order mud" }));
    return teams.service.message(showing("field-kind"));
  };

  it("show what was given, and choices as a list", async () => {
    const { body } = JSON.parse(cardOf((await opened()).activity));
    expect(body.find((one: { id?: string }) => one.id === "field-name")).toMatchObject({
      value: "mud",
      isRequired: true,
    });
    expect(body.find((one: { id?: string }) => one.id === "field-kind").choices).toHaveLength(2);
  });

  it("show a problem at its field and keep what was typed, then what came of it", async () => {
    const send = buttonOf(await opened(), "Send");
    const typed = { "field-name": "mud", "field-kind": "salty", "field-note": "for *two*" };
    const refused = await answerOf(teams.send(personal("ana", execute(send, typed))));
    const { body, actions } = refused.value;
    expect(JSON.stringify(body[1])).toContain("nobody bakes mud");
    expect(body[2]).toMatchObject({ id: "field-name", value: "mud" });
    expect(body.find((one: { id?: string }) => one.id === "field-note").value).toBe("for *two*");
    const accepted = await answerOf(
      teams.send(personal("ana", execute(actions[0], { ...typed, "field-name": "plum" }))),
    );
    expect(JSON.stringify(accepted.value)).toContain("a salty plum cake is ordered");
    expect(accepted.value.actions).toEqual([]);
    expect(teams.done).toEqual(["order plum salty"]);
  });

  it("sent by Action.Submit are drawn again in their own message", async () => {
    const form = await opened();
    const typed = { "field-name": "plum", "field-kind": "salty" };
    await teams.send(personal("ana", { value: { ...buttonOf(form, "Send").data, ...typed }, replyToId: form.id }));
    const held = await teams.service.message(showing("a salty plum cake is ordered"));
    expect(held).toMatchObject({ id: form.id, edits: 1 });
  });

  it("in a channel are drawn again for everybody once they are accepted", async () => {
    await teams.send(inChannel("ana", { text: "cake order plum" }));
    const form = await teams.service.message(showing("field-kind"));
    const sent = execute(buttonOf(form, "Send"), { "field-name": "plum", "field-kind": "salty" });
    await teams.send(inChannel("ana", { ...sent, replyToId: form.id }));
    const held = await teams.service.message(showing("a salty plum cake is ordered"));
    expect(held).toMatchObject({ id: form.id, edits: 1 });
  });

  it("go on to the next one in the same place, beneath what the first one came to", async () => {
    await teams.send(personal("ana", { text: "cake plan" }));
    const first = buttonOf(await teams.service.message(showing("field-where")), "Send");
    const { value } = await answerOf(teams.send(personal("ana", execute(first, { "field-name": "plum" }))));
    expect(JSON.stringify(value)).toContain("plum is planned");
    expect(value.actions[0].data.form.command).toBe("cake order");
    const typed = { "field-name": "plum", "field-kind": "salty" };
    const done = await answerOf(teams.send(personal("ana", execute(value.actions[0], typed))));
    expect(JSON.stringify(done.value)).toContain("a salty plum cake is ordered");
    const dialog = (data: object) => ({ type: "invoke", name: "task/submit", value: { data } });
    const { task } = await answerOf(teams.send(personal("ana", dialog({ ...first.data, "field-name": "fig" }))));
    expect(JSON.stringify(task.value.card)).toContain("fig is planned");
  });

  it("and files are shown as far as a card holds them", async () => {
    await teams.send(personal("ana", { text: "cake list" }));
    const held = await teams.service.message(showing("100 cakes"));
    expect(cardOf(held.activity)).toContain("cakes.csv has 40 more lines");
    expect(cardOf(held.activity)).toContain("Monospace");
  });
});
