/** Rights all the way: in forms, at home, in files, and with an identity that joins. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { cardText } from "../../src/cards/card.ts";
import { type House, openHouse } from "../support/house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

async function applies(name: string, people: string): Promise<string> {
  const yaml = `name: dc1\ncurrency: EUR\ntimeZone: Europe/Berlin\n${people}\n`;
  const answer = await house.system.bot.hear({
    from: consoleIdentity(name),
    text: "dc apply people.yaml",
    file: async () => yaml,
  });
  return answer.kind === "refusal" ? `${answer.refusal.code}: ${answer.refusal.message}` : answer.kind;
}

function membersOf(person: string, role: string): string {
  return `people: [{ name: ${person} }]
businessUnits: [{ name: retail, costCenter: CC-100, members: { ${person}: ${role} } }]`;
}

/** What a form offers for a field. */
async function offered(name: string, text: string, field: string): Promise<string[] | undefined> {
  const answer = await house.system.bot.hear({ from: consoleIdentity(name), text, file: async () => undefined });
  return answer.kind === "form" ? answer.form.fields.find((one) => one.name === field)?.choices : undefined;
}

describe("a role in one service", () => {
  beforeEach(async () => {
    await house.says("dana", "dc role define keeper --can vm.see,vm.ask,vm.create,vm.operate,unit.see,member.edit");
    await house.says("dana", "bu grant gil keeper --on shop/web");
    await house.says("olga", "vm create web-01 --role shop/web/front --template small");
    await house.says("olga", "vm create till-01 --role till/pos/node --template small");
    await house.atRest();
  });

  it("offers in forms what is in it, and roles that its holder may give there", async () => {
    expect(await offered("gil", "vm create web-02", "role")).toEqual(["shop/web/front"]);
    expect(await offered("gil", "vm stop", "vm")).toEqual(["web-01"]);
    expect(await offered("gil", "bu grant kim", "on")).toEqual(["shop/web"]);
    expect(await offered("gil", "bu grant kim", "role")).toEqual(["keeper"]);
    expect(await offered("ben", "bu grant kim", "on")).toEqual(["shop", "shop/web", "till", "till/pos"]);
    expect(await offered("ben", "bu grant kim", "role")).toEqual(["user", "operator", "bu-admin", "keeper"]);
  });

  it("is given on, and shows nothing else to anybody", async () => {
    expect(await house.says("gil", "bu grant kim keeper --on shop/web")).toBe("kim is keeper of shop/web now");
    expect(await house.says("gil", "bu grant kim keeper --on shop")).toMatch(/^forbidden/);
    expect(await house.says("gil", "bu grant kim keeper --on till")).toMatch(/^not-found/);
    expect(await house.says("gil", "bu grant kim user --on shop/web")).toMatch(/^forbidden/);
    expect(await house.says("kim", "vm list")).toContain("web-01");
    expect(await house.says("kim", "vm list")).not.toContain("till-01");
    expect(await house.presses("kim", "Cancel", "REQ-2")).toMatch(/^not-found/);
    expect(await house.says("kim", "infra show shop")).not.toContain("of 64 GB");
  });

  it("shows its holder at home what is theirs", async () => {
    await house.says("gil", "vm create web-03 --role shop/web/front --template small");
    await house.atRest();
    const home = cardText(await house.system.app.home(consoleIdentity("gil")));
    expect(home).toContain("web-03");
    expect(home).not.toMatch(/web-01|till-01/);
  });

  it("joins with an identity, and is noted with it", async () => {
    const code = /link ([A-Z2-9]{8})/.exec(await house.says("eve", "link"))?.[1] ?? "";
    expect(await house.says("gil", `link ${code} --confirm eve`)).toContain("Joined");
    expect(await house.says("eve", "whoami")).toContain("keeper of shop/web");
    const { before, after } = (await house.system.app.audit.list({ subject: "console/demo/gil", most: 1 }))[0] ?? {};
    expect(before).toMatchObject({ identity: expect.stringMatching(/^per_/) });
    expect(after).toMatchObject({ roles: [expect.stringMatching(/^keeper bu_.* inf_.* svc_/)] });
  });
});

