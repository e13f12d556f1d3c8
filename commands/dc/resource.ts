/** dc network, environment, domain, balancer, san and storage-pool: add, remove and list what is just a name. */
import { z } from "zod";
import { addResource } from "../../src/app/datacenter/edits.ts";
import { RESOURCE_KINDS, type ResourceKind } from "../../src/app/datacenter-ports.ts";
import { show } from "../../src/bot/answers.ts";
import { domain, name } from "../../src/bot/args.ts";
import { type Command, command } from "../../src/bot/command.ts";
import { resourcesCard } from "../../src/cards/datacenter-lists.ts";
import { editDatacenter } from "./edit.ts";
import { removePart } from "./remove.ts";

interface Wording {
  /** What one of them and several are called. */
  one: string;
  many: string;
  /** Names for the examples. */
  added: string;
  removed: string;
}

const WORDING: Record<ResourceKind, Wording> = {
  environment: { one: "environment", many: "environments", added: "staging", removed: "test" },
  network: { one: "network", many: "networks", added: "dmz-net", removed: "test-net" },
  domain: { one: "AD domain", many: "AD domains", added: "corp.example", removed: "corp.example" },
  balancer: { one: "load balancer", many: "load balancers", added: "edge", removed: "edge" },
  san: { one: "SAN", many: "SANs", added: "san-1", removed: "san-1" },
  "storage-pool": { one: "storage pool", many: "storage pools", added: "fast", removed: "fast" },
};

export const DC_RESOURCE_COMMANDS: Command[] = RESOURCE_KINDS.flatMap((kind) => [
  adder(kind),
  remover(kind),
  lister(kind),
]);

function adder(kind: ResourceKind): Command {
  const { one, added } = WORDING[kind];
  return command({
    ...{
      words: `dc ${kind} add`,
      summary: `Add ${aOrAn(one)} that services can use`,
      example: `dc ${kind} add ${added}`,
    },
    permission: "datacenter.edit",
    args: z.object({ name: nameOf(kind) }),
    positional: ["name"],
    run: (args, context) => editDatacenter(addResource(kind, args.name), context),
  });
}

function remover(kind: ResourceKind): Command {
  const { one, removed } = WORDING[kind];
  const example = `dc ${kind} remove ${removed}`;
  return command({
    ...{ words: `dc ${kind} remove`, summary: `Remove ${aOrAn(one)} that nobody uses`, example },
    permission: "datacenter.edit",
    args: z.object({ name: nameOf(kind), confirm: nameOf(kind).optional() }),
    positional: ["name"],
    run: (args, context) => removePart(kind, args, context),
  });
}

function lister(kind: ResourceKind): Command {
  const { one, many } = WORDING[kind];
  return command({
    ...{ words: `dc ${kind} list`, summary: `All ${many}, and who uses them`, example: `dc ${kind} list` },
    permission: "datacenter.see",
    args: z.object({}),
    positional: [],
    async run(_args, { app }) {
      const { users } = await app.datacenter.look();
      const names = (await app.datacenters.facts()).resources[kind];
      const lines = names.map((given) => ({ name: given, users: users.get(`${kind} ${given}`) ?? [] }));
      return show(resourcesCard([one, many], lines));
    },
  });
}

function aOrAn(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** Domains may have dots. */
function nameOf(kind: ResourceKind) {
  return kind === "domain" ? domain() : name();
}
