/** Machines as they are now: one as a card, many as a table. */
import type { Use } from "../domain/usage.ts";
import { type Snapshot, VM_ACTIONS, type VmState } from "../domain/vm.ts";
import { madeText } from "./asked-facts.ts";
import type { Block, Card, Fact, Tone } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";
import { dayPriceText } from "./text.ts";
import { useText } from "./use-text.ts";

/** What a machine's card shows. */
export interface VmView {
  name: string;
  state: VmState;
  /** The request that is at work on it. */
  request: string | null;
  /** The request that ends it, since its last day is over. */
  ending: string | null;
  /** `shop/web/front` */
  path: string;
  template: string;
  size: { vcpu: number; memoryMb: number; diskGb: number };
  address: string | null;
  host: string | null;
  dayPrice: string;
  until: string | null;
  /** The oldest first. */
  snapshots: Snapshot[];
  schedule: ScheduleView | null;
}

/** Its times of the week, as they are typed, and the next moment of each, as ISO 8601 has it. */
export interface ScheduleView {
  stop: string | null;
  start: string | null;
  zone: string;
  stopAt: string | null;
  startAt: string | null;
  paused: string | null;
}

const TONES: Record<VmState, Tone> = {
  creating: "working",
  running: "good",
  stopped: "plain",
  paused: "plain",
  stored: "plain",
  failed: "bad",
  deleted: "plain",
};

/** The buttons of a machine's card, each with its action. */
const BUTTONS = [
  { verb: "Start", action: "start" },
  { verb: "Stop", action: "stop" },
] as const;

/** What is shown of a machine that its own row does not say. */
interface VmSurroundings {
  /** What its host says of it otherwise than we do, and since when that has not answered. */
  drifts: string[];
  unseenSince: string | null;
  used: Use | null;
  /** Actions of one's own that the reader may run on it now. */
  runnable: string[];
}

const NOTHING_SEEN: VmSurroundings = { drifts: [], unseenSince: null, used: null, runnable: [] };

/** One machine. `showsHost`: the reader may know where it runs. */
export function vmCard(vm: VmView, currency: string, showsHost: boolean, seen = NOTHING_SEEN): Card {
  const facts: Fact[] = [
    { label: "State", value: vm.state },
    { label: "Role", value: vm.path },
    { label: "Template", value: madeText(vm) },
    ...maybe("Address", addressOf(vm)),
    ...maybe("Host", showsHost ? vm.host : null),
    { label: "Cost", value: dayPriceText(vm.dayPrice, currency) },
    ...maybe("Used, last day", seen.used && useText(seen.used, vm.size)),
    ...maybe("Until", vm.until),
    ...maybe(
      "Its last day is over",
      vm.ending && `${vm.ending} ends it; to keep it: vm extend ${vm.name} --until DATE`,
    ),
    ...(vm.schedule ? scheduleFacts(vm.schedule) : []),
    ...maybe("Snapshots", vm.snapshots.map(({ name }) => name).join(", ")),
    ...maybe("At work on it", vm.request),
    ...maybe("Not seen since", seen.unseenSince),
    ...maybe("Can be run", seen.runnable.length ? `${seen.runnable.join(", ")}: vm run ACTION ${vm.name}` : null),
    ...maybe("On its host", showsHost ? seen.drifts.join("; ") : null),
  ];
  const blocks: Block[] = [
    { type: "text", text: `${vm.name} is ${vm.state}` },
    { type: "facts", facts },
  ];
  return { title: vm.name, tone: TONES[vm.state], blocks, buttons: buttonsOf(vm) };
}

/** Many machines, a line each. */
export function vmsCard(vms: VmView[], currency: string): Card {
  const columns = ["machine", "state", "role", "template", "address", "cost"];
  const rows = vms.map((vm) => [
    vm.name,
    vm.state,
    vm.path,
    vm.template,
    addressOf(vm) ?? "–",
    dayPriceText(vm.dayPrice, currency),
  ]);
  return listCard(["machine", "machines"], columns, rows);
}

/** What is put away on disk answers nowhere. */
function addressOf({ state, address }: VmView): string | null {
  return state === "stored" ? null : address;
}

/** What its state allows, unless another action is at work on it. */
function buttonsOf({ name, state, request }: VmView): Card["buttons"] {
  if (request) return [];
  return BUTTONS.filter(({ action }) => allows(action, state)).map(({ verb }) => ({ verb, id: name }));
}

function allows(action: "start" | "stop", state: VmState): boolean {
  return VM_ACTIONS[action].from.some((from) => from === state);
}

function scheduleFacts({ stop, start, zone, stopAt, startAt, paused }: ScheduleView): Fact[] {
  const when = (times: string, at: string | null) => {
    const next = at && !paused ? `, next on ${momentText(at, zone)}` : "";
    return `${times} (${zone})${next}`;
  };
  return [
    ...maybe("Stops", stop && when(stop, stopAt)),
    ...maybe("Starts", start && when(start, startAt)),
    ...maybe("Schedule paused", paused),
  ];
}

function maybe(label: string, value: string | null): Fact[] {
  return value ? [{ label, value }] : [];
}
