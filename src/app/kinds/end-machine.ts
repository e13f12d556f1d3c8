/** The end of a machine that the calendar brings: it is stopped, left in peace for its grace, then deleted. */
import { candidates } from "../../domain/action-name.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type Details, type Request, subjectOf } from "../../domain/request.ts";
import type { Machine } from "../../domain/vm.ts";
import type { World } from "../store.ts";
import { timersOfEnd } from "./end-infrastructure.ts";
import { leaseIn } from "./extend-machine.ts";
import type { Kind, Round } from "./kind.ts";
import { leaving } from "./leaving.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";
import { roomIn } from "./winding-up.ts";

type EndMachine = Extract<Details, { kind: "vm.end" }>;

export const endMachine: Kind<EndMachine> = {
  machine: "ending",
  permission: () => null,
  counted: ({ machines: [machine] }) => ({
    ...{ machines: machine ? [machine.id] : [], lease: machine?.id ?? "", engine: true },
  }),
  names: () => null,
  asked: ({ until }) => ({ ...NOTHING_ASKED, until }),
  offered: noTerms,
  /** Once for each last day: what was withdrawn in its grace is not ended for the same day again. */
  judge(details, world) {
    const lease = leaseIn(world);
    const isThere = machineIn(world).state !== "deleted";
    if (isThere && lease.until === details.until && lease.announced !== details.until) return;
    throw new Refusal("duplicate", `the end of ${subjectOf(details)} on ${details.until} is known already`);
  },
  shares: () => [],
  grant: ({ details: { machines } }) => machines.map(({ id }) => ({ type: "end-machine", id })),
  revoke: ({ details: { machines } }) => machines.map(({ id }) => ({ type: "let-machine-go-on", id })),
  jobs: () => [],
  conclude({ standing }, end, world) {
    const machine = machineIn(world);
    return machine.state === "deleted" ? [] : leaving(actionIn(standing), machine, end);
  },
  windingUp: {
    actions: ({ template }) => ["stop", "delete"].flatMap((action) => candidates(action, template)),
    round: ({ standing, details }, world) => {
      const { jobs, isReady } = roundIn(actionIn(standing), machineIn(world), details.template);
      return { jobs: jobs.slice(0, roomIn(world)), isReady };
    },
    announce: ({ details: { machines, until } }) =>
      machines.map(({ id }) => ({ type: "announce-machine-end", id, until })),
    finish: () => [],
    savedBy: ({ standing, details: { until } }, world) => {
      if (standing.state !== "announced") return null;
      if (machineIn(world).state === "deleted") return "it is deleted already";
      return leaseIn(world).until === until ? null : "it has another last day";
    },
    timers: timersOfEnd,
  },
};

function actionIn({ state }: Request["standing"]): "stop" | "delete" {
  return state === "deleting" ? "delete" : "stop";
}

/** Whoever is at work on the machine ends first. */
function roundIn(action: "stop" | "delete", { id, state, request }: Machine, template: string): Round {
  const isDone = action === "delete" ? state === "deleted" : !LIVE.has(state);
  if (isDone || request !== null) return { jobs: [], isReady: isDone && request === null };
  return { jobs: [{ id, action, template }], isReady: false };
}

const LIVE: ReadonlySet<string> = new Set(["creating", "running", "paused"]);

function machineIn({ machines }: World): Machine {
  const [machine] = machines;
  if (machine) return machine;
  throw new Error("deciding about the end of a machine, which was not locked");
}
