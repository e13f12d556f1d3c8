/** The environment is read once, and everything that is wrong with it is said at once. */
import { expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

it("needs nothing", () => {
  const { DATABASE_URL, REDIS_URL, ROLES, HTTP_PORT } = readConfig({});
  expect({ DATABASE_URL, REDIS_URL, ROLES, HTTP_PORT }).toEqual({ ROLES: "web,worker", HTTP_PORT: 8080 });
});

it("takes an empty setting for none", () => {
  expect(readConfig({ REDIS_URL: "", LOG_LEVEL: "" }).LOG_LEVEL).toBe("info");
});

it("says all complaints at once, by name", () => {
  const wrong = { DATABASE_URL: "mysql://here", HTTP_PORT: "lots", ROLES: "web,cook" };
  expect(() => readConfig(wrong)).toThrow(
    /DATABASE_URL: begins with postgres:\/\/[\s\S]*ROLES: is web[\s\S]*HTTP_PORT/,
  );
});
