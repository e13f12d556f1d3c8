/** The tables, as Kysely needs to know them; the migrations are the truth. */
import type { ColumnType, Generated } from "kysely";
import type { Memory } from "../../../machines/memory.ts";
import type { NameKind } from "../../app/write.ts";
import type { Ruling } from "../../domain/policy/ruling.ts";
import type { Details, Timers } from "../../domain/request.ts";
import type { ScriptLimits } from "../../domain/script-limits.ts";

type Json<T> = ColumnType<T, string, string>;

export interface Database {
  datacenter: {
    id: string;
    name: string;
    currency: string;
    time_zone: string;
    request_prefix: Generated<string>;
    approvals_channel: Generated<string>;
    workflows_at_most: Generated<number>;
    light_at_once: Generated<number>;
    heavy_at_once: Generated<number>;
    scripts_at_once: ColumnType<ScriptLimits, string | undefined, string>;
    last_request: Generated<string>;
    created_at: Date;
  };
  person: { id: string; datacenter_id: string | null; name: string; created_at: Date };
  identity: { platform: string; tenant: string; user_id: string; person_id: string };
  business_unit: {
    id: string;
    datacenter_id: string;
    name: string;
    cost_center: string;
    channel: string | null;
    created_at: Date;
    closed_at: ColumnType<Date | null, undefined, Date>;
  };
  /** An empty list is everything, null no ceiling. */
  offer: {
    business_unit_id: string;
    environments: string[];
    networks: string[];
    templates: string[];
    memory_mb: number | null;
    disk_gb: number | null;
  };
  role_grant: {
    datacenter_id: string | null;
    person_id: string;
    role: string;
    business_unit_id: string | null;
    infrastructure_id: ColumnType<string | null, string | null | undefined, never>;
    service_id: ColumnType<string | null, string | null | undefined, never>;
  };
  defined_role: { datacenter_id: string; name: string; can: string[] };
  resource: { datacenter_id: string; kind: string; name: string };
  template: {
    id: string;
    datacenter_id: string;
    name: string;
    vcpu: number;
    memory_mb: number;
    disk_gb: number;
    day_price: string | null;
    retired_at: Date | null;
  };
  rate: { datacenter_id: string; starts_on: string; memory: string; storage: string };
  host: {
    id: string;
    datacenter_id: string;
    name: string;
    host_group: string;
    state: "active" | "draining";
    generation: Generated<string>;
  };
  inventory: {
    host_id: string;
    resource_class: string;
    total: ColumnType<string, number, number>;
    reserved: ColumnType<string, number | undefined, number>;
    allocation_ratio: ColumnType<string, number | undefined, number>;
  };
  claim: { host_id: string; consumer_id: string; resource_class: string; amount: ColumnType<string, number, number> };
  infrastructure: {
    id: string;
    datacenter_id: string;
    business_unit_id: string;
    name: string;
    state: "approved" | "provisioned";
    memory_mb: number;
    disk_gb: number;
    vcpu: number | null;
    vms: number | null;
    until: string | null;
    reason: string;
    host_group: string | null;
    storage_pool: string | null;
    networks: ColumnType<Record<string, string>, string | undefined, string>;
    usable_at: Date | null;
  };
  service: {
    id: string;
    infrastructure_id: string;
    name: string;
    environment: string;
    memory_mb: number;
    disk_gb: number;
    networks: string[];
    templates: string[];
    domain: string | null;
    balancer: string | null;
    san: string | null;
  };
  service_role: {
    id: string;
    service_id: string;
    name: string;
    templates: string[];
    network: string | null;
    max_vms: number | null;
  };
  vm: {
    id: string;
    datacenter_id: string;
    business_unit_id: string;
    infrastructure_id: string;
    service_id: string;
    service_role_id: string;
    name: string;
    template: string;
    vcpu: number;
    memory_mb: number;
    disk_gb: number;
    day_price: string;
    state: string;
    request_id: string | null;
    host_id: string | null;
    address: string | null;
    requester_id: string;
    until: string | null;
    created_at: Date;
    deleted_at: Date | null;
  };
  taken_name: { datacenter_id: string; kind: NameKind; name: string; owner_id: string };
  allocation: {
    consumer_id: string;
    provider_id: string;
    infrastructure_id: string;
    service_role_id: string | null;
    memory_mb: number;
    disk_gb: number;
    vcpu: number;
    vms: number;
    held_by: string | null;
  };
  request: {
    id: string;
    datacenter_id: string;
    kind: string;
    subject: string;
    machine: string;
    machine_version: number;
    state: string;
    context: Json<Memory>;
    details: Json<Details>;
    business_unit_id: string | null;
    requester_id: string;
    version: Generated<number>;
    is_over: Generated<boolean>;
    created_at: Date;
    deadline_at: Date | null;
    infrastructure_id: ColumnType<string | null, never, never>;
    service_id: ColumnType<string | null, never, never>;
    ruling: ColumnType<Ruling | null, string | null | undefined, string | null>;
    remind_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    escalate_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    paused: ColumnType<Timers["paused"], string | null | undefined, string | null>;
  };
  policy: {
    datacenter_id: string;
    version: number;
    source: string;
    imported_by: string | null;
    imported_at: Date;
  };
  script: { hash: string; content: string };
  script_set: { hash: string; files: Json<Record<string, string>> };
  action: { name: string; is_enabled: Generated<boolean> };
  action_version: {
    action: string;
    number: number;
    datacenter_id: string | null;
    pack: string | null;
    state: "draft" | "published" | "retired";
    revision: number;
    source: string;
    scripts: string;
    plan: Json<unknown> | null;
    weight: "light" | "heavy" | null;
    follows: number | null;
    person_id: string | null;
    at: Date;
  };
  workflow: {
    id: string;
    request_id: string;
    job: string;
    action: string;
    weight: "light" | "heavy";
    pack: string;
    action_version: number | null;
    plan: Json<unknown>;
    state: "queued" | "running" | "done" | "failed" | "cancelled";
    run: Generated<number>;
    returns: ColumnType<Record<string, unknown>, string | undefined, string>;
    cancel_asked: Generated<boolean>;
    reason: Generated<string>;
    created_at: Date;
    started_at: Date | null;
    ended_at: Date | null;
  };
  activity: {
    workflow_id: string;
    position: number;
    task: string;
    state: "running" | "done" | "failed" | "continued";
    tries: Generated<number>;
    outputs: Json<Record<string, unknown>>;
    reason: Generated<string>;
    started_at: Date;
    ended_at: Date | null;
  };
  activity_said: { workflow_id: string; position: number; text: string };
  activity_output: { workflow_id: string; position: number; name: string; value: Json<unknown> };
  secret: { datacenter_id: string; name: string; key_id: string; sealed: string; set_at: Date; set_by: string };
  outbox: {
    id: Generated<string>;
    queue: string;
    name: string;
    payload: Json<Record<string, unknown>>;
    created_at: Generated<Date>;
  };
  posted_card: {
    request_id: string;
    platform: string;
    tenant: string;
    conversation: string;
    message: string | null;
    shown_version: Generated<number>;
    failure: string | null;
  };
  received: { key: string; at: Date };
  address: { platform: string; tenant: string; conversation: string; address: Json<unknown> };
  link_code: { code_hash: string; person_id: string; expires_at: Date };
  notice: {
    id: string;
    platform: string;
    tenant: string;
    conversation: string;
    text: string;
    message: string | null;
  };
  audit_event: {
    id: Generated<string>;
    datacenter_id: string | null;
    at: Date;
    person_id: string | null;
    identity: string;
    action: string;
    subject: string;
    before: ColumnType<unknown, string | null, never>;
    after: ColumnType<unknown, string | null, never>;
  };
  audit_seal: { position: string; event_id: string; hash: string };
}
