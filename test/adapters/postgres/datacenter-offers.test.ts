/** What a business unit is offered, said by hand or in the file, and the closing of one. */
import { describe, expect, it } from "vitest";
import * as edits from "../../../src/app/datacenter/edits.ts";
import type { Offer } from "../../../src/domain/offer.ts";
import { refusalOf } from "../../bot/refusal-of.ts";
import { DANA, demo, lineAfter, open, said } from "./datacenter-support.ts";

const CHANNEL = 'channel: "#labs"\n';
const inFile = (offer: string) => demo([CHANNEL, `${CHANNEL}    offer: ${offer}\n`]);

const TEST_ONLY: Partial<Offer> = { environment: ["test"], memoryMb: 16_384 };

async function offerOf({ admin }: Awaited<ReturnType<typeof open>>) {
  return (await admin.look()).parts.offer.get("labs");
}

describe("an offer", () => {
  it("replaces what is said, and leaves the rest", async () => {
    const house = await open();
    const first = await house.admin.edit(edits.setOffer("labs", TEST_ONLY), DANA);
    expect(said(first)).toEqual(["+ offer to labs: environment test, memory 16 GB"]);
    const second = await house.admin.edit(edits.setOffer("labs", { template: ["small", "medium"] }), DANA);
    expect(said(second)).toEqual(["~ offer to labs: template everything → small medium"]);
    const third = await house.admin.edit(edits.setOffer("labs", { environment: [], memoryMb: null }), DANA);
    expect(said(third)).toEqual(["~ offer to labs: environment test → everything, memory 16 GB → none"]);
    expect(await offerOf(house)).toMatchObject({ environment: [], template: ["small", "medium"], memoryMb: null });
    expect(await house.admin.edit(edits.setOffer("labs", { environment: [] }), DANA)).toEqual([]);
  });

  it("is the same in a file: what is left out stays, an empty list and null lift it", async () => {
    const house = await open();
    const first = await house.admin.apply(inFile("{ environments: [test], memory: 16GB }"), DANA);
    expect(said(first)).toEqual(["+ offer to labs: environment test, memory 16 GB"]);
    expect(await house.admin.apply(demo(), DANA)).toEqual([]);
    const second = await house.admin.apply(inFile("{ templates: [small], memory: null }"), DANA);
    expect(said(second)).toEqual(["~ offer to labs: template everything → small, memory 16 GB → none"]);
    const third = await house.admin.apply(inFile("{ environments: [], storage: 1TB }"), DANA);
    expect(said(third)).toEqual(["~ offer to labs: environment test → everything, storage none → 1 TB"]);
    const last = await house.admin.apply(inFile("null"), DANA);
    expect(said(last)).toEqual(["~ offer to labs: template small → everything, storage 1 TB → none"]);
    expect(await house.admin.apply(inFile("null"), DANA)).toEqual([]);
  });

  it("of everything needs no saying where nothing was said", async () => {
    const { admin } = await open();
    expect(await admin.apply(inFile("null"), DANA)).toEqual([]);
  });

  it("may come with a new unit, and with what it names", async () => {
    const { admin } = await open();
    const wanted = demo(
      ["networks: [prod-net, test-net]", "networks: [prod-net, test-net, dmz-net]"],
      [/$/, "\n  - name: design\n    costCenter: CC-300\n    offer: { networks: [dmz-net] }\n"],
    );
    expect(said(await admin.apply(wanted, DANA))).toEqual([
      "+ network dmz-net: ",
      "+ business unit design: cost centre CC-300",
      "+ offer to design: network dmz-net",
    ]);
  });

  it.each([
    ["environments: [moon]", "there is no environment moon here; it is one of production, test"],
    ["networks: [prod-net, moon]", "there is no network moon here"],
    ["templates: [moon]", "there is no template moon here"],
    ["memory: lots", "a size is needed"],
    ["colours: [red]", "colours"],
  ])("in a file is refused with its place: %s", (offer, sentence) => {
    const refusal = refusalOf(() => inFile(`{ ${offer} }`));
    expect(refusal.code).toBe("invalid");
    expect(refusal.message).toContain(sentence);
    expect(refusal.message).toMatch(new RegExp(`line ${lineAfter(CHANNEL)}, column \\d+`));
  });

  it.each<[string, [string, Partial<Offer>], string]>([
    ["a unit that is not there", ["nobody", TEST_ONLY], "there is no business unit nobody"],
    ["an environment that is not there", ["labs", { environment: ["moon"] }], "there is no environment moon"],
    ["a template that was never there", ["labs", { template: ["moon"] }], "there is no template moon"],
  ])("is refused for %s", async (_, [unit, offer], message) => {
    const { admin } = await open();
    await expect(admin.edit(edits.setOffer(unit, offer), DANA)).rejects.toMatchObject({ code: "not-found", message });
  });

  it("keeps a template that was retired, and takes no retired one up", async () => {
    const house = await open();
    await house.admin.edit(edits.setOffer("labs", { template: ["small", "large"] }), DANA);
    await house.admin.edit(edits.editTemplate("large", { retired: true }), DANA);
    await house.admin.edit(edits.setOffer("labs", { memoryMb: 1024 }), DANA);
    expect((await offerOf(house))?.template).toEqual(["small", "large"]);
    await expect(house.admin.edit(edits.setOffer("retail", { template: ["large"] }), DANA)).rejects.toMatchObject({
      ...{ code: "not-found", field: "template" },
    });
  });

  it("keeps what it names from being removed, so that nothing more is offered by and by", async () => {
    const { admin } = await open();
    await admin.edit(edits.setOffer("labs", { network: ["test-net"], environment: ["test"] }), DANA);
    for (const [what, name] of [["network", "test-net"] as const, ["environment", "test"] as const]) {
      await expect(admin.remove(what, name, DANA)).rejects.toMatchObject({
        ...{ code: "in-use", message: `${what} ${name} is used by offer to labs` },
      });
    }
    await admin.edit(edits.setOffer("labs", { network: [] }), DANA);
    await admin.remove("network", "test-net", DANA);
  });
});

