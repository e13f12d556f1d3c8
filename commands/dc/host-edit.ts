/** dc host edit: changes the group or the size of a host. */
import { z } from "zod";
import { editHost } from "../../src/app/datacenter/edits.ts";
import { hostAddress, memory, name, storage, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";

export const dcHostEdit = command({
  words: "dc host edit",
  summary: "Change a host; what is not said stays as it is",
  example: "dc host edit h4 --memory 128GB",
  permission: "datacenter.edit",
  args: z.object({
    ...{ name: name(), group: name("GROUP").optional(), vcpu: whole().optional() },
    ...{ memory: memory().optional(), storage: storage().optional(), vms: whole().optional() },
    address: hostAddress().optional(),
  }),
  positional: ["name"],
  run: ({ name: host, memory: memoryMb, storage: diskGb, ...rest }, context) =>
    editDatacenter(editHost(host, { ...rest, memoryMb, diskGb }), context),
});
