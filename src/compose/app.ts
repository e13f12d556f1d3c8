/** The use cases, each with the ports that it asks for. */
import { randomInt } from "node:crypto";
import type { App } from "../app/app.ts";
import { startAudit } from "../app/audit.ts";
import { startBudgets } from "../app/budgets.ts";
import { startChanges } from "../app/changes.ts";
import { startChoices } from "../app/choices.ts";
import { startDataItems } from "../app/data-items.ts";
import { startDatacenter } from "../app/datacenter/admin.ts";
import { startDelegations } from "../app/delegations.ts";
import { startDisputes } from "../app/disputes.ts";
import { startDrafts } from "../app/drafts.ts";
import { startEndings } from "../app/endings.ts";
import type { ScriptPool } from "../app/engine.ts";
import { startHome } from "../app/home.ts";
import { startKeeping } from "../app/idle.ts";
import { startImports } from "../app/imports.ts";
import { startLeases } from "../app/leases.ts";
import { startLinks } from "../app/links.ts";
import { startMachines } from "../app/machines.ts";
import { startPolicies } from "../app/policies.ts";
import { startPowerSchedules } from "../app/power-schedules.ts";
import { startReportSchedules } from "../app/report-schedules.ts";
import { startReports } from "../app/reports.ts";
import { startRequests } from "../app/requests.ts";
import { startRightSizing } from "../app/right-sizing.ts";
import { startRuns } from "../app/runs.ts";
import type { Secrets } from "../app/secrets.ts";
import type { Card } from "../cards/card.ts";
import { requestCard } from "../cards/request-card.ts";
import { driftText, silenceText } from "../cards/sighting-text.ts";
import type { Identity } from "../domain/actor.ts";
import type { Surroundings } from "../domain/data-item.ts";
import { awaitsAnswer, seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Place } from "../engine/action-rules.ts";
import { actions } from "../engine/actions.ts";
import { admission } from "../engine/admission.ts";
import { startAuthoring } from "../engine/authoring/admin.ts";
import type { Storage } from "./storage.ts";

export interface AppParts {
  storage: Storage;
  scriptPool: ScriptPool;
  secrets: Secrets;
  /** What can be run here. */
  types: Place["types"];
  surroundings: Surroundings;
  checkChats?: ((channels: string[]) => Promise<string[]>) | undefined;
  /** What of the work does not get on, a sentence each. */
  checkWork(): Promise<string[]>;
  now(): Date;
  id(prefix: string): string;
}

export function composeApp(parts: AppParts): App {
  const { storage, types, surroundings, scriptPool, secrets, checkChats = async () => [], checkWork, now, id } = parts;
  const requests = startRequests({ store: storage.store, admission, actions });
  const machines = startMachines({ ...storage, requests, id });
  const authoring = startAuthoring({ store: storage.actions, types, surroundings });
  const datacenter = startDatacenter(storage.datacenter);
  const rightSizing = startRightSizing(storage);
  return {
    ...storage,
    ...{ requests, scriptPool, secrets, now, id },
    drafts: startDrafts({ ...storage, requests, id }),
    changes: startChanges({ ...storage, requests }),
    endings: startEndings({ ...storage, requests }),
    keep: startKeeping({ ...storage, machines }),
    budgets: startBudgets(storage),
    dispute: startDisputes({ ...storage, requests, id }),
    machines,
    runs: startRuns({ ...storage, machines, requests }),
    leases: startLeases({ ...storage, machines, requests }),
    powerSchedules: startPowerSchedules({ ...storage, machines, now }),
    datacenter,
    reports: startReports({ ...storage, datacenter, rightSizing, now }),
    reportSchedules: startReportSchedules({ ...storage, now }),
    policies: startPolicies(storage.policyStore),
    actions: authoring,
    dataItems: startDataItems({ sources: storage.jobSources, surroundings }),
    delegations: startDelegations({ ...storage, now }),
    audit: startAudit(storage.auditLog),
    links: startLinks({ codes: storage.linkCodes, now, code: newCode }),
    imports: startImports({ ...storage, requests, id }),
    rightSizing,
    surveys: { ...storage.sightings, ...storage.surveyTimes },
    home: startHome({ ...storage, now }),
    choices: startChoices({ ...storage, actions: authoring }),
    check: async () => {
      const wrong = [checkWork(), checkChats(await channelsOf(storage)), unreachedIn(storage), troubleIn(storage)];
      return (await Promise.all(wrong)).flat();
    },
    identityOf,
    buttonsFor: async (from, request) =>
      (await cardFor(storage, from, request))?.buttons.map((button) => button.verb) ?? [],
    questionUnder: (from, message) => questionUnder(storage, from, message),
    cardFor: (from, request) => cardFor(storage, from, request),
  };
}

/** Every channel that cards are posted to. */
async function channelsOf({ datacenters, units, scheduleStore }: Storage): Promise<string[]> {
  const [{ approvalsChannel }, all] = await Promise.all([datacenters.settings(), units.all()]);
  const reported = (await scheduleStore.all()).map(({ channel }) => channel);
  return [...new Set([approvalsChannel, ...all.flatMap(({ channel }) => channel ?? []), ...reported])];
}

/** Who or what does not get the cards of requests, a sentence each. */
async function unreachedIn({ posted }: Storage): Promise<string[]> {
  const all = await posted.unreached();
  return all.map(({ request, place, why }) => `${place.conversation} does not get the card of ${request}: ${why}`);
}

/** Hosts that do not answer, and what differs from our books on those that do, a sentence each. */
async function troubleIn({ sightings, datacenters }: Storage): Promise<string[]> {
  if (!(await datacenters.exist())) return [];
  const { timeZone } = await datacenters.settings();
  const [standings, drifts] = await Promise.all([sightings.standings(), sightings.drifts()]);
  return [...standings.flatMap((one) => silenceText(one, timeZone)), ...drifts.map((one) => driftText(one, timeZone))];
}

/** Eight letters and digits that cannot be mistaken for each other. */
function newCode(): string {
  return Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** In the console a name is a user id; elsewhere adapters write a mention as `@id`, and a plain name is nobody. */
function identityOf(text: string, from: Identity): Identity {
  if (from.platform === "console" || text.startsWith("@")) return { ...from, user: text.replace(/^@/, "") };
  throw new Refusal("bad-arguments", `${text} is no mention, and names are nobody's alone`, "mention the person: @…");
}

async function questionUnder(
  { directory, posted, views }: Storage,
  from: Identity,
  message: string,
): Promise<string | null> {
  const request = await posted.at(from.platform, message);
  const [actor, view] = request ? await Promise.all([directory.find(from), views.view(request)]) : [null, null];
  return actor && view && awaitsAnswer(view.request, actor) ? request : null;
}

async function cardFor({ directory, views }: Storage, from: Identity, request: string): Promise<Card | null> {
  const [actor, view] = await Promise.all([directory.find(from), views.view(request)]);
  return actor && view && seesRequest(view.request, actor) ? requestCard(view, actor) : null;
}
