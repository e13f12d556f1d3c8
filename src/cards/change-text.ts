/** A change to an infrastructure as people read it: each number before and after, what comes and goes, what it costs. */
import { type Amounts, amountText, MEASURES } from "../domain/amount.ts";
import type { InfrastructurePlan, RolePlan, ServicePlan } from "../domain/infrastructure.ts";
import { DAYS_IN_A_MONTH, type Money, moneyStepText, moneyText } from "../domain/money.ts";
import { type Rate, sizePrice } from "../domain/price.ts";
import type { Details } from "../domain/request.ts";
import type { Fact } from "./card.ts";
import { listText } from "./text.ts";

type Change = Extract<Details, { kind: "infra.change" }>;

/** One fact for each difference, and the price of a day before and after. */
export function changeFacts({ base, plan, rate }: Change, currency: string): Fact[] {
  return [...numberFacts(base, plan), ...partFacts(base, plan), ...costFacts(base, plan, rate, currency)];
}

const LABELS: Record<keyof Amounts, string> = { memoryMb: "Memory", diskGb: "Storage", vcpu: "vCPU", vms: "Machines" };

function numberFacts(base: InfrastructurePlan, plan: InfrastructurePlan): Fact[] {
  return MEASURES.filter((measure) => base[measure] !== plan[measure]).map((measure) => ({
    label: LABELS[measure],
    value: movedText(measure, base[measure], plan[measure]),
  }));
}

/** `64 GB → 72 GB (+8 GB)` */
function movedText(measure: keyof Amounts, before: number | null, after: number | null): string {
  const text = (amount: number | null) => (amount === null ? "no ceiling" : amountText(measure, amount));
  if (before === null || after === null) return `${text(before)} → ${text(after)}`;
  const sign = after > before ? "+" : "−";
  return `${text(before)} → ${text(after)} (${sign}${amountText(measure, Math.abs(after - before))})`;
}

function partFacts(base: InfrastructurePlan, plan: InfrastructurePlan): Fact[] {
  const gone = base.services.filter(({ id }) => !plan.services.some((one) => one.id === id));
  return [
    ...plan.services.flatMap((service) => {
      const path = `${plan.name}/${service.name}`;
      const was = base.services.find(({ id }) => id === service.id);
      return was ? serviceFacts(path, was, service) : newFacts(path, service);
    }),
    ...gone.map(({ name }) => ({ label: `${plan.name}/${name}`, value: "removed" })),
  ];
}

function newFacts(path: string, service: ServicePlan): Fact[] {
  const { environment, memoryMb, diskGb, templates, networks } = service;
  const share = `${amountText("memoryMb", memoryMb)} memory, ${amountText("diskGb", diskGb)} storage`;
  const named = [
    ...(templates.length ? [templates.join(", ")] : []),
    ...(networks.length ? [networks.join(", ")] : []),
  ];
  return [
    { label: path, value: ["new", environment, share, ...named].join(", ") },
    ...service.roles.map((role) => newRole(`${path}/${role.name}`, role)),
  ];
}

function newRole(label: string, { templates, network, max }: RolePlan): Fact {
  const more = [...(network ? [network] : []), ...(max === null ? [] : [`at most ${max}`])];
  return { label, value: ["new", ...templates, ...more].join(", ") };
}

function serviceFacts(path: string, was: ServicePlan, is: ServicePlan): Fact[] {
  const gone = was.roles.filter(({ id }) => !is.roles.some((one) => one.id === id));
  return [
    ...edited(path, serviceFields(was), serviceFields(is)),
    ...is.roles.flatMap((role) => {
      const rolePath = `${path}/${role.name}`;
      const before = was.roles.find(({ id }) => id === role.id);
      return before ? edited(rolePath, roleFields(before), roleFields(role)) : [newRole(rolePath, role)];
    }),
    ...gone.map(({ name }) => ({ label: `${path}/${name}`, value: "removed" })),
  ];
}

type Fields = Record<string, string>;

function serviceFields({
  environment,
  memoryMb,
  diskGb,
  templates,
  networks,
  domain,
  balancer,
  san,
}: ServicePlan): Fields {
  return {
    ...{ environment, memory: amountText("memoryMb", memoryMb), storage: amountText("diskGb", diskGb) },
    ...{ templates: listText(templates), networks: listText(networks) },
    ...{ domain: domain ?? "none", balancer: balancer ?? "none", san: san ?? "none" },
  };
}

function roleFields({ templates, network, max }: RolePlan): Fields {
  return {
    templates: listText(templates),
    network: network ?? "the service's",
    "at most": max === null ? "any" : String(max),
  };
}

function edited(label: string, was: Fields, is: Fields): Fact[] {
  const moved = Object.keys(is).filter((field) => was[field] !== is[field]);
  if (moved.length === 0) return [];
  return [{ label, value: moved.map((field) => `${field} ${was[field]} → ${is[field]}`).join(", ") }];
}

/** The price of the reservation alone; machines that are there cost what they cost. */
function costFacts(base: InfrastructurePlan, plan: InfrastructurePlan, rate: Rate | null, currency: string): Fact[] {
  if (!rate) return [];
  const [before, after] = [sizePrice(base, rate), sizePrice(plan, rate)];
  const moved = after === before ? "as before" : stepText(after - before, currency);
  return [{ label: "Cost a day", value: `${moneyText(before, currency)} → ${moneyText(after, currency)} (${moved})` }];
}

/** `+0.80 EUR, +24.00 EUR in 30 days` */
function stepText(step: Money, currency: string): string {
  return `${moneyStepText(step, currency)}, ${moneyStepText(step * DAYS_IN_A_MONTH, currency)} in 30 days`;
}
