/** From a machine's step to a change: each effect becomes a write in the same transaction, or an order for later. */
import { attemptOf, jobsThatAre } from "../../machines/jobs.ts";
import { isOver, type Standing, type Step } from "../../machines/lifecycle.ts";
import type { Effect } from "../../machines/vocabulary.ts";
import type { Request } from "../domain/request.ts";
import type { Actions } from "./engine.ts";
import { kindOf } from "./kinds/index.ts";
import type { JobEnd, JobPlan } from "./kinds/kind.ts";
import { retaken } from "./kinds/retaking.ts";
import type { Change, NewOrder, World } from "./store.ts";
import type { NewWorkflow, Write } from "./write.ts";

/** What an effect comes to: rows that change with the decision, and work for later. */
interface Consequence {
  writes?: Write[];
  orders?: NewOrder[];
}

interface Scene {
  request: Request;
  /** As it is after the step. */
  standing: Standing;
  world: World;
  actions: Actions;
  /** The state to which the step leads. */
  state: string;
  /** What the job that just ended returned and left behind. */
  end: { returns: Record<string, unknown>; undone: boolean };
}

type Followed = { [T in Effect["type"]]: (scene: Scene, effect: Extract<Effect, { type: T }>) => Consequence };

const FOLLOWED: Followed = {
  hold: ({ request, world }) => ({
    writes: [{ type: "hold", shares: kindOf(request.details).shares(request.details, world) }],
  }),
  release: ({ request }) => ({ writes: [{ type: "release-holds" }, ...freeNames(request)] }),
  rehold: ({ request, world }) => ({
    writes: [
      { type: "release-holds" },
      { type: "hold", shares: kindOf(request.details).shares(request.details, world) },
    ],
  }),
  grant: ({ request, world }) => ({ writes: kindOf(request.details).grant(request, world) }),
  revoke: ({ request, world }) => ({ writes: kindOf(request.details).revoke(request, world) }),
  conclude: ({ request, world, end }, { job, outcome }) => ({
    writes: kindOf(request.details).conclude(request, { job, outcome, ...end }, world),
  }),
  "start-jobs": (scene) => startJobs(scene),
  "resume-jobs": ({ standing }, { jobs }) => ({
    writes: [
      {
        type: "resume-workflows",
        jobs: jobs.map((job) => ({ job, attempt: attemptIn(standing, job), anew: null })),
      },
    ],
  }),
  retake: ({ request, world }, { jobs }) => ({ writes: retaken(request, jobs, world) }),
  "give-back": ({ request, standing, world }, { jobs }) => ({
    writes: jobs.flatMap((job) => kindOf(request.details).conclude(request, failedAsBefore(standing, job), world)),
  }),
  "cancel-jobs": () => ({ writes: [{ type: "cancel-workflows" }] }),
  "ask-approvers": ({ request }) => ({ orders: [say("ask-approvers", request)] }),
  "remind-approvers": ({ request }) => ({ orders: [say("remind-approvers", request)] }),
  "tell-approvers": ({ request }) => ({ orders: [say("tell-approvers", request)] }),
  "tell-requester": ({ request }) => ({ orders: [say("tell-requester", request)] }),
  "tell-everybody": ({ request }) => ({ orders: [say("tell-everybody", request)] }),
  tend: ({ request }) => ({ orders: [say("tend", request)] }),
  "start-round": (scene) => startRound(scene),
  announce: ({ request }) => ({
    writes: kindOf(request.details).windingUp?.announce(request) ?? [],
    orders: [say("show-unit", request)],
  }),
  finish: ({ request }) => ({ writes: kindOf(request.details).windingUp?.finish(request) ?? [] }),
  "remind-unit": (scene) => ({ orders: [sayOf(scene, "remind-unit")] }),
  "tell-unit": (scene) => ({ orders: [say("show-unit", scene.request), sayOf(scene, "tell-unit")] }),
  "save-ending": ({ request }) => ({ orders: [say("save-ending", request)] }),
  "open-review": ({ request }) => ({ orders: [say("open-review", request)] }),
};

/** As its last attempt ended, whose traces on its host are all that is left of it. */
function failedAsBefore({ context }: Standing, job: string): JobEnd {
  return { job, outcome: "failed", returns: {}, undone: context.jobs[job]?.undone ?? true };
}

