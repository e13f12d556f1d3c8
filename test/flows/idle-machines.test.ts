/** Machines that run and do next to nothing: who asked for them is asked, and reports say what could cost less. */
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { cardText } from "../../src/cards/card.ts";
import { type House, openHouse } from "../support/house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse({
    settings: { SURVEY_MS: "864000000" },
    edit: (yaml) =>
      yaml
        .replace("memory: 4GB, storage: 80GB", "memory: 4GB, storage: 60GB")
        .replace("machines: { percent: 5, days: 14 }", "machines: { percent: 5, days: 2 }"),
  });
});

afterEach(() => house.close());

const atRest = () => house.atRest();

async function create(name: string, role: string, template: string): Promise<void> {
  await house.says("olga", `vm create ${name} --role ${role} --template ${template}`);
  await atRest();
}

/** The last so many whole hours of a machine, in which it used so much of its processors, and 200 MB. */
async function measured(name: string, hours: number, cpu: number): Promise<void> {
  const client = new pg.Client({ connectionString: house.database });
  await client.connect();
  await client.query(
    `insert into usage_hour (vm_id, hour, samples, cpu, cpu_peak, memory_mb, memory_peak_mb, disk_mb, disk_peak_mb)
    select v.id, date_trunc('hour', $4::timestamptz) - make_interval(hours => n), 12, $3, $3, 200, 200, 1000, 1000
    from vm v, generate_series(0, $2::integer - 1) n where v.name = $1`,
    [name, hours, cpu, house.system.app.now()],
  );
  await client.end();
}

async function days(count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) await house.system.advance(86_400_000);
  await atRest();
}

/** The questions about this machine, in the order in which they were posted. */
function questionsAbout(name: string) {
  const reports = house.posted.filter((one) => one.kind === "report");
  return reports.filter(({ card }) => card.title === `${name} lies idle`);
}

function askedAbout(name: string): string[] {
  return questionsAbout(name).map(({ to }) => to);
}

it("asks who asked for a machine once whether it is kept, and stops it when that is pressed", async () => {
  await create("pos-1", "till/pos/node", "small");
  await create("web-01", "shop/web/front", "medium");
  await create("web-02", "shop/web/front", "small");
  await create("web-03", "shop/web/front", "small");
  await days(3);
  expect(askedAbout("pos-1")).toEqual([]);
  await measured("pos-1", 47, 0.012);
  await measured("web-01", 30, 0.2);
  await measured("web-02", 23, 0.01);
  await measured("web-03", 30, 0.01);
  await days(1);
  expect(askedAbout("pos-1")).toEqual(["olga"]);
  expect(askedAbout("web-01")).toEqual([]);
  expect(askedAbout("web-02")).toEqual([]);
  const card = questionsAbout("pos-1")[0]?.card;
  expect(card && cardText(card)).toContain("CPU at most 2 % in 19 of 20 hours, 24 hours measured in the last 2 days");
  expect(card?.buttons).toEqual([
    { verb: "Keep", id: "till/pos/node/pos-1" },
    { verb: "Stop", id: "pos-1" },
  ]);
  expect(await house.presses("lou", "Keep", "till/pos/node/pos-1")).toContain("not-found");
  expect(await house.presses("olga", "Keep", "till/pos/node/pos-1")).toContain("pos-1 is kept as it is");
  expect(await house.says("dana", "dc audit --for pos-1")).toContain("report.keep");
  expect(await house.says("olga", "vm show web-03")).toContain("running");
  await house.presses("olga", "Stop", "web-03");
  await atRest();
  expect(await house.says("olga", "vm show web-03")).toContain("stopped");
  await days(1);
  expect(askedAbout("pos-1")).toEqual(["olga"]);
  expect(askedAbout("web-03")).toEqual(["olga"]);
});

it("asks the unit's admins where who asked for it may not stop it any more", async () => {
  await create("pos-1", "till/pos/node", "small");
  await days(2);
  await house.says("ben", "bu revoke olga operator --bu retail");
  await measured("pos-1", 30, 0);
  await days(1);
  expect(askedAbout("pos-1").toSorted()).toEqual(["#retail", "ben"]);
});

it("says in the report on use what runs idle, and what would do with a smaller template", async () => {
  await create("pos-1", "till/pos/node", "small");
  await create("web-01", "shop/web/front", "medium");
  await days(2);
  await measured("pos-1", 24, 0.01);
  await measured("web-01", 24, 0.2);
  const report = await house.says("ben", "report utilization");
  expect(report).toContain("pos-1 (till/pos/node) runs idle for 3.10 EUR a day: CPU at most 1 % in 19 of 20 hours");
  expect(report).toContain("web-01 would do with small instead of medium, and cost");
  expect(report).toContain("a day less: vm resize web-01 --template small");
  const till = await house.says("ben", "report utilization --on till");
  expect(till).toContain("pos-1 (till/pos/node) runs idle");
  expect(till).not.toContain("web-01");
  expect(await buttonsOf("report utilization")).toEqual(["Stop pos-1", "Resize web-01", "Return shop", "Return till"]);
  expect(await buttonsOf("report utilization --on till")).toEqual(["Stop pos-1", "Return till"]);
});

it("opens the request for a smaller template filled in, with what it saves, and asks for nothing before it is sent", async () => {
  await create("web-01", "shop/web/front", "medium");
  await days(2);
  const right = "web-01: medium (2 vCPU, 4 GB memory, 60 GB storage)";
  expect(await resizing("olga", "web-01")).toEqual({
    title: `${right}, 3.40 EUR a day; nothing that was measured says that less would do`,
    template: "",
  });
  await measured("web-01", 24, 0.2);
  const prices = "3.40 EUR → 3.10 EUR a day, which saves 0.30 EUR a day";
  expect(await resizing("olga", "web-01")).toEqual({
    title: `${right} → small (1 vCPU, 1 GB memory, 60 GB storage), ${prices}`,
    template: "small",
  });
  expect(await house.says("olga", "request list --all")).not.toContain("vm resize");
  expect(await house.presses("eve", "Resize", "web-01")).toContain("not-found");
  expect(await house.presses("olga", "Resize", "web-02")).toContain("not-found");
  expect(await house.fills("olga", "vm resize", { vm: "web-01", template: "small" })).toContain("REQ-");
  expect(await house.presses("ana", "Resize", "web-01")).toContain("locked");
  await atRest();
  expect(await house.says("olga", "vm show web-01")).toContain("small");
});

/** What is written on the buttons of what somebody of the unit is answered. */
async function buttonsOf(text: string): Promise<string[]> {
  const answer = await house.system.bot.hear({ from: consoleIdentity("ben"), text, file: async () => undefined });
  return answer.kind === "card" ? answer.card.buttons.map(({ verb, id }) => `${verb} ${id}`) : [];
}

/** The form that a press opens: what it says, and the template that is filled in. */
async function resizing(who: string, id: string) {
  const answer = await house.system.bot.press({ from: consoleIdentity(who), verb: "Resize", id, fields: {} });
  if (answer.kind !== "form") throw new Error(`pressing Resize answers ${answer.kind}`);
  return { title: answer.form.title, template: answer.form.fields.find(({ name }) => name === "template")?.value };
}
