/** Nobody speaks to the bot but Teams itself, for this app. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readActivity } from "../../../src/adapters/teams/activity.ts";
import { teamsChat } from "../../../src/adapters/teams/chat.ts";
import { admits, readPass } from "../../../src/adapters/teams/doors.ts";
import { signingKeys } from "../../../src/adapters/teams/signing-keys.ts";
import { memoryBook } from "../../support/chat-memory.ts";
import { openTeamsBot, personal, TENANT, type TeamsBot } from "../../support/teams-bot.ts";
import { type Forgery, openIssuer } from "../../support/teams-issuer.ts";

const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);

let teams: TeamsBot;
beforeAll(async () => {
  teams = await openTeamsBot();
});
afterAll(() => teams.close());

const order = (extra: object = {}) =>
  JSON.stringify({
    serviceUrl: teams.service.url,
    ...personal("ana", { text: "cake order plum --kind sweet" }),
    ...extra,
  });

const bearer = async (forgery?: Forgery, service = teams.service.url) =>
  `Bearer ${await teams.issuer.token(service, forgery)}`;

describe("the door", () => {
  it("is open for Teams", async () => {
    expect((await teams.post(order(), await bearer())).status).toBe(200);
    await teams.service.message(({ activity }) => activity.text === "a sweet plum cake is ordered");
  });

  it.each<[string, Forgery]>([
    ["expired", { claims: { exp: now - HOUR } }],
    ["without an end", { claims: { exp: undefined } }],
    ["meant for another app", { claims: { aud: "another" } }],
    ["of another issuer", { claims: { iss: "https://evil.example" } }],
    ["made for another service", { claims: { serviceurl: "https://evil.example" } }],
    ["made for no service", { claims: { serviceurl: undefined } }],
    ["signed by a key that nobody published", { unknownKey: true }],
    ["with a signature that does not fit", { badSignature: true }],
    ["without a signature", { unsigned: true }],
    ["that is not valid yet", { claims: { nbf: now + HOUR } }],
  ])("is shut for a token %s", async (_kind, forgery) => {
    const before = teams.done.length;
    expect((await teams.post(order(), await bearer(forgery))).status).toBe(401);
    expect(teams.done).toHaveLength(before);
  });

  it.each([
    ["no header", undefined],
    ["garbage", "Bearer garbage"],
    ["garbage in three parts", "Bearer aaaa.bbbb.cccc"],
    ["another scheme", "Basic YTpi"],
  ])("is shut for %s", async (_kind, header) => {
    expect((await teams.post(order(), header)).status).toBe(401);
  });

  it("is shut for an activity that names no service, or another than its token", async () => {
    expect((await teams.post(order({ serviceUrl: undefined }), await bearer())).status).toBe(401);
    expect((await teams.post(order({ serviceUrl: "https://evil.example" }), await bearer())).status).toBe(401);
  });

  it("is shut for other channels of the same app, where anybody may claim to be anybody", async () => {
    expect((await teams.post(order({ channelId: "webchat" }), await bearer())).status).toBe(401);
  });

  it("is shut for a key that may not speak for Teams", async () => {
    const issuer = await openIssuer(["webchat"]);
    const lock = { appId: issuer.appId, issuer: issuer.issuer, keys: signingKeys(issuer.metadataUrl) };
    const pass = await readPass(lock, `Bearer ${await issuer.token(teams.service.url)}`);
    const activity = readActivity(JSON.parse(order()));
    expect(pass && activity && admits(pass, activity)).toBe(false);
    await issuer.close();
  });

  it("asks Teams to come again while Microsoft's keys are not to be had", async () => {
    const away = await openTeamsBot();
    const token = await away.issuer.token(away.service.url);
    await away.issuer.close();
    const body = JSON.stringify({ serviceUrl: away.service.url, ...personal("ana", { text: "whisper x" }) });
    expect((await away.post(body, `Bearer ${token}`)).status).toBe(503);
    expect((await away.post(body)).status).toBe(401);
    await away.close();
  });

  it("takes no more than a mebibyte, and nothing that is no activity", async () => {
    expect((await teams.post("x".repeat(1024 * 1024 + 1), await bearer())).status).toBe(413);
    expect((await teams.post("{", await bearer())).status).toBe(400);
    expect((await teams.post(JSON.stringify({ serviceUrl: teams.service.url }), await bearer())).status).toBe(400);
    expect((await fetch(teams.url)).status).toBe(405);
  });
});

describe("the signing keys", () => {
  it("are asked for again when a key is unknown, but not more often than once a minute", async () => {
    const issuer = await openIssuer();
    let clock = 0;
    const keys = signingKeys(issuer.metadataUrl, () => clock);
    expect(await keys.find("key-1")).not.toBeNull();
    await issuer.rotate();
    for (let at = 0; at < 20; at++) expect(await keys.find("key-1-next")).toBeNull();
    expect(issuer.asked()).toBe(1);
    clock = 61_000;
    expect(await keys.find("key-1-next")).not.toBeNull();
    expect(await keys.find("key-1")).toBeNull();
    expect(issuer.asked()).toBe(2);
    await issuer.close();
  });

  it("are kept while their publisher is away", async () => {
    const issuer = await openIssuer();
    let clock = 0;
    const keys = signingKeys(issuer.metadataUrl, () => clock);
    await keys.find("key-1");
    await issuer.close();
    clock = 25 * 3_600_000;
    expect(await keys.find("key-1")).not.toBeNull();
  });
});

describe("without an app id", () => {
  const options = { tenant: TENANT, book: memoryBook(), commands: [], log: { warn() {}, error() {} } };

  it("does not start", () => {
    expect(() => teamsChat({ ...options, host: "127.0.0.1" })).toThrow("anybody could claim to be anybody");
  });

  it("starts as a playground on loopback alone", () => {
    expect(() => teamsChat({ ...options, host: "0.0.0.0", playground: true })).toThrow("this machine alone");
    expect(teamsChat({ ...options, host: "127.0.0.1", playground: true }).platform).toBe("teams");
  });

  it("does not start with half of the credentials, or with both", () => {
    const half = { ...options, host: "127.0.0.1", appId: "a" };
    expect(() => teamsChat(half)).toThrow("no password");
    expect(() => teamsChat({ ...half, appPassword: "b", playground: true })).toThrow("no playground");
    expect(() => teamsChat({ ...half, appPassword: "b", tenant: "" })).toThrow("no tenant id");
  });
});
