/** A bundle of several actions comes in whole, or not at all. */
import { expect, it } from "vitest";
import { writeBundle } from "../../../src/engine/authoring/bundle.ts";
import { anAction, DANA, DEE, openAuthoring } from "../../support/authoring.ts";

function bundleOf(...names: string[]) {
  const actions = names.map((name) => ({ name, ...anAction(name) }));
  const files = Object.assign(
    {},
    ...actions.map(({ name, source, scripts }) => ({ [`${name}.yaml`]: source, ...scripts })),
  );
  return { name: "all.bundle.yaml", content: writeBundle({ name: "all", description: "All", files }) };
}

it("makes a draft of each of its actions", async () => {
  const { admin, noted } = await openAuthoring();
  const views = await admin.bring(bundleOf("stop", "start"), DANA);
  expect(views.map(({ name, state }) => [name, state])).toEqual([
    ["start", "draft"],
    ["stop", "draft"],
  ]);
  expect((await noted()).map(({ subject }) => subject)).toEqual(["action start", "action stop"]);
});

it("leaves everything as it was when one of them is refused", async () => {
  const { admin, store, noted } = await openAuthoring();
  await admin.bring(bundleOf("stop"), DEE);
  const refused = admin.bring(bundleOf("start", "stop", "pause"), DANA);
  await expect(refused).rejects.toMatchObject({ code: "duplicate", message: expect.stringContaining("draft of stop") });
  expect((await store.all()).map(({ name }) => name)).toEqual(["stop"]);
  expect(await noted()).toHaveLength(1);
});

it("and another one at the same time do not wait for each other for ever: one comes first", async () => {
  const { admin, store } = await openAuthoring();
  const both = [admin.bring(bundleOf("a", "b", "c"), DANA), admin.bring(bundleOf("c", "b", "a"), DEE)];
  const ends = await Promise.allSettled(both);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const authors = (await store.all()).map(({ versions }) => versions[0]?.by?.name);
  expect(authors).toHaveLength(3);
  expect(new Set(authors).size).toBe(1);
});
