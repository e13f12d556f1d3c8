/** What those who decide on a request have to know: what it counts against, whether it would fit now, what it costs. */
import type { Picture } from "../cards/request-view.ts";
import { NOTHING, plus } from "../domain/amount.ts";
import { without } from "../domain/quota.ts";
import { isPending } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import type { Admission } from "./engine.ts";
import { kindOf } from "./kinds/index.ts";
import type { RequestViews } from "./reads.ts";
import { hasRoom, needed } from "./room.ts";
import type { Counted, World } from "./store.ts";

/** The world of a request as it is now, read without a lock: good for looking, not for deciding. */
export type Glance = (request: Request, counted: Counted) => Promise<World>;

/** The views, with the picture of what is pending. */
export function withPictures(views: RequestViews, glance: Glance, admission: Admission): RequestViews {
  return {
    ...views,
    async view(id) {
      const view = await views.view(id);
      if (!view || !isPending(view.request)) return view;
      const { request } = view;
      const counted = { ...kindOf(request.details).counted(request.details), unit: request.businessUnit };
      return { ...view, picture: pictureOf(request, await glance(request, counted), admission) };
    },
  };
}

function pictureOf(request: Request, world: World, admission: Admission): Picture {
  const { details } = request;
  const { dayCost } = kindOf(details).asked(details, world);
  const held = kindOf(details)
    .shares(details, world)
    .map(({ amounts }) => amounts)
    .reduce(plus, NOTHING);
  const { service, infrastructure, offer, capacity } = world.tallies;
  const counted = [service, infrastructure, offer, capacity].filter((tally) => tally !== undefined);
  return {
    dayCost,
    tallies: counted.map((after) => ({ before: without(after, held), after })),
    capacity: capacity?.name ?? null,
    verdict: verdictOf(request, world, admission),
  };
}

function verdictOf(request: Request, world: World, admission: Admission): Picture["verdict"] {
  const { details } = request;
  try {
    kindOf(details).judge(details, world, details);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { fits: "no", why: error.message };
  }
  if (hasRoom(admission, request, world)) return { fits: "now" };
  return { fits: "later", needed: needed(request), load: world.load };
}
