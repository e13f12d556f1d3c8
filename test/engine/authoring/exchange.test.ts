/** Actions travel as bundles byte for byte, and from YAML to XML and back without losing anything. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionFile } from "../../../src/engine/action.ts";
import { readBundle, writeBundle } from "../../../src/engine/authoring/bundle.ts";
import { incoming } from "../../../src/engine/authoring/exchange.ts";
import { readSaved, yamlOf } from "../../../src/engine/authoring/source.ts";
import { writeXml } from "../../../src/engine/authoring/xml-write.ts";

const path = fc
  .array(fc.stringMatching(/^[\w@+-][\w.@+-]{0,8}$/), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("/"));

/** Whatever text editors leave behind. */
const content = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc
    .array(
      fc.constantFrom(
        "a",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "#",
        "- x",
        ": ",
        "---",
        "|",
        "\ufeff",
        "\u2028",
        "'",
        '"',
        "\u0085",
      ),
      {
        maxLength: 20,
      },
    )
    .map((parts) => parts.join("")),
);

const someText = fc.oneof(
  fc.string({ unit: "grapheme-ascii" }),
  fc
    .array(
      fc.constantFrom("a", " ", "\n", "\t", "\r", "<", ">", "&", '"', "'", "]]>", "é", "😀", "&#10;", "true", "1"),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);

const words = someText.filter((text) => text.length > 0);

const binding = fc.oneof(
  someText,
  fc.constantFrom("vm.name", "host.name", "job.id").map((from) => ({ from })),
);

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/);

const aside = fc.oneof(fc.constant(null), words);

const task = fc.record(
  {
    name,
    title: words,
    type: words,
    script: words,
    enabled: fc.boolean(),
    timeoutSeconds: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 9 }), fc.constant(0.5)),
    continueOnError: fc.boolean(),
    successCodes: fc.oneof(
      fc.constant(null),
      fc.array(
        fc
          .stringMatching(/^[^\s,]([^,]{0,3}[^\s,])?$/)
          .filter((code) => code.trim() === code && !/[^\n\t\r -\ud7ff]/.test(code)),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    retry: fc.oneof(
      fc.constant(null),
      fc.record({ times: fc.integer({ min: 1, max: 10 }), waitSeconds: fc.constantFrom(0, 1, 2.5) }),
    ),
    idempotent: fc.boolean(),
    parameters: fc.dictionary(words, binding, { maxKeys: 3 }),
    connection: fc.oneof(fc.constant(null), fc.record({ type: words, script: words, to: binding })),
    lock: fc.oneof(
      fc.constant(null),
      fc.record({ name, per: fc.constantFrom(null, { from: "host.name" }), before: aside, after: aside }),
    ),
  },
  { requiredKeys: ["name", "title", "type", "script"] },
);

/** An input is left out, or of a type that its default and its choices fit. */
const inputs = fc.uniqueArray(
  fc
    .record({ name, title: words, required: fc.boolean() })
    .chain((one) =>
      fc.constantFrom(
        { ...one, type: "text" as const, default: "a, b" },
        { ...one, type: "number" as const, default: 90 },
        { ...one, type: "choice" as const, choices: ["x", "y z", "1"], default: "1" },
        { ...one, type: "yes-no" as const, default: true },
        one,
      ),
    ),
  { selector: (one) => one.name, maxLength: 3 },
);

const action = fc
  .record(
    {
      action: fc
        .tuple(name, fc.option(name))
        .map(([own, template]) => (template === null ? own : `${own}@${template}`)),
      description: words,
      weight: fc.constantFrom("light" as const, "heavy" as const),
      timeoutSeconds: fc.constantFrom(null, 60),
      tasks: fc.uniqueArray(task, { selector: (one) => one.name, maxLength: 3 }),
      returns: fc.dictionary(words, binding, { maxKeys: 2 }),
      inputs,
      states: fc.constantFrom<("running" | "stored" | "paused")[]>(["running"], ["stored", "paused"]),
      can: fc.constantFrom("vm.create" as const, "vm.operate" as const),
    },
    { requiredKeys: ["action", "description", "weight", "tasks"] },
  )
  .chain((one) =>
    fc
      .uniqueArray(task, { selector: ({ name: own }) => own, maxLength: 2 })
      .map((undo) => undo.filter(({ name: own }) => !one.tasks.some((other) => other.name === own)))
      .map((undo) => ({ ...one, undo: undo.map((own) => ({ ...own, idempotent: true })) })),
  );

