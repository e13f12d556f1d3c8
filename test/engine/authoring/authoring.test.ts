/** Actions are drafted, published and taken back; whoever edits at the same time is told, and nothing is lost. */
import { describe, expect, it } from "vitest";
import { writeBundle } from "../../../src/engine/authoring/bundle.ts";
import * as edits from "../../../src/engine/authoring/edits.ts";
import { anAction, aPack, DANA, DEE, OLGA, openAuthoring } from "../../support/authoring.ts";

type Authoring = Awaited<ReturnType<typeof openAuthoring>>;

/** With the draft of `stop` and its script. */
async function withDraft(more?: string): Promise<Authoring> {
  const open = await openAuthoring();
  const { source, scripts } = anAction("stop", more);
  const content = writeBundle({ name: "stop", description: "Stop", files: { "stop.yaml": source, ...scripts } });
  await open.admin.bring({ name: "stop.bundle.yaml", content }, DANA);
  return open;
}

/** What is in force. */
async function inForce({ store }: Authoring, name = "stop") {
  return (await store.find(name))?.versions.find(({ state }) => state === "published");
}

const lock = (more: object) => ({ lock: { name: "images", ...more } });

describe("an action", () => {
  it("goes from a draft to what is in force, and back to the version before", async () => {
    const open = await withDraft();
    const { admin } = open;
    expect(await admin.validate("stop")).toMatchObject({ version: 1, state: "draft" });
    expect(await inForce(open)).toBeUndefined();
    await admin.publish("stop", DANA);
    await admin.edit("stop", edits.describe({ weight: "heavy" }), DEE);
    expect((await inForce(open))?.pinned).toMatchObject({ weight: "light" });
    await admin.publish("stop", DEE);
    expect((await inForce(open))?.pinned).toMatchObject({ weight: "heavy" });
    expect(await admin.rollBack("stop", DANA)).toMatchObject({ version: 1, state: "published" });
    expect((await inForce(open))?.pinned).toMatchObject({ weight: "light" });
    await expect(admin.rollBack("stop", DANA)).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("goes back to what was in force before, also where that was not the version of the number before", async () => {
    const { admin } = await withDraft();
    await admin.publish("stop", DANA);
    for (const text of ["second", "third"]) {
      await admin.edit("stop", edits.describe({ description: text }), DANA);
      await admin.publish("stop", DANA);
      if (text === "second") await admin.rollBack("stop", DANA);
    }
    expect((await admin.rollBack("stop", DANA)).version).toBe(1);
  });

  it("keeps the comments of its source in an edit of something else", async () => {
    const { admin, store } = await withDraft();
    await admin.edit("stop", edits.setParameter("ask", "host", { from: "host.name" }), DANA);
    const source = (await store.find("stop"))?.versions[0]?.source;
    expect(source).toContain("# how stop is done");
    expect(source).toContain("- name: ask # politely");
    expect(source).toContain("host: { from: host.name }");
  });

  it.each([
    ["a reference that leads nowhere", edits.setParameter("ask", "vm", { from: "vm.nam" }), "invalid"],
    ["a lock for each of what there is not", edits.editTask("ask", lock({ per: { from: "host.nam" } })), "invalid"],
    ["a lock without a name", edits.editTask("ask", { lock: { before: "a.sh" } }), "invalid"],
    ["an output of no earlier task", edits.setParameter("ask", "vm", { output: "later.x" }), "invalid"],
    ["a second task of one name", edits.addTask("ask", { title: "A", type: "node", script: "a" }, {}), "invalid"],
    ["a task before one that is not there", edits.addTask("more", {}, { before: "gone" }), "not-found"],
    ["a task that is not there", edits.removeTask("gone"), "not-found"],
    ["a parameter that is not there", edits.removeParameter("ask", "gone"), "not-found"],
    ["a script that is not there", edits.removeScript("gone.sh"), "not-found"],
    ["a script that would lie elsewhere", edits.setScript("../../etc/passwd", "x"), "invalid"],
    ["a script that is no text", edits.setScript("a.sh", "a\0b"), "invalid"],
  ])("is not edited with %s, and nothing is lost", async (_what, edit, code) => {
    const { admin, store } = await withDraft();
    const before = await store.find("stop");
    await expect(admin.edit("stop", edit, DANA)).rejects.toMatchObject({ code });
    expect(await store.find("stop")).toEqual(before);
  });

  it.each([
    ["a script type that no worker runs", edits.editTask("ask", { type: "vbscript" }), "no worker here runs vbscript"],
    ["a script that is not there", edits.removeScript("scripts/ask.sh"), "there is no file scripts/ask.sh"],
    ["a script before its lock that is not there", edits.editTask("ask", lock({ before: "a.sh" })), "file a.sh"],
    ["no task that is enabled", edits.switchTask("ask", false), "no task is enabled"],
  ])("is kept as a draft with %s, and refused when it is published", async (_what, edit, why) => {
    const open = await withDraft();
    await open.admin.edit("stop", edit, DANA);
    const refusal = {
      code: "invalid",
      message: expect.stringMatching(new RegExp(`^stop.yaml, line \\d+, column \\d+.*${why}`)),
    };
    await expect(open.admin.validate("stop")).rejects.toMatchObject(refusal);
    await expect(open.admin.publish("stop", DANA)).rejects.toMatchObject(refusal);
    expect(await inForce(open)).toBeUndefined();
  });

  it("has a lock that is changed bit by bit, keeps what is not named, and goes as a whole", async () => {
    const { admin, store } = await withDraft();
    const steps = [lock({ per: { from: "host.name" } }), { lock: { after: "a.sh" } }, { lock: { per: null } }];
    for (const step of steps) await admin.edit("stop", edits.editTask("ask", step), DANA);
    const view = await admin.show("stop");
    expect(view.tasks[0]?.lock).toEqual({ name: "images", per: null, before: null, after: "a.sh" });
    expect((await store.find("stop"))?.versions[0]?.source).toContain("lock: { name: images, after: a.sh }");
    await admin.edit("stop", edits.editTask("ask", { lock: null }), DANA);
    expect((await admin.show("stop")).tasks[0]?.lock).toBeNull();
  });

  it("has no lock where it runs without a job, not even in a draft", async () => {
    const { admin, store } = await openAuthoring();
    const content = anAction("survey", "    lock: { name: images }\n").source;
    await expect(admin.bring({ name: "survey.yaml", content }, DANA)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/^survey.yaml, line 11, column \d+.*only jobs stand in line for a lock/),
    });
    expect(await store.find("survey")).toBeNull();
  });

  it("is for admins of the datacenter, also when the right is taken away a moment before", async () => {
    const { admin, db } = await withDraft();
    await expect(admin.publish("stop", OLGA)).rejects.toMatchObject({ code: "forbidden" });
    await db.deleteFrom("role_grant").where("person_id", "=", "dee").execute();
    await expect(admin.publish("stop", DEE)).rejects.toMatchObject({ code: "forbidden" });
    await expect(admin.edit("stop", edits.removeTask("ask"), { ...DEE, user: "gus" })).rejects.toMatchObject({
      code: "unknown-person",
    });
  });

  it("is in the audit log with what was before and after", async () => {
    const { admin, noted } = await withDraft();
    await admin.publish("stop", DANA);
    await admin.edit("stop", edits.describe({ description: "New" }), DEE);
    await admin.discard("stop", DEE);
    await admin.switch("stop", false, DANA);
    const source = expect.stringContaining("description: Do stop");
    expect(await noted()).toMatchObject([
      { action: "action.import", subject: "action stop", by: "dana", before: null, after: { version: 1, source } },
      { action: "action.publish", by: "dana", before: null, after: { version: 1, source } },
      {
        action: "action.edit",
        by: "dee",
        before: { version: 1, source },
        after: { version: 2, source: expect.stringContaining("New") },
      },
      { action: "action.discard", by: "dee", before: { version: 2 }, after: null },
      { action: "action.disable", by: "dana", before: { enabled: true }, after: { enabled: false } },
    ]);
  });
});

