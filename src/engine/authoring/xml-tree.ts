/** Reads XML into elements that know where they stand. */
import { SaxesParser } from "saxes";
import { refuseAt, type Spot } from "../../domain/document.ts";

export interface Element {
  name: string;
  attributes: Map<string, { text: string; at: Spot }>;
  children: Element[];
  /** All that stands directly in it. */
  text: string;
  at: Spot;
}

/** The outermost element. Throws a Refusal `invalid` with line and column for what is no XML. */
export function readElements(name: string, source: string): Element {
  const parser = new SaxesParser();
  const spot = (offset: number) => spotIn(source, offset);
  const open: Element[] = [];
  let root: Element | undefined;
  let end = 0;
  parser.on("error", (error) =>
    refuseAt(name, spot(parser.position - 1), error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")),
  );
  parser.on("opentagstart", (tag) => {
    const started = source.lastIndexOf("<", parser.position - 1);
    const element = { name: tag.name, attributes: new Map(), children: [], text: "", at: spot(started) };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    end = started + 1 + tag.name.length;
  });
  parser.on("attribute", ({ name: word, value }) => {
    const at = end + (/^\s*/.exec(source.slice(end))?.[0].length ?? 0);
    open.at(-1)?.attributes.set(word, { text: value, at: spot(at) });
    end = parser.position;
  });
  const hear = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on("text", hear);
  parser.on("cdata", hear);
  parser.on("closetag", () => open.pop());
  parser.write(source).close();
  return root ?? refuseAt(name, spot(0), "there is no element");
}

function spotIn(source: string, offset: number): Spot {
  const before = source.slice(0, Math.max(offset, 0)).split("\n");
  return { line: before.length, col: (before.at(-1)?.length ?? 0) + 1 };
}
