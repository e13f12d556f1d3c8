/** job list: the work of the engine, as far as somebody sees its requests. */
import { z } from "zod";
import { seenRequests } from "../../src/app/seen-requests.ts";
import { show } from "../../src/bot/answers.ts";
import { flag } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { type ListedJob, jobList as listCard } from "../../src/cards/request-list.ts";
import type { RequestView } from "../../src/cards/request-view.ts";

const MOST_REQUESTS = 100;

/** The states that each option asks for. */
const STATES = { running: ["running"], waiting: ["waiting", "queued", "asking"], failed: ["failed"] } as const;

type Option = keyof typeof STATES;

const OPTIONS: readonly Option[] = ["running", "waiting", "failed"];

export const jobList = command({
  words: "job list",
  summary: "Jobs: what runs, what waits, what failed",
  example: "job list --running",
  permission: "known",
  args: z.object({ running: flag().optional(), waiting: flag().optional(), failed: flag().optional() }),
  positional: [],
  async run(args, { app, actor }) {
    const views = await seenRequests(app.views, { most: MOST_REQUESTS }, actor);
    const wanted: string[] = OPTIONS.filter((option) => args[option]).flatMap((option) => STATES[option]);
    const jobs = views.flatMap(jobsOf);
    return show(listCard(wanted.length ? jobs.filter(({ job }) => wanted.includes(job?.state ?? "waiting")) : jobs));
  },
});

/** A request in line for the engine has no jobs yet, and is listed itself. */
function jobsOf(view: RequestView): ListedJob[] {
  if (view.request.standing.state === "waiting") return [{ view, job: null }];
  return view.jobs.map((job) => ({ view, job }));
}
