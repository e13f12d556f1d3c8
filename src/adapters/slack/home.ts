/** App Home: what is somebody's, published when they open it and again after what they do. */
import type { Card } from "../../cards/card.ts";
import type { Identity } from "../../domain/actor.ts";
import type { SlackChat } from "./chat.ts";
import { LIMITS } from "./limits.ts";
import { renderCard } from "./render.ts";

export interface Homes {
  opened(from: Identity): Promise<void>;
  /** Draws the home again of somebody who has looked at it; nothing for everybody else. */
  changed(from: Identity): Promise<void>;
}

/** How many people's homes are kept fresh by one process; whoever comes later sees theirs fresh when they open it. */
const MOST_HOMES = 5000;

export function startHomes({ client }: SlackChat, home: (from: Identity) => Promise<Card>): Homes {
  const known = new Set<string>();
  const publish = async (from: Identity) => {
    const { blocks } = renderCard(await home(from), "text", LIMITS.viewBlocks);
    await client.views.publish({ user_id: from.user, view: { type: "home", blocks } });
  };
  return {
    async opened(from) {
      if (known.size < MOST_HOMES) known.add(from.user);
      await publish(from);
    },
    async changed(from) {
      if (known.has(from.user)) await publish(from);
    },
  };
}
