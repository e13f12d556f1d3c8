/** Who did something in Teams, as the directory knows people. */
import type { Identity } from "../../domain/actor.ts";
import type { Activity } from "./activity.ts";

export const TEAMS = "teams";

/** By the tenant of the person, which in a shared channel is not the channel's, and by their object id there. */
export function identityOf({ from, conversation, channelData }: Activity): Identity {
  const tenant = from.tenantId ?? conversation.tenantId ?? channelData?.tenant?.id ?? "";
  return { platform: TEAMS, tenant, user: from.aadObjectId ?? from.id };
}
