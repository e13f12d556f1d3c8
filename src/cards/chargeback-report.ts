/** The report on cost: what a month comes to, by object and in total, reserved, allocated and used. */
import { type Money, moneyOf, moneyText, plainAmount } from "../domain/money.ts";
import { budgetFacts } from "./budget-text.ts";
import type { Block, Button, Card, Fact } from "./card.ts";
import { type ChargebackView, costChart, dearestFirst, monthsChart } from "./chargeback-charts.ts";
import { type Charged, costTree, inCents, measuredOf, sumOf } from "./cost-tree.ts";
import { branchText, LEVELS } from "./holding.ts";
import { monthText } from "./moment.ts";
import { headText, percentText, reportFile } from "./report-parts.ts";
import { UNMEASURED } from "./use-text.ts";

/** To the cent on the card, and exactly in its file. */
export function chargebackReport(exact: ChargebackView): Card {
  const { charged, before, month } = exact;
  const view = { ...exact, charged: inCents(charged), before: inCents(before) };
  const file = reportFile(
    view,
    FILE_COLUMNS,
    charged.map((one) => fileRow(one, view)),
  );
  const nothing: Block = { type: "text", text: `Nothing costs anything in ${monthText(month)}.` };
  const told = charged.length > 0 ? [costChart(view), ...monthsChart(view), table(view)] : [nothing];
  const blocks: Block[] = [{ type: "facts", facts: factsOf(view) }, ...told];
  return {
    title: `${headText(view, view.billing)}, ${monthText(month)}`,
    tone: "plain",
    blocks,
    buttons: explainers(view),
    file,
  };
}

function factsOf(view: ChargebackView): Fact[] {
  const { charged, before, currency, isClosed, billing } = view;
  const of = (amount: Money) => moneyText(amount, currency);
  const refunded = sumOf(charged, "refunded");
  return [
    { label: billing === "chargeback" ? "Charged" : "Costs", value: of(sumOf(charged, "amount")) },
    { label: "Reserved", value: `${of(sumOf(charged, "reserved"))} for what is granted and not in use` },
    { label: "Allocated", value: `${of(sumOf(charged, "allocated"))} for machines` },
    ...useFacts(view),
    ...(refunded === 0n ? [] : [{ label: "Given back", value: of(refunded) }]),
    { label: "Month before", value: before.length === 0 ? "nothing" : of(sumOf(before, "amount")) },
    ...costCenters(view),
    ...budgetFacts(view.budgets, currency),
    { label: "Month", value: isClosed ? "closed: it stays as it is" : "not closed yet: its costs so far" },
    ...(charged.some(({ isUnpriced }) => isUnpriced) ? [UNPRICED] : []),
  ];
}

/** What is allocated and not used is told of the time in which it was measured. */
function useFacts({ charged, currency, measured }: ChargebackView): Fact[] {
  const [used, idle] = [measuredOf(charged, "used"), measuredOf(charged, "idle")];
  if (used === null || idle === null) return [{ label: "Used", value: `${UNMEASURED} not measured` }];
  const share = `measured ${percentText(measured, 1)} of the time`;
  return [
    { label: "Used", value: `${moneyText(used, currency)} at the rates; ${share}` },
    { label: "Idle", value: `${moneyText(idle, currency)} allocated and not used meanwhile` },
  ];
}

const UNPRICED: Fact = {
  label: "Without a price",
  value: "some of it costs nothing, because no price is set for it (*)",
};

/** A sum of its own for each, where there are several. */
function costCenters({ charged, currency }: ChargebackView): Fact[] {
  const groups = [...Map.groupBy(charged, ({ keys }) => keys.costCenter ?? "")];
  if (groups.length < 2) return [];
  return groups.map(([costCenter, group]) => ({
    label: `Cost centre ${costCenter}`,
    value: moneyText(sumOf(group, "amount"), currency),
  }));
}

const MOST_EXPLAINED = 3;

/** How the dearest come about is one press away. */
function explainers(view: ChargebackView): Button[] {
  const names = dearestFirst(view).flatMap(({ name }) => name || []);
  return names.slice(0, MOST_EXPLAINED).map((name) => ({ verb: "Explain", id: `${name}/${view.month}` }));
}

/** What is given back has a column where there is some. */
const COLUMNS = ["what", "reserved", "allocated"];
const MORE_COLUMNS = ["used", "idle", "sum", "month before"];

/** What is reserved is an infrastructure's, and of no part of it. */
const RESERVING = 2;

/** Each thing under the one that it belongs to, and the total at last. */
function table({ charged, before, currency }: ChargebackView): Block {
  const text = (amount: Money) => moneyText(amount, currency);
  const use = (own: Charged[], field: "used" | "idle") => {
    const known = measuredOf(own, field);
    return known === null ? UNMEASURED : text(known);
  };
  const isRefunded = charged.some(({ refunded }) => moneyOf(refunded) !== 0n);
  const row = (name: string, own: Charged[], then: Charged[], depth = 0) => [
    ...[own.some(({ isUnpriced }) => isUnpriced) ? `${name} *` : name],
    ...[depth > RESERVING ? "–" : text(sumOf(own, "reserved")), text(sumOf(own, "allocated"))],
    ...(isRefunded ? [text(sumOf(own, "refunded"))] : []),
    ...[use(own, "used"), use(own, "idle")],
    ...[text(sumOf(own, "amount")), then.length === 0 ? "–" : text(sumOf(then, "amount"))],
  ];
  const rows = costTree(charged, before).map(({ path, says, own, then }) =>
    row(says ? `${branchText({ path })} (${says})` : branchText({ path }), own, then, path.length),
  );
  const columns = [...COLUMNS, ...(isRefunded ? ["given back"] : []), ...MORE_COLUMNS];
  return { type: "table", columns, rows: [...rows, row("total", charged, before)] };
}

const FILE_COLUMNS = [
  "month",
  ...LEVELS,
  "machine",
  "reserved",
  "allocated",
  "used",
  "idle",
  "hours measured",
  "hours allocated",
  "given back",
  "sum",
  "currency",
];

function fileRow({ keys, ...amounts }: Charged, { month, currency }: ChargebackView): string[] {
  const { unit, costCenter, infrastructure, service, role, machine } = keys;
  const names = [unit, costCenter, infrastructure, nameIn(service), nameIn(role), machine].map((name) => name ?? "");
  const { reserved, allocated, used, idle, refunded, amount } = amounts;
  const text = (one: string | null | undefined) => (one ? plainAmount(one) : "");
  const before = [reserved, allocated, used, idle].map(text);
  return [month, ...names, ...before, ...hoursOf(amounts), text(refunded), text(amount), currency];
}

/** What is reserved is nobody's hours. */
function hoursOf({ measuredSeconds = 0, seconds = 0 }: Omit<Charged, "keys">): string[] {
  return seconds === 0 ? ["", ""] : [measuredSeconds, seconds].map((one) => (one / 3600).toFixed(2));
}

/** A service and a role are told by their paths. */
function nameIn(path: string | null | undefined): string | null {
  return path?.split("/").at(-1) ?? null;
}
