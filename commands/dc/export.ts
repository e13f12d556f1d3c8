/** dc export: the datacenter as the file that describes it. */
import { z } from "zod";
import { exportDatacenter } from "../../src/app/datacenter/export.ts";
import { command } from "../../src/bot/command.ts";
import { listText } from "../../src/cards/text.ts";
import { writeDocument } from "../../src/domain/document.ts";

export const dcExport = command({
  words: "dc export",
  summary: "The whole datacenter as a file, which dc apply takes back",
  example: "dc export",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const { name, document, leftOut } = exportDatacenter(await app.datacenter.look());
    const file = { name: `${name}.yaml`, content: writeDocument(document) };
    const without = leftOut.length > 0 ? `, without people whose names name nobody: ${listText(leftOut)}` : "";
    return { kind: "text", text: `${name} as ${file.name}${without}`, file };
  },
});
