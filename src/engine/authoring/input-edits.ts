/** Edits of what an action asks whoever runs it. */
import { type Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { DraftEdit } from "../../app/actions.ts";
import type { InputType } from "../../domain/action-inputs.ts";
import { Refusal } from "../../domain/refusal.ts";
import { onDocument, setAll } from "./edits.ts";

/** What of an input is set; undefined: it stays as it is, null: it is as it would be anyway. */
export interface InputSettings {
  title?: string | undefined;
  type?: InputType | undefined;
  required?: boolean | undefined;
  default?: string | null | undefined;
  choices?: string[] | null | undefined;
}

/** Sets what is said of the input; one that there is not comes behind the others, and is titled by its name. */
export function setInput(name: string, settings: InputSettings): DraftEdit {
  return onDocument((document) => {
    const list = inputsIn(document);
    const found = inputIn(list, name);
    const input = found ?? (document.createNode({ name, title: name }) as YAMLMap);
    setAll(input, settings);
    if (!found) list.items.push(input);
  });
}

/** Throws `not-found` when there is none of that name. */
export function removeInput(name: string): DraftEdit {
  return onDocument((document) => {
    const list = inputsIn(document);
    const input = inputIn(list, name);
    const action = document.get("action");
    if (!input) throw new Refusal("not-found", `${action} has no input ${name}`, `see: dc action show ${action}`);
    list.items = list.items.filter((item) => item !== input);
    if (list.items.length === 0) document.delete("inputs");
  });
}

function inputsIn(document: Document): YAMLSeq {
  if (!isSeq(document.get("inputs"))) document.set("inputs", document.createNode([]));
  const list = document.get("inputs") as YAMLSeq;
  list.flow = false;
  return list;
}

function inputIn(list: YAMLSeq, name: string): YAMLMap | undefined {
  return list.items.find((item): item is YAMLMap => isMap(item) && item.get("name") === name);
}
