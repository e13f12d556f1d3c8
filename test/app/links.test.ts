/** One person on two platforms: joined by a code, and from then on counted as one. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import type { Identity } from "../../src/domain/actor.ts";
import { type House, openHouse } from "../support/house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

const onTeams = (user: string): Identity => ({ platform: "teams", tenant: "t1", user });

async function saysOnTeams(user: string, text: string): Promise<string> {
  const answer = await house.system.bot.hear({ from: onTeams(user), text, file: async () => undefined });
  return answer.kind === "refusal" ? `${answer.refusal.code}: ${answer.refusal.message}` : JSON.stringify(answer);
}

async function codeOf(name: string): Promise<string> {
  return /link ([A-Z2-9]{8})/.exec(await house.says(name, "link"))?.[1] ?? "";
}

it("joins two identities by a code, which is good once", async () => {
  const code = await codeOf("dana");
  expect(await saysOnTeams("d-1", "dc show")).toMatch(/^unknown-person/);
  expect(await saysOnTeams("d-1", `link ${code.toLowerCase()}`)).toContain("Joined");
  expect(await saysOnTeams("d-1", "dc show")).toContain("dc1");
  expect(await saysOnTeams("d-2", `link ${code}`)).toMatch(/^not-found/);
});

it("forgets a code after ten minutes", async () => {
  const code = await codeOf("dana");
  await house.system.advance(10 * 60_000);
  expect(await saysOnTeams("d-1", `link ${code}`)).toMatch(/^not-found/);
});

it("refuses one's own approval from the other platform, also of what was asked before the two were joined", async () => {
  await house.says("dana", "bu grant someone user --bu retail");
  await house.says("ana", "vm create web-01 --role shop/web/front --template small");
  await saysOnTeams("ana-t", `link ${await codeOf("dana")}`);
  await saysOnTeams("ana-t", "whoami");
  const own = await codeOf("ana");
  await house.says("dana", "dc grant ana datacenter-admin");
  expect(await saysOnTeams("ana-2", `link ${own}`)).toContain("Joined");
  expect(await saysOnTeams("ana-2", "request approve REQ-1")).toMatch(/^self-approval/);
  expect(await house.presses("ana", "Approve", "REQ-1")).toMatch(/^self-approval/);
  expect(await saysOnTeams("ana-t", "request approve REQ-1")).toContain("approved");
});

it("brings what the other identity had along: its roles, its requests, its machines", async () => {
  await house.says("olga", "vm create web-01 --role shop/web/front --template small");
  await house.atRest();
  const code = await codeOf("eve");
  expect(await house.says("olga", `link ${code} --confirm eve`)).toContain("Joined");
  expect(await house.says("eve", "request list --mine")).toContain("REQ-1");
  expect(await house.says("eve", "vm stop web-01")).toMatch(/^REQ-2/);
});

it("says whose code it is before anybody who is known gives away what is theirs", async () => {
  const code = await codeOf("eve");
  expect(await house.says("dana", `link ${code}`)).toBe(`form: link ${code} --confirm eve`);
  const { form } = (await house.system.bot.hear({
    ...{ from: consoleIdentity("dana"), text: `link ${code}`, file: async () => undefined },
  })) as Extract<Answer, { kind: "form" }>;
  expect(form.title).toContain("eve (console/demo/eve)");
  expect(form.fields.find(({ name }) => name === "confirm")).toMatchObject({ required: true, value: "" });
  expect(await house.says("dana", `link ${code} --confirm dana`)).toMatch(/^bad-arguments: the code is of eve/);
  expect(await house.says("eve", "dc show")).toMatch(/^forbidden/);
  expect(await house.says("dana", "dc show")).toContain("dc1");
  expect(await house.says("dana", `link ${code} --confirm eve`)).toContain("one person on both platforms, eve");
});

it("asks no confirmation of somebody who is nobody yet, and names who they are now", async () => {
  expect(await saysOnTeams("d-1", `link ${await codeOf("dana")}`)).toContain("one person on both platforms, dana");
});
