/** dc host add: puts a new host into a group. */
import { z } from "zod";
import { addHost } from "../../src/app/datacenter/edits.ts";
import { hostAddress, memory, name, storage, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";

export const dcHostAdd = command({
  words: "dc host add",
  summary: "Add a host with what it carries; VMs is the most machines that may be on it",
  example: "dc host add h5 --group general --vcpu 16 --memory 64GB --storage 2TB --vms 20",
  permission: "datacenter.edit",
  args: z.object({
    ...{ name: name(), group: name("GROUP"), vcpu: whole() },
    ...{ memory: memory(), storage: storage(), vms: whole(), address: hostAddress().optional() },
  }),
  positional: ["name"],
  run: ({ name: host, memory: memoryMb, storage: diskGb, ...rest }, context) =>
    editDatacenter(addHost(host, { ...rest, memoryMb, diskGb }), context),
});
