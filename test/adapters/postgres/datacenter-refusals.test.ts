/** What a datacenter file cannot change: what somebody uses, what is another's, what does not fit. */
import { describe, expect, it } from "vitest";
import { DANA, demo, type Edit, open } from "./datacenter-support.ts";

/** A machine of shop/web/front on h1, as far as it is counted. */
const MACHINE = `
  with place as (select s.id as service, r.id as role, s.infrastructure_id as infra from service_role r
    join service s on s.id = r.service_id where r.name = 'front'),
  share as (insert into allocation select 'vm-1', service, infra, role, 8192, 160, 2, 2 from place)
  insert into claim select id, 'vm-1', 'MEMORY_MB', 8192 from host where name = 'h1'`;

describe("a file is refused", () => {
  it.each<[string, Edit[], string]>([
    [
      "a host below what is claimed of it",
      [[/(h1.*)64GB/, "$14GB"]],
      "the machines on h1 use 8 GB of memory, and it would have 4 GB",
    ],
    [
      "a service below what its machines use",
      [["memory: 32GB", "memory: 4GB"]],
      "shop/web uses 8 GB of memory, and cannot have 4 GB",
    ],
    ["a role with more machines already", [["max: 20", "max: 1"]], "shop/web/front uses 2 VMs, and cannot have 1 VM"],
    [
      "an infrastructure with more machines already",
      [["reason: the web", "vms: 1\n        reason: the web"]],
      "shop uses 2 VMs",
    ],
    [
      "an infrastructure that shrinks below its services",
      [[/memory: 64GB\n(.*?)name: web\n(.*?)memory: 32GB/s, "memory: 4GB\n$1name: app\n$2memory: 4GB"]],
      "shop uses 36 GB of memory, and cannot have 4 GB",
    ],
    [
      "hosts below what is granted",
      [[/(h[1-4].*)64GB/g, "$116GB"]],
      "74 GB of memory are granted or held, and the hosts would have 64 GB",
    ],
    ["another currency", [["EUR", "USD"]], "the currency of dc1 is EUR"],
  ])("for %s", async (_, edits, sentence) => {
    const { admin, rows } = await open();
    await rows(MACHINE);
    const refusal = expect.objectContaining({ code: "in-use", message: expect.stringContaining(sentence) });
    await expect(admin.apply(demo(...edits), null)).rejects.toEqual(refusal);
    await expect(admin.preview(demo(...edits))).rejects.toEqual(refusal);
    expect(await admin.preview(demo())).toEqual([]);
  });

  it("for an infrastructure that moves to another business unit", async () => {
    const { admin } = await open();
    const file = demo();
    const [retail, labs] = file.businessUnits;
    const swapped = [retail, labs].flatMap((unit, at) =>
      unit ? [{ ...unit, infrastructures: (at === 0 ? labs : retail)?.infrastructures ?? [] }] : [],
    );
    await expect(admin.apply({ ...file, businessUnits: swapped }, null)).rejects.toMatchObject({ code: "in-use" });
  });

  it("for more than the hosts carry, and nothing of it is saved", async () => {
    const { admin, rows } = await open(false);
    const large = demo(["memory: 64GB\n", "memory: 250GB\n"]);
    await expect(admin.apply(large, null)).rejects.toMatchObject({
      ...{ code: "no-capacity", message: "dc1 has 256 GB of 256 GB memory left, and this needs 260 GB" },
    });
    expect(await rows("select * from datacenter")).toEqual([]);
  });

  it("for a name that a request has taken", async () => {
    const { admin, rows } = await open();
    await rows("insert into taken_name select id, 'infrastructure', 'depot', 'inf-99' from datacenter");
    await expect(admin.apply(demo(["name: till", "name: depot"]), null)).rejects.toMatchObject({ code: "duplicate" });
    expect(await rows("select name from infrastructure order by 1")).toEqual([{ name: "shop" }, { name: "till" }]);
  });

  it("for an identity that is another's", async () => {
    const { admin } = await open();
    const given = demo(["console/demo/ana", "console/demo/an"], ["console/demo/eve", "console/demo/ana"]);
    await expect(admin.apply(given, null)).rejects.toMatchObject({
      code: "duplicate",
      message: "console/demo/ana is ana already",
    });
  });

  it("for a name that several people bear", async () => {
    const { admin, rows } = await open();
    await rows("insert into person select 'per-99', datacenter_id, name, now() from person where name = 'ana'");
    await expect(admin.apply(demo(["ana: user", "ana: bu-admin"]), null)).rejects.toMatchObject({ code: "ambiguous" });
  });

  it("for another datacenter than the one there is", async () => {
    const { admin } = await open();
    await expect(admin.apply(demo(["name: dc1", "name: dc2"]), null)).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("for whoever is no admin of the datacenter", async () => {
    const { admin } = await open();
    const file = demo(["light: 8", "light: 4"]);
    await expect(admin.apply(file, { ...DANA, user: "ben" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(admin.apply(file, { ...DANA, user: "gus" })).rejects.toMatchObject({ code: "unknown-person" });
  });
});
