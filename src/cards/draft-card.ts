/** The draft of an infrastructure: what is in it, and what is missing before it can be submitted. */
import { amountText } from "../domain/amount.ts";
import { gaps, type InfrastructurePlan, type RolePlan, type ServicePlan } from "../domain/infrastructure.ts";
import type { Block, Button, Card, Fact } from "./card.ts";
import { listText } from "./text.ts";

/** Draws a draft. `id` is its request's. */
export function draftCard(id: string, plan: InfrastructurePlan): Card {
  const missing = gaps(plan);
  const blocks: Block[] = [
    { type: "facts", facts: planFacts(plan) },
    ...(plan.services.length ? [planTable(plan)] : []),
    {
      type: "text",
      text: missing.length ? missingText(missing) : `Complete: submit it with infra submit ${plan.name}`,
    },
  ];
  return { title: `${id} · draft of infrastructure ${plan.name}`, tone: "plain", blocks, buttons: draftButtons(id) };
}

/** What can be done with a draft. */
export function draftButtons(id: string): Button[] {
  return (["Submit", "Discard"] as const).map((verb) => ({ verb, id }));
}

/** What is missing, a line each. */
export function missingText(missing: string[]): string {
  return ["Missing:", ...missing.map((gap) => `• ${gap}`)].join("\n");
}

function planFacts(plan: InfrastructurePlan): Fact[] {
  return [
    { label: "Memory", value: amountText("memoryMb", plan.memoryMb) },
    { label: "Storage", value: amountText("diskGb", plan.diskGb) },
    ...(plan.vcpu === null ? [] : [{ label: "vCPU", value: `at most ${plan.vcpu}` }]),
    ...(plan.vms === null ? [] : [{ label: "Machines", value: `at most ${plan.vms}` }]),
    ...(plan.until === null ? [] : [{ label: "Until", value: plan.until }]),
    { label: "Reason", value: plan.reason },
  ];
}

function planTable(plan: InfrastructurePlan): Block {
  const columns = ["path", "environment", "memory", "storage", "templates", "networks", "with"];
  return { type: "table", columns, rows: plan.services.flatMap((service) => serviceRows(plan.name, service)) };
}

function serviceRows(infrastructure: string, service: ServicePlan): string[][] {
  const path = `${infrastructure}/${service.name}`;
  const named = [service.domain, service.balancer, service.san].filter((name) => name !== null);
  const own = [
    ...[path, service.environment, amountText("memoryMb", service.memoryMb), amountText("diskGb", service.diskGb)],
    ...[listText(service.templates), listText(service.networks), listText(named)],
  ];
  return [own, ...service.roles.map((role) => roleRow(path, role))];
}

function roleRow(path: string, role: RolePlan): string[] {
  const most = role.max === null ? "–" : `at most ${role.max}`;
  return [`${path}/${role.name}`, "–", "–", "–", listText(role.templates), role.network ?? "–", most];
}
