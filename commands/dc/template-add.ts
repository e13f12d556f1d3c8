/** dc template add: offers a new size of machine, or a retired one again. */
import { z } from "zod";
import { addTemplate } from "../../src/app/datacenter/edits.ts";
import { memory, name, storage, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";
import { price } from "./price.ts";

export const dcTemplateAdd = command({
  words: "dc template add",
  summary: "Offer a size of machine; without a price of its own it is priced from its size",
  example: "dc template add huge --vcpu 8 --memory 32GB --storage 320GB --price 24.00",
  permission: "datacenter.edit",
  args: z.object({
    ...{ name: name(), vcpu: whole(), memory: memory(), storage: storage(), price: price().optional() },
  }),
  positional: ["name"],
  run({ name: template, vcpu, memory: memoryMb, storage: diskGb, price: dayPrice = null }, context) {
    return editDatacenter(addTemplate(template, { vcpu, memoryMb, diskGb, dayPrice }), context);
  },
});
