/** infra list: the infrastructures that somebody sees, and those that are drafted or asked for. */
import { z } from "zod";
import { seenInfrastructures } from "../../src/app/seen-part.ts";
import { seenRequests } from "../../src/app/seen-requests.ts";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { infrastructuresCard } from "../../src/cards/infrastructure-list.ts";

const MOST_REQUESTS = 200;

/** States in which a request is not yet an infrastructure. */
const ASKED = ["draft", "awaitingApproval", "awaitingAnswer", "awaitingAcceptance"];

export const infraList = command({
  words: "infra list",
  summary: "Your infrastructures and drafts, with what is left of them",
  example: "infra list",
  permission: "unit.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app, actor }) {
    const units = new Map((await app.units.all()).map((unit) => [unit.id, unit.name]));
    const { timeZone } = await app.datacenters.settings();
    const existing = await seenInfrastructures(app.infrastructures, actor, "unit.see");
    const requests = await seenRequests(app.views, { most: MOST_REQUESTS }, actor);
    const asked = requests.filter(({ request }) => ASKED.includes(request.standing.state));
    const named = existing.map((one) => ({ one, unit: units.get(one.businessUnit) ?? "–" }));
    return show(infrastructuresCard(named, asked, timeZone));
  },
});
