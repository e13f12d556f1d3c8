/** Edits of a plan: pure, and each leaves the rest as it was. */
import type { InfrastructurePlan, RolePlan, ServicePlan } from "../domain/infrastructure.ts";
import { Refusal } from "../domain/refusal.ts";

/** What is not said stays as it was, or is none in a new one. */
export type ServiceEdit = Partial<Omit<ServicePlan, "id" | "name" | "roles">>;
export type RoleEdit = Partial<Omit<RolePlan, "id" | "name">>;

type NewId = (prefix: string) => string;

const NO_SERVICE = { networks: [], templates: [], domain: null, balancer: null, san: null, roles: [] };

const NO_ROLE = { network: null, max: null };

/** The plan with this service in it, or edited. `path` is `infrastructure/service`. `bad-arguments` when a new one lacks something. */
export function withService(plan: InfrastructurePlan, path: string, edit: ServiceEdit, id: NewId): InfrastructurePlan {
  const name = path.split("/")[1] ?? "";
  const before = plan.services.find((one) => one.name === name) ?? newService(path, edit, name, id);
  return { ...plan, services: put(plan.services, { ...before, ...said(edit) }) };
}

/** The plan with this role in it, or edited. `path` is `infrastructure/service/role`. `bad-arguments` when a new one lacks something. */
export function withRole(plan: InfrastructurePlan, path: string, edit: RoleEdit, id: NewId): InfrastructurePlan {
  const [, , name = ""] = path.split("/");
  const service = serviceOf(plan, path);
  const before = service.roles.find((one) => one.name === name) ?? newRole(path, edit, name, id);
  return {
    ...plan,
    services: put(plan.services, { ...service, roles: put(service.roles, { ...before, ...said(edit) }) }),
  };
}

/** What was said, without the options that were not given. */
function said<T extends object>(edit: T): Partial<T> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function newService(
  path: string,
  { environment, memoryMb, diskGb }: ServiceEdit,
  name: string,
  id: NewId,
): ServicePlan {
  if (environment && memoryMb && diskGb) return { ...NO_SERVICE, environment, memoryMb, diskGb, name, id: id("svc") };
  const usage = `usage: infra service ${path} --environment E --memory SIZE --storage SIZE`;
  throw new Refusal(
    "bad-arguments",
    `${path} is new, and needs --environment, --memory and --storage`,
    usage,
    environment ? (memoryMb ? "storage" : "memory") : "environment",
  );
}

function newRole(path: string, { templates }: RoleEdit, name: string, id: NewId): RolePlan {
  if (templates?.length) return { ...NO_ROLE, templates, name, id: id("rol") };
  throw new Refusal(
    "bad-arguments",
    `${path} is new, and needs --template`,
    `usage: infra role ${path} --template NAME…`,
    "template",
  );
}

/** The plan without the service or role at this path. Throws `not-found`. */
export function removeFrom(plan: InfrastructurePlan, path: string): InfrastructurePlan {
  const [, , roleName] = path.split("/");
  const service = serviceOf(plan, path);
  if (!roleName) return { ...plan, services: plan.services.filter((one) => one !== service) };
  if (!service.roles.some((one) => one.name === roleName)) throw nothingAt(path);
  const roles = service.roles.filter((one) => one.name !== roleName);
  return { ...plan, services: put(plan.services, { ...service, roles }) };
}

function serviceOf(plan: InfrastructurePlan, path: string): ServicePlan {
  const [, name] = path.split("/");
  const service = plan.services.find((one) => one.name === name);
  if (!service) throw nothingAt(`${plan.name}/${name}`);
  return service;
}

function nothingAt(path: string): Refusal {
  return new Refusal("not-found", `the draft has nothing at ${path}`, `look at it: infra show ${path.split("/")[0]}`);
}

/** The list with this one in the place of the one with its name, or at the end. */
function put<T extends { name: string }>(list: T[], one: T): T[] {
  return list.some(({ name }) => name === one.name)
    ? list.map((old) => (old.name === one.name ? one : old))
    : [...list, one];
}