describe("a defined role in a policy", () => {
  it("is a group: whoever holds it where the request belongs sees it, decides, and nobody else", async () => {
    await house.says("dana", "dc role define finance --can catalog.see");
    await house.says("dana", "bu grant gil finance --on shop/web");
    await house.says("dana", "bu grant kim finance --on till");
    expect(await imports("dana", POLICY)).toBe("card");
    await house.says("olga", "vm create web-01 --role shop/web/front --template small");
    expect(await house.presses("kim", "Approve", "REQ-1")).toMatch(/^not-found/);
    expect(await house.presses("ben", "Approve", "REQ-1")).toMatch(/^forbidden/);
    expect(await house.says("gil", "request list --waiting")).toContain("REQ-1");
    expect(await house.says("dana", "dc role remove finance")).toMatch(/^in-use/);
    expect(await house.presses("gil", "Approve", "REQ-1")).toContain("approved");
    for (const [who, where] of [
      ["gil", "shop/web"],
      ["kim", "till"],
    ])
      await house.says("dana", `bu revoke ${who} finance --on ${where}`);
    expect(await house.says("dana", "dc role remove finance")).toBe("in-use: the policy asks finance");
    expect(await imports("dana", POLICY.replaceAll("finance", "treasury"))).toMatch(/^invalid/);
  });
});

const POLICY = `rules:
  - name: everything
    why: everything needs finance
    when: "true"
    stages:
      - { need: 1, from: [finance] }
    expire: { after: 7d }
`;

async function imports(name: string, source: string): Promise<string> {
  const from = consoleIdentity(name);
  const answer = await house.system.bot.hear({ from, text: "dc policy import policy.yaml", file: async () => source });
  return answer.kind === "refusal" ? `${answer.refusal.code}: ${answer.refusal.message}` : answer.kind;
}

describe("a draft", () => {
  it("is not decided on by who had a hand in it, in their own name or as a submitter", async () => {
    await house.says("ben", 'infra new crm --memory 8GB --storage 500GB --reason "customers"');
    await house.says("dana", "infra service crm/web --environment test --memory 8GB --storage 500GB --template small");
    await house.says("ben", "infra role crm/web/front --template small");
    await house.says("dana", "infra submit crm");
    expect(await house.presses("dana", "Approve", "REQ-1")).toMatch(/^self-approval: you had a hand in the draft/);
    expect(await house.says("dana", "request list --waiting")).not.toContain("REQ-1");
    expect(await house.presses("dee", "Approve", "REQ-1")).toContain("approved");
  });
});

describe("a datacenter file", () => {
  it("gives nobody rights that its bringer does not have", async () => {
    await house.says("dana", "dc role define builder --can datacenter.see,datacenter.edit");
    await house.says("dana", "dc grant eve builder");
    expect(await applies("eve", "environments: [staging]")).toBe("card");
    expect(await applies("eve", "people: [{ name: eve, roles: [datacenter-admin] }]")).toMatch(/^forbidden/);
    expect(await applies("eve", "people: [{ name: dana, identities: [slack/T1/U1] }]")).toMatch(/^forbidden/);
    const members = membersOf("eve", "bu-admin");
    expect(await applies("eve", members)).toMatch(/^forbidden/);
    expect(await applies("dana", members)).toBe("card");
  });

  it("leaves the datacenter an admin", async () => {
    const nobody = "people: [{ name: dana, roles: [] }, { name: dee, roles: [] }]";
    expect(await applies("dana", nobody)).toMatch(/^in-use/);
    expect(await applies("dana", "people: [{ name: dee, roles: [] }]")).toBe("card");
  });

  it("leaves defined roles, and those held in a part, as they are", async () => {
    await house.says("dana", "dc role define caretaker --can vm.see");
    await house.says("dana", "bu grant ana caretaker --bu retail");
    await house.says("dana", "bu grant ana operator --on shop/web");
    expect(await applies("dana", membersOf("ana", "operator"))).toBe("card");
    const { grants } = (await house.system.app.directory.find(consoleIdentity("ana"))) ?? { grants: [] };
    const held = grants.map(({ role, service }) => `${role}${service ? " of a service" : ""}`).sort();
    expect(held).toEqual(["caretaker", "operator", "operator of a service"]);
  });
});
