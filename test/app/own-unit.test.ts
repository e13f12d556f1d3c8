/** Which business unit is meant, by whom. */
import { expect, it } from "vitest";
import { ownUnit, unitsSeenBy } from "../../src/app/own-unit.ts";
import { refusalOf } from "../bot/refusal-of.ts";
import { holding, person } from "../bot/toy-app.ts";

const unit = (name: string) => ({ id: `bu-${name}`, name, costCenter: "c", channel: null });
const [RETAIL, LABS] = [unit("retail"), unit("labs")];
const ALL = [RETAIL, LABS];
const [ana, dana, gus] = [person("ana", "user"), person("dana", "datacenter-admin"), person("gus")];
const both = { ...ana, grants: ALL.map(({ id }) => holding("user", id)) };

it("is the only one of theirs, or the one that they name", () => {
  expect(ownUnit(ALL, undefined, ana)).toBe(RETAIL);
  expect(ownUnit(ALL, "retail", ana)).toBe(RETAIL);
  expect(ownUnit(ALL, "labs", dana)).toBe(LABS);
});

it("is never one of others, which does not exist for them", () => {
  expect(refusalOf(() => ownUnit(ALL, "labs", ana)).code).toBe("not-found");
  expect(unitsSeenBy(ALL, ana)).toEqual([RETAIL]);
  expect(unitsSeenBy(ALL, gus)).toEqual([]);
  expect(unitsSeenBy(ALL, dana)).toEqual(ALL);
});

it("has to be named, in the command's own way, when it can be several or none", () => {
  for (const one of [both, dana]) {
    const refusal = refusalOf(() => ownUnit(ALL, undefined, one, "bu show NAME"));
    expect(refusal).toMatchObject({ code: "ambiguous", hint: "say which: bu show NAME" });
    expect(refusal.message).toContain("retail, labs");
  }
  expect(refusalOf(() => ownUnit(ALL, undefined, gus))).toMatchObject({ code: "ambiguous", hint: "see: bu list" });
});
