/** What an entry of the audit log changed, in a few words. */
import { expect, it } from "vitest";
import { changesIn, changeText } from "../../src/cards/audit-change.ts";

it.each([
  ["what differs", { state: "draft", size: { vcpu: 1 } }, { state: "done", size: { vcpu: 1 } }, "state draft → done"],
  ["what is new", null, { role: "user" }, "role user"],
  ["what is gone", { role: "user" }, null, "role user → –"],
  ["the outermost first", null, { plan: { name: "crm" }, state: "draft" }, "state draft, name crm"],
  ["nothing", { n: 1 }, { n: 1 }, "–"],
  ["nothing of what has no before and no after", undefined, undefined, "–"],
])("tells %s", (_what, before, after, text) => {
  expect(changeText(before, after)).toBe(text);
});

it("leaves out ids, which say nothing to people", () => {
  const held = { role: "user", of: "shop/web", service: "svc_7f322244e18d2f77817e" };
  expect(changesIn(null, held)).toEqual([
    { label: "role", value: "user" },
    { label: "of", value: "shop/web" },
  ]);
});

it("calls things as people do, and counts from one", () => {
  const plan = { services: [{ memoryMb: 8192, hostGroup: "general" }], diskGb: 100 };
  expect(changesIn(null, { details: { plan } })).toEqual([
    { label: "storage (GB)", value: "100" },
    { label: "services 1 memory (MB)", value: "8192" },
    { label: "services 1 host group", value: "general" },
  ]);
  expect(changeText(null, { details: { plan } })).toBe("storage (GB) 100, memory (MB) 8192, host group general");
});

it("says a change of the datacenter as it was shown when it was made", () => {
  const after = [{ sign: "~", what: "host h1", detail: "memory 64 GB → 128 GB" }];
  expect(changesIn(null, after)).toEqual([{ label: "1", value: "~ host h1 memory 64 GB → 128 GB" }]);
});

it("is cut where it gets long", () => {
  const text = changeText(null, { sentence: "x".repeat(500) });
  expect(text.length).toBeLessThanOrEqual(60);
  expect(text.endsWith("…")).toBe(true);
});
