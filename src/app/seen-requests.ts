/** The requests that a person may see; all others do not exist for them. */
import type { RequestView } from "../cards/request-view.ts";
import type { Actor } from "../domain/actor.ts";
import { seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Sight, sightOf } from "../domain/sight.ts";
import type { RequestFilter, RequestViews } from "./reads.ts";

/** One of them; a Refusal `not-found` for any other. */
export async function seenRequest(views: RequestViews, id: string, actor: Actor): Promise<RequestView> {
  const view = await views.view(id);
  if (view && seesRequest(view.request, actor)) return view;
  throw new Refusal("not-found", `there is no request ${id}`, "see yours: request list");
}

/** Their own, those in places where they hold a role, and what they may decide on in the place of others; the newest first. */
export async function seenRequests(
  views: RequestViews,
  filter: Omit<RequestFilter, keyof Sight>,
  actor: Actor,
): Promise<RequestView[]> {
  const sight = sightOf(actor);
  if (sight.units === null) return views.list({ ...filter, units: null });
  const own = await views.list({ ...filter, units: null, requester: actor.person });
  const shared = filter.requester ? [] : await views.list({ ...filter, ...sight });
  const lent = await deputysRequests(views, filter, actor);
  const byId = new Map([...shared, ...own, ...lent].map((view) => [view.request.id, view]));
  return [...byId.values()]
    .sort((a, b) => b.request.created.getTime() - a.request.created.getTime())
    .slice(0, filter.most);
}

/** How many pending requests are looked through for those that somebody who stands in for others may decide on. */
const MOST = 500;

async function deputysRequests(
  views: RequestViews,
  { requester }: Omit<RequestFilter, keyof Sight>,
  actor: Actor,
): Promise<RequestView[]> {
  if (requester || actor.standsInFor.length === 0) return [];
  const pending = await views.list({ units: null, waiting: true, most: MOST });
  return pending.filter(({ request }) => seesRequest(request, actor));
}
