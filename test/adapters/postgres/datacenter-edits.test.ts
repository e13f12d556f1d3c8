/** Changing a datacenter part by part: the same rules as for a file, and the same note in the audit log. */
import { describe, expect, it } from "vitest";
import type { Edit } from "../../../src/app/datacenter/admin.ts";
import * as edits from "../../../src/app/datacenter/edits.ts";
import { DANA, demo, open, said } from "./datacenter-support.ts";

const HOST = { group: "general", vcpu: 16, memoryMb: 65_536, diskGb: 2048, vms: 20 };
const SMALL = { vcpu: 1, memoryMb: 1024, diskGb: 60, dayPrice: "3.100000" };

describe("a part that is changed by hand", () => {
  it.each<[string, Edit, string]>([
    ["a new host", edits.addHost("h5", HOST), "+ host h5: group general, vCPU 16, memory 64 GB, storage 2 TB, VMs 20"],
    ["a larger host", edits.editHost("h1", { memoryMb: 131_072 }), "~ host h1: memory 64 GB → 128 GB"],
    ["a drained host", edits.editHost("h1", { state: "draining" }), "~ host h1: state active → draining"],
    ["a network", edits.addResource("network", "dmz-net"), "+ network dmz-net: "],
    ["a price", edits.editTemplate("small", { dayPrice: "3.500000" }), "~ template small: price a day 3.10 → 3.50"],
    ["a retired template", edits.editTemplate("small", { retired: true }), "~ template small: retired no → yes"],
    [
      "a rate",
      edits.setRate("2027-02-01", { memory: "0.120000", storage: "0.052500" }),
      "+ rate 2027-02-01: memory 0.12, storage 0.0525",
    ],
    ["a limit of the engine", edits.setThrottle({ light: 4 }), "~ datacenter dc1: light 8 → 4"],
    ["a limit of scripts", edits.setThrottle({ scripts: { node: 4 } }), "~ datacenter dc1: scripts none → node=4"],
  ])("is saved once, and the rest stays: %s", async (_, edit, difference) => {
    const { admin } = await open();
    const before = (await admin.look()).parts;
    expect(said(await admin.edit(edit, DANA))).toEqual([difference]);
    const after = (await admin.look()).parts;
    expect(after).not.toEqual(before);
    expect(said(await admin.preview(demo())).length).toBeLessThanOrEqual(1);
  });

  it("is the same as in a file", async () => {
    const [byHand, byFile] = [await open(), await open()];
    await byHand.admin.edit(edits.editHost("h1", { memoryMb: 131_072 }), DANA);
    await byFile.admin.apply(demo([/(h1.*)64GB/, "$1128GB"]), DANA);
    expect((await byHand.admin.look()).parts).toEqual((await byFile.admin.look()).parts);
  });

  it("is nothing when it is so already, and nothing is noted", async () => {
    const { admin, rows } = await open();
    const [before] = await rows<{ count: string }>("select count(*) from audit_event");
    expect(await admin.edit(edits.editHost("h1", { memoryMb: 65_536 }), DANA)).toEqual([]);
    expect(await rows("select count(*) from audit_event")).toEqual([before]);
  });

  it("is noted under its name with who did it", async () => {
    const { admin, rows } = await open();
    await admin.edit(edits.addHost("h5", HOST), DANA);
    await admin.remove("host", "h5", DANA);
    expect(await rows("select action, subject, identity from audit_event order by id offset 1")).toEqual([
      { action: "dc.edit", subject: "host h5", identity: "console/demo/dana" },
      { action: "dc.remove", subject: "host h5", identity: "console/demo/dana" },
    ]);
  });

  it("keeps a drained host drained when a file is applied", async () => {
    const { admin } = await open();
    await admin.edit(edits.editHost("h1", { state: "draining" }), DANA);
    expect(await admin.apply(demo(), DANA)).toEqual([]);
    expect((await admin.look()).parts.host.get("h1")?.state).toBe("draining");
  });

  it("lets every host be drained, whatever is granted, and counts none of them any more", async () => {
    const { admin } = await open();
    for (const name of ["h1", "h2", "h3", "h4"]) await admin.edit(edits.editHost(name, { state: "draining" }), DANA);
    const more = demo([
      "memory: 10GB\n        storage: 100GB\n        reason",
      "memory: 11GB\n        storage: 100GB\n        reason",
    ]);
    await expect(admin.apply(more, DANA)).rejects.toMatchObject({ code: "no-capacity" });
  });

  it("brings a retired template back as it is described anew", async () => {
    const { admin } = await open();
    await admin.edit(edits.editTemplate("small", { retired: true }), DANA);
    await admin.edit(edits.addTemplate("small", { ...SMALL, vcpu: 2 }), DANA);
    expect((await admin.look()).parts.template.get("small")).toEqual({ ...SMALL, vcpu: 2, retired: false });
  });

  it("makes those who wait in line be looked at again, when more workflows may run", async () => {
    const { admin, rows } = await open();
    await admin.edit(edits.setThrottle({ workflows: 10 }), DANA);
    expect(await rows("select name from outbox")).toEqual([]);
    await admin.edit(edits.setThrottle({ workflows: 20 }), DANA);
    expect(await rows("select queue, name, payload from outbox")).toEqual([
      { queue: "effects", name: "admit-waiting", payload: {} },
    ]);
  });

  it.each<[string, Edit, string]>([
    ["a host that is there", edits.addHost("h1", HOST), "duplicate"],
    ["a network that is there", edits.addResource("network", "prod-net"), "duplicate"],
    ["a template that can be had", edits.addTemplate("small", { ...SMALL }), "duplicate"],
    ["a host that is not there", edits.editHost("h9", { vcpu: 2 }), "not-found"],
    ["a template that is not there", edits.editTemplate("tiny", { retired: true }), "not-found"],
  ])("is refused for %s", async (_, edit, code) => {
    const { admin } = await open();
    await expect(admin.edit(edit, DANA)).rejects.toMatchObject({ code });
  });

  it("is refused to whoever is no admin of the datacenter", async () => {
    const { admin } = await open();
    const ben = { ...DANA, user: "ben" };
    await expect(admin.edit(edits.addHost("h5", HOST), ben)).rejects.toMatchObject({ code: "forbidden" });
    await expect(admin.remove("network", "test-net", ben)).rejects.toMatchObject({ code: "forbidden" });
    expect((await admin.look()).parts.resource.has("network test-net")).toBe(true);
  });
});
