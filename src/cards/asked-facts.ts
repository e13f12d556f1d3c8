/** What a request asks for, as facts of its card. */
import { amountText } from "../domain/amount.ts";
import type { InfrastructurePlan, ServicePlan } from "../domain/infrastructure.ts";
import { moneyOf, moneyText } from "../domain/money.ts";
import type { Details, Wish } from "../domain/request.ts";
import type { Fact } from "./card.ts";
import { changeFacts } from "./change-text.ts";
import { chargeFacts } from "./charge-card.ts";
import { exactText } from "./charge-text.ts";
import { momentText } from "./moment.ts";
import type { RequestView } from "./request-view.ts";
import { dayPriceText } from "./text.ts";

type Facts = { [K in Details["kind"]]: (details: Extract<Details, { kind: K }>, view: RequestView) => Fact[] };

const FACTS: Facts = {
  "bu.register": ({ name, costCenter, channel, reason }) => [
    { label: "Business unit", value: name },
    { label: "Cost centre", value: costCenter },
    ...maybe("Channel", channel),
    ...maybe("Reason", reason),
  ],
  "infra.new": ({ plan }) => [
    { label: "Asks for", value: shareText(plan) },
    ...plan.services.flatMap((service) => serviceFacts(plan, service)),
    ...maybe("Until", plan.until),
    ...maybe("Reason", plan.reason),
  ],
  "infra.change": (details, { currency }) => changeFacts(details, currency),
  "infra.extend": ({ from, until }) => [{ label: "Until", value: `${from ?? "open"} → ${until}` }],
  "infra.decommission": ({ machines, reason }) => [
    { label: "Machines", value: machines.map(({ name }) => name).join(", ") || "none" },
    ...maybe("Reason", reason || null),
  ],
  "infra.end": endFacts,
  "vm.create": ({ path, template, size, machines, dayPrice, until }, { currency, picture }) => [
    { label: "Role", value: path },
    { label: "Template", value: madeText({ template, size }) },
    ...(machines.length > 1 ? [{ label: "Machines", value: String(machines.length) }] : []),
    ...(picture ? [] : [{ label: "Cost", value: costText(dayPrice, machines.length, currency) }]),
    ...maybe("Until", until),
  ],
  "vm.action": ({ scheduled, wish }, { timeZone, currency }) => [
    ...maybe("By its schedule", scheduled ? momentText(scheduled, timeZone) : null),
    ...(wish ? wishFacts(wish, currency) : []),
  ],
  "vm.run": ({ wish }, { currency }) => wishFacts(wish, currency),
  "vm.import": ({ path, host, template, size, dayPrice, state }, { currency }) => [
    { label: "Is", value: `${state} on ${host.name}, made by others` },
    { label: "Role", value: path },
    { label: "Template", value: madeText({ template, size }) },
    { label: "Cost", value: dayPriceText(dayPrice, currency) },
  ],
  "vm.extend": ({ from, until }) => [{ label: "Until", value: `${from} → ${until}` }],
  "vm.end": endFacts,
  "report.dispute": ({ charge, reason, amount }, { currency }) => [
    ...chargeFacts(charge, currency),
    ...maybe("To be given back", amount ? exactText(amount, currency) : null),
    { label: "Disputed because", value: reason },
  ],
  review: ({ of, asked, reason }) => [
    { label: "To be looked at", value: `${of}, decided alone: ${asked}` },
    { label: "Reason", value: reason },
  ],
};

function wishFacts(wish: Wish, currency: string): Fact[] {
  switch (wish.of) {
    case "snapshot":
      return [{ label: "Snapshot", value: wish.name }];
    case "inputs":
      return maybe("Told", inputsText(wish.inputs) || null);
    case "name":
      return [{ label: "New name", value: wish.name }];
    case "size":
      return [
        { label: "Template", value: `${madeText(wish.before)} → ${madeText(wish.after)}` },
        {
          label: "Cost",
          value: [wish.before, wish.after].map((made) => dayPriceText(made.dayPrice, currency)).join(" → "),
        },
      ];
  }
}

/** `days: 90, note: before the audit`; what was left empty is not said. */
function inputsText(inputs: Extract<Wish, { of: "inputs" }>["inputs"]): string {
  const said = inputs.filter(({ value }) => value !== "");
  return said.map(({ name, value }) => `${name}: ${value}`).join(", ");
}

function endFacts({ until, lastDay }: { until: string; lastDay: string }): Fact[] {
  const value = lastDay === until ? until : `${lastDay} (it was not usable before ${until} was over)`;
  return [{ label: "Until", value }];
}

/** Who asks for what, and for which business unit: who asks need not belong to it. */
export function askedFacts(view: RequestView): Fact[] {
  const { request, people, unit } = view;
  const who = people[request.requester] ?? request.requester;
  return [{ label: "Asked by", value: unit ? `${who}, for ${unit}` : who }, ...factsOf(view)];
}

function factsOf<K extends Details["kind"]>(view: RequestView): Fact[] {
  const details = view.request.details as Extract<Details, { kind: K }>;
  return FACTS[details.kind as K](details, view);
}

/** `small (1 vCPU, 1 GB memory, 60 GB storage)` */
export function madeText({ template, size }: { template: string; size: Parameters<typeof sizeLine>[0] }): string {
  return `${template} (${sizeLine(size)})`;
}

/** `1 vCPU, 1 GB memory, 60 GB storage` */
export function sizeLine(size: { vcpu: number; memoryMb: number; diskGb: number }): string {
  return `${size.vcpu} vCPU, ${amountText("memoryMb", size.memoryMb)} memory, ${amountText("diskGb", size.diskGb)} storage`;
}

function shareText({ memoryMb, diskGb, vcpu, vms }: InfrastructurePlan): string {
  const limits = [
    ...(vcpu === null ? [] : [amountText("vcpu", vcpu)]),
    ...(vms === null ? [] : [amountText("vms", vms)]),
  ];
  const share = [`${amountText("memoryMb", memoryMb)} memory`, `${amountText("diskGb", diskGb)} storage`];
  return [...share, ...limits].join(", ");
}

function serviceFacts(plan: InfrastructurePlan, service: ServicePlan): Fact[] {
  const share = `${amountText("memoryMb", service.memoryMb)} memory, ${amountText("diskGb", service.diskGb)} storage`;
  const roles = service.roles.map((role) => {
    const most = role.max === null ? "" : `, at most ${role.max}`;
    return { label: `${plan.name}/${service.name}/${role.name}`, value: `${role.templates.join(", ")}${most}` };
  });
  return [{ label: `${plan.name}/${service.name}`, value: `${service.environment}, ${share}` }, ...roles];
}

function costText(dayPrice: string, count: number, currency: string): string {
  const price = moneyOf(dayPrice);
  const each = `${moneyText(price, currency)} a day`;
  return count === 1 ? each : `${moneyText(price * BigInt(count), currency)} a day (${each} each)`;
}

function maybe(label: string, value: string | null): Fact[] {
  return value ? [{ label, value }] : [];
}
