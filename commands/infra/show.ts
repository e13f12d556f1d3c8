/** infra show: an infrastructure or a part of it, with quota, use and what is left; or its draft. */
import { z } from "zod";
import type { Infrastructure } from "../../src/app/reads.ts";
import { seenPart } from "../../src/app/seen-part.ts";
import { show } from "../../src/bot/answers.ts";
import { path } from "../../src/bot/args.ts";
import { type Context, command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { infrastructureCard } from "../../src/cards/infrastructure-card.ts";
import { requestCard } from "../../src/cards/request-card.ts";
import { may } from "../../src/domain/permission.ts";
import { seesRequest } from "../../src/domain/reader.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import type { Request } from "../../src/domain/request.ts";
import { showDraft } from "./draft.ts";

export const infraShow = command({
  words: "infra show",
  summary: "An infrastructure, a service or a role: quota, use and what is left",
  example: "infra show shop/web",
  permission: "unit.see",
  args: z.object({ path: path("<infra>[/<service>[/<role>]]", 1, 2, 3) }),
  positional: ["path"],
  async run({ path: names }, context) {
    const { app, actor } = context;
    const found = await app.infrastructures.byName(names[0] ?? "");
    const one = found && seenPart(found, actor, "unit.see");
    if (!one) return showAsked(names, context);
    const unit = (await app.units.all()).find(({ id }) => id === one.businessUnit);
    const { timeZone } = await app.datacenters.settings();
    const showsHosts = may(actor, "infra.provision", { businessUnit: one.businessUnit, infrastructure: one.id });
    return show(infrastructureCard(partOf(one, names), unit?.name ?? "–", { showsHosts, timeZone }));
  },
});

/** The draft or the request of an infrastructure that does not exist yet. */
async function showAsked(names: string[], context: Context): Promise<Answer> {
  const { app, actor } = context;
  const [name = ""] = names;
  const id = await app.views.ofInfrastructure(name);
  const view = id === null ? null : await app.views.view(id);
  if (!view || !seesRequest(view.request, actor) || wasThere(view.request)) throw nothingAt(names);
  return view.request.standing.state === "draft" ? showDraft(view.request, context) : show(requestCard(view, actor));
}

/** The request of something that is gone by now says nothing of what there is. */
function wasThere({ details, standing }: Request): boolean {
  return details.kind === "infra.change" || standing.state === "provisioned";
}

/** The infrastructure with only the service and role that were named. */
function partOf(one: Infrastructure, names: string[]): Infrastructure {
  const [, serviceName, roleName] = names;
  if (serviceName === undefined) return one;
  const service = one.services.find(({ name }) => name === serviceName);
  if (!service) throw nothingAt(names);
  if (roleName === undefined) return { ...one, services: [service] };
  const roles = service.roles.filter(({ name }) => name === roleName);
  if (roles.length === 0) throw nothingAt(names);
  return { ...one, services: [{ ...service, roles }] };
}

function nothingAt(names: string[]): Refusal {
  return new Refusal("not-found", `there is no ${names.join("/")}`, "see yours: infra list");
}
