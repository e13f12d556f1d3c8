/** The data item: one document for each workflow, into which its tasks' parameters refer. */

import type { HostPlace } from "./host.ts";
import type { Made, Wish } from "./request.ts";

/** What a workflow works on and where, as its rows say it; an infrastructure's workflow has no machine. */
export interface Subject {
  vm: { id: string; name: string; vcpu: number; memoryMb: number; diskGb: number; template: string } | null;
  /** Null until one is claimed. */
  host: HostPlace | null;
  infrastructure: {
    id: string;
    name: string;
    hostGroup: string | null;
    storagePool: string | null;
    /** Our networks by the names that the infrastructure knows them by. */
    networks: Record<string, string>;
    /** The active ones of its group; none where a machine is worked on. */
    hosts: HostPlace[];
  } | null;
  service: { name: string; environment: string; networks: string[] } | null;
  role: { name: string; network: string | null } | null;
  /** What an action on a machine was told; null for most. */
  wish: Wish | null;
}

/** What the installation itself contributes. */
export interface Surroundings {
  simulator: { directory: string };
}

export interface Job {
  /** The workflow's; no other run of the same action has it. */
  id: string;
  request: string;
  action: string;
}

/** The pool of an infrastructure to which none was assigned; libvirt's hosts have one of this name. */
const DEFAULT_POOL = "default";

/** Every path there is, and what it says; undefined where a workflow has no such thing. */
const PATHS = {
  "job.id": ({ job }) => job.id,
  "job.request": ({ job }) => job.request,
  action: ({ job }) => job.action,
  "vm.id": ({ subject }) => subject.vm?.id,
  "vm.name": ({ subject }) => subject.vm?.name,
  "vm.vcpu": ({ subject }) => subject.vm?.vcpu,
  "vm.memoryMb": ({ subject }) => subject.vm?.memoryMb,
  "vm.diskGb": ({ subject }) => subject.vm?.diskGb,
  "vm.template": ({ subject }) => subject.vm?.template,
  "host.name": ({ subject }) => subject.host?.name,
  "host.address": ({ subject }) => subject.host?.address,
  "infrastructure.id": ({ subject }) => subject.infrastructure?.id,
  "infrastructure.name": ({ subject }) => subject.infrastructure?.name,
  "infrastructure.hostGroup": ({ subject }) => subject.infrastructure?.hostGroup ?? undefined,
  "infrastructure.storagePool": ({ subject }) =>
    subject.infrastructure && (subject.infrastructure.storagePool ?? DEFAULT_POOL),
  /** JSON: a list of `{ name, address }`. */
  "infrastructure.hosts": ({ subject }) =>
    subject.infrastructure?.hosts.length ? JSON.stringify(subject.infrastructure.hosts) : undefined,
  "service.name": ({ subject }) => subject.service?.name,
  "role.name": ({ subject }) => subject.role?.name,
  "snapshot.name": ({ subject: { wish } }) => (wish?.of === "snapshot" ? wish.name : undefined),
  "to.name": ({ subject: { wish } }) => (wish?.of === "name" ? wish.name : undefined),
  "to.template": ({ subject }) => sizeWished(subject)?.template,
  "to.vcpu": ({ subject }) => sizeWished(subject)?.size.vcpu,
  "to.memoryMb": ({ subject }) => sizeWished(subject)?.size.memoryMb,
  "to.diskGb": ({ subject }) => sizeWished(subject)?.size.diskGb,
  network: ({ subject }) => networkOf(subject),
  environment: ({ subject }) => subject.service?.environment,
  "simulator.directory": ({ surroundings }) => surroundings.simulator.directory,
} as const satisfies Record<string, (from: Source) => string | number | null | undefined>;

interface Source {
  job: Job;
  subject: Subject;
  surroundings: Surroundings;
}

/** The data item by its paths; every value is a string, and what the workflow has not is absent. */
export type DataItem = Readonly<Record<string, string>>;

/** Everything that a parameter may refer to, beside the inputs of an action of one's own. */
export const DATA_ITEM_PATHS: readonly string[] = Object.keys(PATHS);

/** Makes the data item of one workflow. */
export function dataItem(job: Job, subject: Subject, surroundings: Surroundings): DataItem {
  const source = { job, subject, surroundings };
  const entries = Object.entries(PATHS).map(([path, read]) => [path, read(source)] as const);
  const known = entries.flatMap(([path, value]) => (value == null ? [] : [[path, String(value)]]));
  return Object.fromEntries([...known, ...inputsIn(subject)]);
}

/** Where what an action of one's own was told stands: `input.days`. */
export function inputPath(name: string): string {
  return `input.${name}`;
}

function inputsIn({ wish }: Subject): [path: string, value: string][] {
  if (wish?.of !== "inputs") return [];
  return wish.inputs.map(({ name, value }) => [inputPath(name), value]);
}

/** What a machine is to be made of. */
export function sizeWished({ wish }: Subject): Made | undefined {
  return wish?.of === "size" ? wish.after : undefined;
}

/** The role's network, else the service's first, else the infrastructure's, else the host's default one; by our name. */
function networkOf({ infrastructure, service, role }: Subject): string {
  const networks = infrastructure?.networks ?? {};
  const known = role?.network ?? service?.networks[0] ?? Object.keys(networks)[0] ?? "default";
  return networks[known] ?? known;
}