describe("a business unit", () => {
  it("is closed with its rights and its offer, and leaves its row", async () => {
    const { admin, rows } = await open();
    await admin.edit(edits.setOffer("labs", { network: ["test-net"] }), DANA);
    expect(said(await admin.remove("business unit", "labs", DANA))).toEqual(["- business unit labs: "]);
    const [row] = await rows<{ id: string }>(
      "select id from business_unit where name = 'labs' and closed_at is not null",
    );
    expect(row).toBeDefined();
    expect(await rows(`select 1 from role_grant where business_unit_id = '${row?.id}'`)).toEqual([]);
    expect((await admin.look()).parts.unit.has("labs")).toBe(false);
    await admin.remove("network", "test-net", DANA);
    expect(await rows("select action, subject, identity from audit_event order by id desc offset 1 limit 1")).toEqual([
      { action: "bu.close", subject: "business unit labs", identity: "console/demo/dana" },
    ]);
    await expect(admin.remove("business unit", "labs", DANA)).rejects.toMatchObject({ code: "not-found" });
  });

  it("that a file still names is founded anew, and has nothing of the closed one", async () => {
    const { admin, rows } = await open();
    await admin.remove("business unit", "labs", DANA);
    const again = said(await admin.apply(demo(), DANA));
    expect(again).toEqual([
      "+ business unit labs: cost centre CC-200, channel #labs",
      "+ member labs/eve: roles user",
      "+ member labs/lou: roles bu-admin",
    ]);
    expect(await rows("select count(distinct id)::int as n from business_unit where name = 'labs'")).toEqual([
      { n: 2 },
    ]);
  });

  it.each([
    ["an infrastructure", "retail", "infrastructure shop, infrastructure till"],
    ["an open request", "labs", "REQ-1"],
  ])("that has %s is not closed", async (_, unit, users) => {
    const { admin, rows } = await open();
    await rows(`
      insert into request (id, datacenter_id, kind, subject, machine, machine_version, state, context, details,
        business_unit_id, requester_id, created_at)
      select 'REQ-1', d.id, 'infra new', 'lab', 'allocation', 1, 'draft', '{}', '{}', u.id, p.id, now()
      from datacenter d, business_unit u, person p where u.name = 'labs' and p.name = 'lou'`);
    await expect(admin.remove("business unit", unit, DANA)).rejects.toMatchObject({
      ...{ code: "in-use", message: `business unit ${unit} still has ${users}` },
    });
    expect((await admin.look()).parts.member.size).toBe(5);
  });
});
