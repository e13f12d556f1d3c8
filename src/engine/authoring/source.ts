/** An action's source: what it has to keep to when it is saved, and what beyond that when it is published. */
import { parseDocument } from "yaml";
import type { z } from "zod";
import { fitted, type Located, readDocument, writeDocument } from "../../domain/document.ts";
import { type Action, actionFile } from "../action.ts";
import { faultsIn, faultsOf, type Place } from "../action-rules.ts";
import type { Fault } from "../fault.ts";

const saved = withFaults(faultsIn);

/**
 * The action in a YAML source that may be saved: its shape is right, and what its parameters refer to exists and comes
 * earlier. Throws a Refusal `invalid` with the line and column of the first thing that is not.
 */
export function readSaved(name: string, source: string): Action {
  return readDocument(saved, name, source);
}

/** The same for a source of any kind that says where its parts stand. */
export function fitSaved(name: string, located: Located): Action {
  return fitted(saved, name, located);
}

/** The action in a source that may be published: besides, somebody runs each of its scripts. Throws as `readSaved`. */
export function readRunnable(name: string, source: string, place: Place): Action {
  return readDocument(
    withFaults((action) => faultsOf(action, place)),
    name,
    source,
  );
}

/** An action as YAML. */
export function yamlOf(action: z.input<typeof actionFile>): string {
  return writeDocument(action);
}

/** The source after an edit of its document; what is not edited keeps its comments. */
export function editedSource(source: string, edit: (document: ReturnType<typeof parseDocument>) => void): string {
  const document = parseDocument(source);
  edit(document);
  return document.toString({ lineWidth: 0 });
}

/** What a name for the source is in sentences about it. */
export function sourceName(action: string): string {
  return `${action}.yaml`;
}

function withFaults(faults: (action: Action) => Fault[]): z.ZodType<Action> {
  return actionFile.superRefine((action, context) => {
    for (const { path, message } of faults(action)) context.addIssue({ code: "custom", path, message });
  });
}