const NO_END: Scene["end"] = { returns: {}, undone: true };

/** The change that a step comes to. `request` is as it was before; its details may already be the new ones. */
export function follow(
  request: Request,
  step: Step,
  world: World,
  { actions, end = NO_END }: { actions: Actions; end?: Scene["end"] },
): Pick<Change, "standing" | "details" | "isOver" | "writes" | "orders"> {
  const { standing } = step;
  const scene = { request, standing, world, actions, state: standing.state, end };
  const consequences = step.effects.map((effect) => consequenceOf(scene, effect));
  return {
    standing: step.standing,
    details: request.details,
    isOver: isOver(request.machine, step.standing),
    writes: takenAtOnce(consequences.flatMap(({ writes = [] }) => writes)),
    orders: [...consequences.flatMap(({ orders = [] }) => orders), say("refresh-cards", request)],
  };
}

/** An order that concerns a request and says what to do, never what to show. */
export function say(name: string, request: { id: string }): NewOrder {
  return { queue: "effects", name, payload: { request: request.id } };
}

/** An order that matters only while the request stands where it comes to now. */
function sayOf({ request, state }: Scene, name: string): NewOrder {
  return { queue: "effects", name, payload: { request: request.id, state } };
}

function consequenceOf<T extends Effect["type"]>(scene: Scene, effect: Extract<Effect, { type: T }>): Consequence {
  return FOLLOWED[effect.type as T](scene, effect);
}

/** What one step both holds and grants was never held: no row is written twice. */
function takenAtOnce(all: Write[]): Write[] {
  const recounted = new Set(all.flatMap((write) => (write.type === "recount" ? [write.consumer] : [])));
  const writes = all.filter(
    (write) => write.type !== "hold" || !write.shares.every(({ consumer }) => recounted.has(consumer)),
  );
  const holds = writes.filter((write) => write.type === "hold");
  if (holds.length === 0 || !writes.some((write) => write.type === "grant-holds")) return writes;
  const others = writes.filter((write) => write.type !== "hold" && write.type !== "grant-holds");
  return [{ type: "take", shares: holds.flatMap(({ shares }) => shares) }, ...others];
}

/** What was reviewed once is not reviewed again, whoever asks for it late. */
function freeNames(request: Request): Write[] {
  const taken = kindOf(request.details).names(request.details);
  return taken && taken.of !== "review" ? [{ type: "free-names", owners: taken.names.map(({ id }) => id) }] : [];
}

/** Those that are open. */
function startJobs(scene: Scene): Consequence {
  const { request, standing } = scene;
  const open = jobsThatAre(standing.context.jobs, "open");
  return run(
    scene,
    kindOf(request.details)
      .jobs(request.details)
      .filter(({ id }) => open.includes(id)),
  );
}

/** The machines of a round are the request's until their jobs end. */
function startRound(scene: Scene): Consequence {
  const { request, world } = scene;
  const jobs = kindOf(request.details).windingUp?.round(request, world).jobs ?? [];
  const { writes = [], orders = [] } = run(scene, jobs);
  return { writes: [...writes, { type: "occupy-machines", ids: jobs.map(({ id }) => id) }], orders };
}

/** A job that was tried before goes on with its own workflow. */
function run({ standing, world, actions }: Scene, plans: JobPlan[]): Consequence {
  const jobs = plans.map(({ id: job, action, template }) => {
    return { job, action, ...actions.plan(action, template, world.published) };
  });
  const isFirst = ({ job }: { job: string }) => attemptIn(standing, job) === 1;
  const workflows = jobs.filter(isFirst).map((job): NewWorkflow => ({ id: world.id("wf"), ...job }));
  const resumed = jobs
    .filter((job) => !isFirst(job))
    .map(({ job, ...anew }) => ({ job, attempt: attemptIn(standing, job), anew }));
  return {
    writes: [
      { type: "start-workflows", workflows },
      { type: "resume-workflows", jobs: resumed },
    ],
    orders: workflows.map(({ id, weight }) => ({ queue: weight, name: "run-workflow", payload: { workflow: id } })),
  };
}

function attemptIn({ context }: Standing, job: string): number {
  const found = context.jobs[job];
  return found ? attemptOf(found) : 1;
}