describe("two admins at once", () => {
  it("who saw the same revision: the second is told", async () => {
    const { admin } = await withDraft();
    const edit = (text: string, by: typeof DANA) =>
      admin.edit("stop", edits.describe({ description: text }), by, "1.1");
    const both = await Promise.allSettled([edit("Dana's", DANA), edit("Dee's", DEE)]);
    const told = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(told).toMatchObject([
      { code: "too-late", message: expect.stringMatching(/changed stop meanwhile: it is at revision 1.2/) },
    ]);
  });

  it("who say only what they change: each edit builds on the one before, and none is lost", async () => {
    const { admin } = await withDraft();
    const names = Array.from({ length: 20 }, (_, n) => `p${n}`);
    await Promise.all(
      names.map((name, n) => admin.edit("stop", edits.setParameter("ask", name, "x"), n % 2 ? DANA : DEE)),
    );
    const { revision, tasks } = await admin.show("stop");
    expect(tasks[0]?.parameters.map(({ name }) => name).toSorted()).toEqual(["vm", ...names].toSorted());
    expect(revision).toBe("1.21");
  });

  it("who publish the same draft: it is published once", async () => {
    const { admin, noted } = await withDraft();
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => admin.publish("stop", n % 2 ? DANA : DEE)),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await noted()).filter(({ action }) => action === "action.publish")).toHaveLength(1);
  });

  it("one of whom imports over the other's draft: told whose it is, and then replaced only as it was seen", async () => {
    const { admin, noted } = await withDraft();
    const file = { name: "stop.yaml", content: anAction("stop", "timeoutSeconds: 9\n").source };
    await expect(admin.bring(file, DEE)).rejects.toMatchObject({
      code: "duplicate",
      message: "there is a draft of stop already (revision 1.1, by Dana)",
    });
    await expect(admin.bring(file, DEE, "1.7")).rejects.toMatchObject({ code: "too-late" });
    const [view] = await admin.bring(file, DEE, "1.1");
    expect(view).toMatchObject({ timeoutSeconds: 9, scripts: ["scripts/ask.sh"], revision: "1.2" });
    expect((await noted()).at(-1)).toMatchObject({ before: { source: anAction("stop").source } });
  });
});

