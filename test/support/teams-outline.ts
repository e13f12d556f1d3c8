/** An Adaptive Card as a few lines that a person can read. */
import type { AdaptiveCard, Element } from "../../src/adapters/teams/element.ts";

/** Every text of the card with what it is; addresses, which are given at random, are all the same. */
export function outline({ body, actions }: AdaptiveCard): string {
  return [...body.flatMap(lines), ...actions.map(action)].join("\n").replaceAll(/\b10\.\d+\.\d+\.\d+\b/g, "10.0.0.1");
}

function lines(element: Element): string[] {
  const parts = (name: string) => (element[name] ?? []) as Element[];
  switch (element.type) {
    case "TextBlock":
      return [[element.color, element.weight, element.text].filter(Boolean).join(" ")];
    case "FactSet":
      return parts("facts").map(({ title, value }) => `  ${title} = ${value}`);
    case "Table":
      return parts("rows").map(({ cells }) => `  | ${(cells as Element[]).flatMap(textsIn).join(" | ")}`);
    case "ColumnSet":
      return [parts("columns").flatMap(textsIn).join("  ")];
    case "Container":
      return [`${element.style}: ${textsIn(element).join(" / ")}`];
    default:
      return [element.type];
  }
}

function textsIn({ items }: Element): unknown[] {
  return ((items ?? []) as Element[]).map(({ text }) => text);
}

function action({ type, title, style, data }: Element): string {
  return `[${title}] ${type} ${style} ${JSON.stringify(data)}`;
}
