/** The environment is read once, and everything that is wrong with it is said at once. */
import { expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

it("needs nothing", () => {
  const { DATABASE_URL, REDIS_URL, ROLES, PORT } = readConfig({});
  expect({ DATABASE_URL, REDIS_URL, ROLES, PORT }).toEqual({ ROLES: "web,worker", PORT: 3000 });
});

it("takes an empty setting for none", () => {
  expect(readConfig({ REDIS_URL: "", LOG_LEVEL: "" }).LOG_LEVEL).toBe("info");
});

it("says all complaints at once, by name", () => {
  const wrong = { DATABASE_URL: "mysql://here", PORT: "lots", ROLES: "web,cook" };
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL: begins with postgres:\/\/[\s\S]*PORT[\s\S]*ROLES: is web/);
});

it("takes a chat that is half given for an error, and says what is missing", () => {
  expect(() => readConfig({ SLACK_BOT_TOKEN: "xoxb-1" })).toThrow(/SLACK_SIGNING_SECRET \(HTTP\) or SLACK_APP_TOKEN/);
  expect(() => readConfig({ SLACK_SIGNING_SECRET: "s" })).toThrow(/SLACK_BOT_TOKEN: is missing/);
  expect(() => readConfig({ TEAMS_APP_ID: "a" })).toThrow(/TEAMS_APP_PASSWORD/);
  expect(() => readConfig({ TEAMS_APP_ID: "a", TEAMS_APP_PASSWORD: "p" })).toThrow(/TEAMS_TENANT_ID: is missing/);
});

it("lets nobody in without authentication but on loopback", () => {
  expect(readConfig({ TEAMS_ANONYMOUS: "true" }).TEAMS_ANONYMOUS).toBe(true);
  expect(() => readConfig({ TEAMS_ANONYMOUS: "true", HOST: "0.0.0.0" })).toThrow(/loopback/);
});

it("reads the first admins", () => {
  expect(readConfig({ ADMINS: "slack:T1/U1, teams:t-1/o-1" }).ADMINS).toEqual([
    { platform: "slack", tenant: "T1", user: "U1" },
    { platform: "teams", tenant: "t-1", user: "o-1" },
  ]);
  expect(() => readConfig({ ADMINS: "dana" })).toThrow(/ADMINS.*slack:T123/);
});
