/** Whether the parts of a datacenter file fit together: nothing twice, nothing unknown, nothing larger than its whole. */
import { identityText } from "../../domain/actor.ts";
import { gaps } from "../../domain/infrastructure.ts";
import type { DatacenterFile, InfrastructurePart, ServicePart } from "./shape.ts";

/** A sentence, and where in the document it belongs. */
export interface Problem {
  path: (string | number)[];
  message: string;
}

type Path = Problem["path"];
type Named = { name: string; path: Path };

/** Everything that does not fit together; empty when all does. */
export function problemsOf(file: DatacenterFile): Problem[] {
  return [...listsOf(file).flatMap(twice), ...hostProblems(file), ...unitProblems(file)];
}

const LISTS = ["environments", "networks", "domains", "balancers", "sans", "storagePools"] as const;

/** Lists in which each name may stand only once. */
function listsOf(file: DatacenterFile): Named[][] {
  return [
    ...LISTS.map((list) => file[list].map((name, at) => ({ name, path: [list, at] }))),
    named(file.hosts, ["hosts"]),
    named(file.templates, ["templates"]),
    named(file.people, ["people"]),
    named(file.businessUnits, ["businessUnits"]),
    file.rates.map(({ from }, at) => ({ name: from, path: ["rates", at, "from"] })),
    file.people.flatMap(({ identities }, person) =>
      identities.map((one, at) => ({ name: identityText(one), path: ["people", person, "identities", at] })),
    ),
    infrastructuresOf(file).map(({ item, path }) => ({ name: item.name, path: [...path, "name"] })),
    ...infrastructuresOf(file).map(({ item, path }) => named(item.services, [...path, "services"])),
    ...servicesOf(file).map(({ item, path }) => named(item.roles, [...path, "roles"])),
  ];
}

function twice(list: Named[]): Problem[] {
  const seen = new Set<string>();
  return list.flatMap(({ name, path }) => {
    if (seen.has(name)) return [{ path, message: `${name} is here twice` }];
    seen.add(name);
    return [];
  });
}

function hostProblems({ hosts }: DatacenterFile): Problem[] {
  return hosts.flatMap(({ name, reserved, ratio, ...host }, at) =>
    (["vcpu", "memory", "storage"] as const)
      .filter((kind) => (reserved[kind] ?? 0) > host[kind] * (ratio[kind] ?? 1))
      .map((kind) => ({ path: ["hosts", at, "reserved", kind], message: `that is more than ${name} has` })),
  );
}

function unitProblems(file: DatacenterFile): Problem[] {
  const people = file.people.map(({ name }) => name);
  const members = file.businessUnits.flatMap((unit, at) =>
    Object.keys(unit.members).flatMap((name) =>
      unknown("person", people, name, ["businessUnits", at, "members", name]),
    ),
  );
  return [
    ...members,
    ...file.businessUnits.flatMap((unit, at) => offerProblems(file, unit, ["businessUnits", at, "offer"])),
    ...infrastructuresOf(file).flatMap(({ item, path }) => infrastructureProblems(file, item, path)),
    ...servicesOf(file).flatMap(({ item, path }) => serviceProblems(file, item, path)),
    ...infrastructuresOf(file).flatMap(({ item, path }) =>
      gaps(planOf(item)).map((message) => ({ path: [...path, "services"], message })),
    ),
  ];
}

function offerProblems(
  file: DatacenterFile,
  { offer }: DatacenterFile["businessUnits"][number],
  path: Path,
): Problem[] {
  const templates = file.templates.map(({ name }) => name);
  const all = (what: string, known: string[], list: "environments" | "networks" | "templates") =>
    (offer?.[list] ?? []).flatMap((name, at) => unknown(what, known, name, [...path, list, at]));
  return [
    ...all("environment", file.environments, "environments"),
    ...all("network", file.networks, "networks"),
    ...all("template", templates, "templates"),
  ];
}

function infrastructureProblems(file: DatacenterFile, item: InfrastructurePart, path: Path): Problem[] {
  const groups = [...new Set(file.hosts.map(({ group }) => group))];
  return [
    ...unknown("group of hosts", groups, item.hosts, [...path, "hosts"]),
    ...unknown("storage pool", file.storagePools, item.storagePool, [...path, "storagePool"]),
  ];
}

const SERVICE_REFERENCES = [
  ["environment", "environments"],
  ["domain", "domains"],
  ["balancer", "balancers"],
  ["san", "sans"],
] as const;

function serviceProblems(file: DatacenterFile, service: ServicePart, path: Path): Problem[] {
  const templates = file.templates.map(({ name }) => name);
  const own = service.templates?.length ? service.templates : templates;
  const all = (what: string, known: string[], list: string[] | undefined, at: Path) =>
    (list ?? []).flatMap((name, i) => unknown(what, known, name, [...at, i]));
  return [
    ...SERVICE_REFERENCES.flatMap(([key, list]) => unknown(key, file[list], service[key], [...path, key])),
    ...all("network", file.networks, service.networks, [...path, "networks"]),
    ...all("template", templates, service.templates, [...path, "templates"]),
    ...service.roles.flatMap((role, at) => [
      ...all("template", own, role.templates, [...path, "roles", at, "templates"]),
      ...unknown("network", service.networks?.length ? service.networks : file.networks, role.network, [
        ...path,
        "roles",
        at,
        "network",
      ]),
    ]),
  ];
}

function unknown(what: string, known: string[], name: string | null | undefined, path: Path): Problem[] {
  if (name === null || name === undefined || known.includes(name)) return [];
  const choice = known.length === 0 ? "the file has none" : `it is one of ${known.join(", ")}`;
  return [{ path, message: `there is no ${what} ${name} here; ${choice}` }];
}

function infrastructuresOf(file: DatacenterFile) {
  return file.businessUnits.flatMap(({ infrastructures }, unit) =>
    infrastructures.map((item, at) => ({ item, path: ["businessUnits", unit, "infrastructures", at] })),
  );
}

function servicesOf(file: DatacenterFile) {
  return infrastructuresOf(file).flatMap(({ item, path }) =>
    item.services.map((service, at) => ({ item: service, path: [...path, "services", at] })),
  );
}

function named(list: { name: string }[], path: Path): Named[] {
  return list.map(({ name }, at) => ({ name, path: [...path, at, "name"] }));
}

/** As the rules for plans know it; ids play no part in them. */
function planOf({ name, memory, storage, services, reason }: InfrastructurePart) {
  return {
    ...{ id: "", name, memoryMb: memory, diskGb: storage, vcpu: null, vms: null, until: null, reason },
    services: services.map((service) => ({
      ...{ id: "", name: service.name, environment: service.environment, networks: service.networks ?? [] },
      ...{ memoryMb: service.memory, diskGb: service.storage, templates: service.templates ?? [] },
      ...{ domain: null, balancer: null, san: null },
      roles: service.roles.map(({ name, templates }) => ({ id: "", name, templates, network: null, max: null })),
    })),
  };
}