describe("a bundle", () => {
  it("holds every file as it was, byte for byte", () => {
    fc.assert(
      fc.property(fc.dictionary(path, content, { maxKeys: 5 }), words, (files, about) => {
        const text = writeBundle({ name: "trial", description: about, files });
        expect(readBundle("trial.yaml", text)).toEqual({ name: "trial", description: about, files });
      }),
      { numRuns: 300 },
    );
  });

  it("comes out as it went in", () => {
    fc.assert(
      fc.property(fc.dictionary(path, content, { maxKeys: 5 }), (files) => {
        const text = writeBundle({ name: "trial", description: "For tests", files });
        expect(writeBundle(readBundle("trial.yaml", text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it("shows a script as it is written", () => {
    const text = writeBundle({
      name: "trial",
      description: "For tests",
      files: { "scripts/hello.sh": "#!/bin/sh\necho hello\n" },
    });
    expect(text).toBe(
      "name: trial\ndescription: For tests\nfiles:\n  scripts/hello.sh: |\n    #!/bin/sh\n    echo hello\n",
    );
  });
});

describe("an action", () => {
  it("is the same after it went from YAML to XML and back", () => {
    fc.assert(
      fc.property(action, (one) => {
        const source = yamlOf(one);
        const before = readSaved("trial.yaml", source);
        const [after] = incoming({ name: "trial.xml", content: writeXml(before) });
        expect(readSaved("trial.yaml", after?.source ?? "")).toEqual(before);
        expect(actionFile.parse(one)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("has the words of the trade in XML, and a parameter's value as its node's text", () => {
    const [xml] = [writeXml(readSaved("stop.yaml", STOP))];
    expect(xml).toBe(STOP_XML);
    expect(incoming({ name: "stop.xml", content: xml })[0]?.source).toBe(STOP);
  });

  it.each([
    ["an unknown attribute", 'Script="ask.sh"', 'Skript="ask.sh"', "line 4, column 58: Task has no attribute Skript"],
    ["an unknown element", "<Parameters>", "<Params>", "line"],
    ["what is no number", 'TimeoutSeconds="60"', 'TimeoutSeconds="soon"', "line 4, column 92: tasks.0.timeoutSeconds"],
    [
      "a reference that leads nowhere",
      ">vm.name<",
      ">vm.nam<",
      "line 6, column 9: tasks.0.parameters.vm: the data item has no vm.nam",
    ],
    ["a task without a name", '<Task Name="ask"', "<Task", "line 4, column 5: tasks.0.name"],
    ["text where elements are", "<Tasks>", "<Tasks>and", "line 3, column 3: Tasks holds elements, and no text"],
    ["a parameter that is there twice", '"size"', '"vm"', "line 7, column 9: there is another Parameter vm"],
    ["an element that nobody closes", "</Tasks>", "", "line 11, column"],
    ["an entity that nobody knows", ">10<", ">&ten;<", "line 7, column"],
  ])("in XML is refused for %s, with the place", (_what, from, to, sentence) => {
    const content = STOP_XML.replace(from, to);
    expect(() => incoming({ name: "stop.xml", content })).toThrow(`stop.xml, ${sentence}`);
  });

  it("in XML may not hold a character that XML has not", () => {
    const one = readSaved("stop.yaml", STOP.replace("title: Ask it", 'title: "a\\u0001b"'));
    expect(() => writeXml(one)).toThrow("it holds a character that XML has not");
  });
});

const STOP = `action: stop
tasks:
  - name: ask
    title: Ask it
    type: command
    script: ask.sh
    enabled: false
    timeoutSeconds: 60
    continueOnError: true
    successCodes:
      - "0"
      - "3010"
    parameters:
      vm:
        from: vm.name
      size: "10"
returns: {}
description: Ask & wait
weight: light
`.replace("returns: {}\n", "");

const STOP_XML = `<?xml version="1.0" encoding="UTF-8"?>
<Action Name="stop" Description="Ask &amp; wait" Weight="light">
  <Tasks>
    <Task Name="ask" Title="Ask it" ScriptType="command" Script="ask.sh" IsEnabled="false" TimeoutSeconds="60" ContinueOnError="true" SuccessCodeList="0,3010">
      <Parameters>
        <Parameter Name="vm" Kind="from">vm.name</Parameter>
        <Parameter Name="size">10</Parameter>
      </Parameters>
    </Task>
  </Tasks>
</Action>
`;
