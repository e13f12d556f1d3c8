/** Reviews: what an admin decided alone is put before another one. */
import type { RequestView } from "../cards/request-view.ts";
import { shortNames } from "../cards/text.ts";
import { Refusal } from "../domain/refusal.ts";
import { kindText } from "../domain/request.ts";
import type { Directory } from "./people-ports.ts";
import type { Requests } from "./requests.ts";

export interface ReviewRooms {
  directory: Directory;
  requests: Requests;
  id(prefix: string): string;
}

/** Opens the review of a request, in the name of who decided alone; once, however often it is called. */
export async function openReview({ directory, requests, id }: ReviewRooms, { request }: RequestView): Promise<void> {
  const { override } = request.standing.context;
  const [identity] = override?.by ? await directory.identitiesOf(override.by) : [];
  if (!override || !identity) return;
  const asked = `${kindText(request.details)} ${shortNames(request.details)}`;
  const details = { kind: "review", id: id("rev"), of: request.id, asked, reason: override.reason } as const;
  try {
    await requests.submit({ details, businessUnit: request.businessUnit, wait: false }, identity);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "duplicate")) throw error;
  }
}