describe("a bundle", () => {
  it("comes out of another datacenter byte for byte as it went in", async () => {
    const [here, there] = [await withDraft(), await openAuthoring()];
    await here.admin.edit("stop", edits.setScript("scripts/crlf.ps1", "\ufeffparam($x)\r\n\t$x\r\n\r\n"), DANA);
    const bundle = await here.admin.export("stop", "bundle");
    await there.admin.bring(bundle, DEE);
    expect(await there.admin.export("stop", "bundle")).toEqual(bundle);
  });

  it("makes a draft of each of its actions, also of those that nobody here can run", async () => {
    const { admin } = await openAuthoring();
    const files = {
      "stop.yaml": anAction("stop").source,
      "start@large.yaml": anAction("start@large").source.replace("type: command", "type: powershell"),
      "scripts/ask.sh": "echo\n",
    };
    const content = writeBundle({ name: "two", description: "Two", files });
    const views = await admin.bring({ name: "two.yaml", content }, DANA);
    expect(views.map(({ name, state }) => [name, state])).toEqual([
      ["start@large", "draft"],
      ["stop", "draft"],
    ]);
  });

  it.each([
    ["that holds no action", { "scripts/a.sh": "" }, "holds no action"],
    [
      "whose action is not in order",
      { "stop.yaml": anAction("stop", "  - name: more\n").source },
      "two.yaml, stop.yaml, line 11",
    ],
    [
      "whose file would lie elsewhere",
      { "stop.yaml": anAction("stop").source, "../a.sh": "" },
      "is no path of a script",
    ],
  ])("is refused %s", async (_what, files: Record<string, string>, why) => {
    const { admin } = await openAuthoring();
    const content = writeBundle({ name: "two", description: "Two", files });
    await expect(admin.bring({ name: "two.yaml", content }, DANA)).rejects.toThrow(why);
    expect(await admin.list()).toEqual([]);
  });
});

it("a dry run says what each script would be given, and reaches nobody", async () => {
  const { admin } = await withDraft(
    "  - { name: tell, title: Tell, type: command, script: scripts/ask.sh, parameters: { said: { output: ask.words } } }\n",
  );
  expect(await admin.dryRun("stop")).toMatchObject([
    { name: "ask", parameters: [{ name: "vm", value: "sample-01" }] },
    { name: "tell", parameters: [{ name: "said", value: "‹ask.words›" }] },
  ]);
});

it("a pack of the product is a bundle", async () => {
  const { admin } = await openAuthoring();
  const content = writeBundle(aPack("stop", "hello"));
  expect(await admin.bring({ name: "trial.yaml", content }, DANA)).toMatchObject([{ name: "stop", state: "draft" }]);
});
