/** Reads the file that describes a whole datacenter. */
import { readDocument } from "../../domain/document.ts";
import { problemsOf } from "./references.ts";
import { type DatacenterFile, DatacenterShape } from "./shape.ts";

export type { DatacenterFile } from "./shape.ts";

const Checked = DatacenterShape.superRefine((file, context) => {
  for (const { path, message } of problemsOf(file)) context.addIssue({ code: "custom", path, message });
});

/**
 * Reads a datacenter from YAML; `name` is the file's. Memory comes back in MB, storage in GB, money as decimal texts.
 * Throws a Refusal `invalid` with the line and column of the first thing that does not fit, in itself or with the rest.
 */
export function readDatacenterFile(name: string, text: string): DatacenterFile {
  return readDocument(Checked, name, text);
}
