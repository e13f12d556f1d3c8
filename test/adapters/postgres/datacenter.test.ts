/** Bringing a datacenter to a file: adds what is new, changes what differs, removes nothing. */
import { describe, expect, it } from "vitest";
import { NOW } from "../../support/rows.ts";
import { DANA, demo, type Edit, open, said } from "./datacenter-support.ts";

describe("the demo datacenter", () => {
  it("is applied to an empty database, and a second time nothing is left to do", async () => {
    const { admin, rows } = await open(false);
    const planned = await admin.preview(demo());
    expect(await rows("select * from datacenter")).toEqual([]);
    const done = await admin.apply(demo(), null);
    expect(done).toEqual(planned);
    expect(said(done)).toContain("+ host h1: group general, vCPU 16, memory 64 GB, storage 2 TB, VMs 20");
    expect(said(done)).toContain("+ template small: vCPU 1, memory 1 GB, storage 60 GB, price a day 3.10");
    expect(said(done)).toContain("+ network prod-net: ");
    expect(await admin.preview(demo())).toEqual([]);
    expect(await admin.apply(demo(), DANA)).toEqual([]);
    expect(await rows("select action, subject, identity from audit_event")).toEqual([
      { action: "dc.apply", subject: "dc1", identity: "system" },
    ]);
  });

  it("has infrastructures that are usable at once and take their share of the datacenter", async () => {
    const { rows } = await open();
    const found = await rows(`
      select i.name, i.state, i.usable_at, a.memory_mb, a.disk_gb, a.service_role_id, d.name as of, t.kind
      from infrastructure i join allocation a on a.consumer_id = i.id and a.infrastructure_id = i.id
      join datacenter d on d.id = a.provider_id join taken_name t on t.owner_id = i.id and t.name = i.name order by 1`);
    const same = { state: "provisioned", usable_at: NOW, service_role_id: null, of: "dc1", kind: "infrastructure" };
    expect(found).toEqual([
      { name: "shop", memory_mb: 65536, disk_gb: 2048, ...same },
      { name: "till", memory_mb: 10240, disk_gb: 100, ...same },
    ]);
  });

  it("knows its people by their identities, with the roles they hold", async () => {
    const { rows } = await open();
    const found = await rows(`select i.user_id as who, g.role, u.name as unit from identity i
      join role_grant g using (person_id) left join business_unit u on u.id = g.business_unit_id order by 1`);
    expect(found).toEqual([
      { who: "ana", role: "user", unit: "retail" },
      { who: "ben", role: "bu-admin", unit: "retail" },
      { who: "dana", role: "datacenter-admin", unit: null },
      { who: "dee", role: "datacenter-admin", unit: null },
      { who: "eve", role: "user", unit: "labs" },
      { who: "lou", role: "bu-admin", unit: "labs" },
      { who: "olga", role: "operator", unit: "retail" },
    ]);
  });
});

describe("a file that differs", () => {
  it.each<[Edit, string]>([
    [[/(h1.*)64GB/, "$1128GB"], "~ host h1: memory 64 GB → 128 GB"],
    [["vcpu: 16, memory: 64GB", "vcpu: 16, ratio: { vcpu: 1.5 }, memory: 64GB"], "~ host h1: vCPU ratio 1 → 1.5"],
    [['"3.10"', '"3.5"'], "~ template small: price a day 3.10 → 3.50"],
    [[', price: "3.10"', ", price: null"], "~ template small: price a day 3.10 → none"],
    [["0.05", "0.0525"], "~ rate 2026-01-01: storage 0.05 → 0.0525"],
    [["light: 8", "light: 4"], "~ datacenter dc1: light 8 → 4"],
    [["heavy: 2", "scripts: { vbscript: 1, command: 3 }"], "~ datacenter dc1: scripts none → command=3 vbscript=1"],
    [["olga: operator", "olga: bu-admin"], "~ member retail/olga: roles operator → bu-admin"],
    [['"#labs"', '"#lab"'], "~ business unit labs: channel #labs → #lab"],
    [["max: 20", "max: 5"], "~ role shop/web/front: at most 20 → 5"],
    [
      ["networks: [prod-net]", "networks: [prod-net, test-net]"],
      "~ service shop/web: networks prod-net → prod-net test-net",
    ],
    [
      ["storage: 2TB\n", "storage: 3TB\n        until: 2027-12-31\n"],
      "~ infrastructure shop: storage 2 TB → 3 TB, until none → 2027-12-31",
    ],
  ])("is applied where it differs: %j", async (edit, difference) => {
    const { admin } = await open();
    expect(said(await admin.apply(demo(edit), null))).toEqual([difference]);
    expect(await admin.preview(demo(edit))).toEqual([]);
  });

  it("removes nothing that it does not name", async () => {
    const { admin, rows } = await open();
    await admin.apply(
      demo([/ {2}- \{ name: h4.*\n/, ""], [', price: "3.10"', ""], [", max: 20", ""], [", olga: operator", ""]),
      null,
    );
    expect(await admin.preview(demo())).toEqual([]);
    expect(await rows("select count(*)::int as n from audit_event")).toEqual([{ n: 1 }]);
  });

  it("leaves the share of an infrastructure at its new size, and holds of pending requests alone", async () => {
    const { admin, rows } = await open();
    await rows(`insert into allocation select consumer_id, provider_id, infrastructure_id, null, 1024, 1, 0, 0, 'REQ-1'
      from allocation where memory_mb = 65536`);
    await admin.apply(demo(["memory: 64GB\n", "memory: 96GB\n"]), null);
    const shares =
      await rows(`select a.memory_mb, a.held_by from allocation a join infrastructure i on i.id = a.consumer_id
      where i.name = 'shop' order by 1`);
    expect(shares).toEqual([
      { memory_mb: 1024, held_by: "REQ-1" },
      { memory_mb: 98304, held_by: null },
    ]);
  });

  it("may shrink hosts together with what is granted of them", async () => {
    const { admin } = await open();
    const edits: Edit[] = [
      [/(h[1-4].*)64GB/g, "$110GB"],
      [/memory: 64GB\n(.*?)memory: 32GB/s, "memory: 30GB\n$1memory: 30GB"],
    ];
    expect(await admin.apply(demo(...edits), null)).toHaveLength(6);
  });

  it("makes claims on a changed host look again", async () => {
    const { admin, rows } = await open();
    await admin.apply(demo([/(h1.*)64GB/, "$1128GB"]), null);
    expect(await rows("select name, generation from host order by 1 limit 2")).toEqual([
      { name: "h1", generation: "1" },
      { name: "h2", generation: "0" },
    ]);
  });

  it("offers a retired template again", async () => {
    const { admin, rows } = await open();
    await rows("update template set retired_at = now() where name = 'large'");
    expect(said(await admin.apply(demo(), null))).toEqual(["~ template large: retired yes → no"]);
  });

  it("is noted with who applied it and what it changed", async () => {
    const { admin, rows } = await open();
    const done = await admin.apply(demo(["light: 8", "light: 4"]), DANA);
    const [, noted] = await rows(
      `select e.identity, p.name, e.after from audit_event e left join person p on p.id = e.person_id order by e.id`,
    );
    expect(noted).toEqual({ identity: "console/demo/dana", name: "dana", after: done });
  });

  it("is applied once when several apply it at the same moment", async () => {
    const { admin } = await open(false);
    const all = await Promise.all([1, 2, 3].map(() => admin.apply(demo(), null)));
    expect(all.filter((differences) => differences.length > 0)).toHaveLength(1);
  });
});
