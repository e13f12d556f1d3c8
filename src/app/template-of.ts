/** Which template a machine is made of: one that there is, that its role uses, and that its business unit is offered. */
import type { RolePlan } from "../domain/infrastructure.ts";
import { type Offered, offeredNames } from "../domain/offer.ts";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { DatacenterFacts, Template } from "./datacenter-ports.ts";

/** The template that was meant. Throws a Refusal: `not-found`, or `not-offered` with those that there are instead. */
export function templateOf(
  facts: DatacenterFacts,
  role: RolePlan,
  order: { role: string; template: string },
  offered: Offered | null,
): Template {
  const template = facts.templates.find((one) => one.name === order.template);
  const choice = offered ? offeredNames("template", offered).filter((name) => role.templates.includes(name)) : [];
  if (template && choice.includes(template.name)) return template;
  const hint = choice.length ? `${order.role} has: ${choice.join(", ")}` : "ask an admin of the datacenter for one";
  const refusal = (code: RefusalCode, sentence: string) => new Refusal(code, sentence, hint, "template");
  const used = role.templates.includes(order.template);
  if (template && used) throw refusal("not-offered", `${template.name} is not offered to ${offered?.unit ?? "you"}`);
  if (used) throw refusal("not-offered", `${order.template} is retired`);
  if (template) throw refusal("not-offered", `${order.role} does not use template ${template.name}`);
  throw refusal("not-found", `there is no template ${order.template}`);
}
