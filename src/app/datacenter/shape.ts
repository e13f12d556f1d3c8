/** What a datacenter file may hold. What is left out of it stays as it is; `null` says that there shall be none. */
import { z } from "zod";
import { BILLING_WORDS, COUNTED_PARTS } from "../../domain/ledger/billing.ts";
import { SCRIPT_TYPES } from "../../domain/script-limits.ts";
import * as is from "./scalars.ts";

const names = z.array(is.Name);
const optionalName = is.Name.nullish();

const Throttle = z.strictObject({
  workflows: is.Count.optional(),
  light: is.Count.optional(),
  heavy: is.Count.optional(),
  /** By script type. */
  scripts: z.partialRecord(z.enum(SCRIPT_TYPES), is.Count).optional(),
});

const countedPart = z.enum(COUNTED_PARTS, { error: "whole or storage is needed" });

/** What reports call it, and what counts of machines that are stopped and stored. */
const Billing = z.strictObject({
  words: z.enum(BILLING_WORDS, { error: "showback or chargeback is needed" }).optional(),
  stopped: countedPart.optional(),
  stored: countedPart.optional(),
});

/** For how many days measurements are kept: each look at a machine, its hours, and its days. */
const Usage = z
  .strictObject({ samples: is.Count, hours: is.Count, days: is.Count })
  .refine(({ samples, hours, days }) => samples <= hours && hours <= days, {
    error: "samples are kept no longer than hours, and hours no longer than days",
  });

/** What is asked about as idle, and for how many days nobody is asked again. */
const Idle = z.strictObject({
  reservations: z.strictObject({ percent: is.Percent.optional(), days: is.DaysBack.optional() }).default({}),
  machines: z.strictObject({ percent: is.Percent.optional(), days: is.DaysBack.optional() }).default({}),
  quietDays: is.QuietDays.optional(),
});

/** Per GB and day. */
const Rate = z.strictObject({ from: is.Day, memory: is.Price, storage: is.Price });

const Ratios = z.strictObject({
  vcpu: is.Ratio.optional(),
  memory: is.Ratio.optional(),
  storage: is.Ratio.optional(),
});

const Reserved = z.strictObject({
  vcpu: is.CountOrNone.optional(),
  memory: is.MemoryOrNone.optional(),
  storage: is.StorageOrNone.optional(),
});

const Host = z.strictObject({
  name: is.Name,
  group: is.Name,
  state: z.enum(["active", "draining"], { error: "active or draining is needed" }).optional(),
  vcpu: is.Count,
  memory: is.Memory,
  storage: is.Storage,
  vms: is.CountOrNone,
  address: is.Address.nullish(),
  ratio: Ratios.default({}),
  reserved: Reserved.default({}),
});

const Template = z.strictObject({
  name: is.Name,
  vcpu: is.Count,
  memory: is.Memory,
  storage: is.Storage,
  price: is.Price.nullish(),
  /** Machines of it stay, and no new ones are made. */
  retired: z.boolean({ error: "true or false is needed" }).default(false),
});

const memberRole = z.enum(["user", "operator", "bu-admin"], { error: "one of user, operator, bu-admin is needed" });
const MemberRoles = z.union([memberRole.transform((role) => [role]), z.array(memberRole).min(1)], {
  error: "one of user, operator, bu-admin is needed, or a list of them",
});

const Person = z.strictObject({
  name: is.PersonName,
  identities: z.array(is.IdentityText).default([]),
  roles: z.array(z.enum(["datacenter-admin"], { error: "datacenter-admin is needed" })).optional(),
});

const ServiceRole = z.strictObject({
  name: is.Name,
  templates: names.min(1, { error: "at least one template is needed" }),
  max: is.Count.nullish(),
  network: optionalName,
});

const Service = z.strictObject({
  name: is.Name,
  environment: is.Name,
  memory: is.Memory,
  storage: is.Storage,
  networks: names.optional(),
  templates: names.optional(),
  domain: is.DomainName.nullish(),
  balancer: optionalName,
  san: optionalName,
  roles: z.array(ServiceRole).default([]),
});

const Infrastructure = z.strictObject({
  name: is.Name,
  memory: is.Memory,
  storage: is.Storage,
  vcpu: is.Count.nullish(),
  vms: is.Count.nullish(),
  until: is.Day.nullish(),
  reason: is.Text,
  hosts: optionalName,
  storagePool: optionalName,
  services: z.array(Service).default([]),
});

/** What of the datacenter a business unit is offered; an empty list offers everything. */
const Offer = z.strictObject({
  environments: names.optional(),
  networks: names.optional(),
  templates: names.optional(),
  memory: is.Memory.nullish(),
  storage: is.Storage.nullish(),
});

const BusinessUnit = z.strictObject({
  name: is.Name,
  costCenter: is.Text,
  channel: is.Channel.nullish(),
  offer: Offer.nullish(),
  members: z.record(z.string(), MemberRoles).default({}),
  infrastructures: z.array(Infrastructure).default([]),
});

/** Memory is in MB, storage in GB, money a decimal text, in what this shape gives. */
export const DatacenterShape = z.strictObject({
  name: is.Name,
  currency: is.Currency,
  timeZone: is.TimeZone,
  requestPrefix: is.Prefix.optional(),
  approvalsChannel: is.Channel.optional(),
  decommissionGraceDays: is.CountOrNone.optional(),
  freeExtensions: is.CountOrNone.optional(),
  freeExtensionDays: is.CountOrNone.optional(),
  mostSnapshots: is.CountOrNone.optional(),
  billing: Billing.default({}),
  usage: Usage.optional(),
  idle: Idle.optional(),
  throttle: Throttle.default({}),
  rates: z.array(Rate).default([]),
  environments: names.default([]),
  networks: names.default([]),
  domains: z.array(is.DomainName).default([]),
  balancers: names.default([]),
  sans: names.default([]),
  storagePools: names.default([]),
  hosts: z.array(Host).default([]),
  templates: z.array(Template).default([]),
  people: z.array(Person).default([]),
  businessUnits: z.array(BusinessUnit).default([]),
});

/** A datacenter as a file describes it. Memory is in MB, storage in GB, money a decimal text. */
export type DatacenterFile = z.infer<typeof DatacenterShape>;
export type InfrastructurePart = DatacenterFile["businessUnits"][number]["infrastructures"][number];
export type ServicePart = InfrastructurePart["services"][number];
