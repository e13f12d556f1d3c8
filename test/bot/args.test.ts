/** The kinds of arguments, each with what it takes and what it does not. */
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import * as args from "../../src/bot/args.ts";

function parsed(schema: z.ZodType, text: string): unknown {
  const result = schema.safeParse(text);
  return result.success ? result.data : "refused";
}

describe.each<[string, z.ZodType, [string, unknown][]]>([
  [
    "memory, in MB",
    args.memory(),
    [
      ["64GB", 65_536],
      ["1.5 TB", 1_572_864],
      ["512mb", 512],
      ["8", 8192],
      ["0", "refused"],
      ["-8", "refused"],
    ],
  ],
  [
    "storage, in GB",
    args.storage(),
    [
      ["500GB", 500],
      ["2TB", 2048],
      ["512MB", "refused"],
      ["60", 60],
    ],
  ],
  [
    "a day",
    args.date(),
    [
      ["2027-03-31", "2027-03-31"],
      ["2027-02-30", "refused"],
      ["31.3.2027", "refused"],
    ],
  ],
  [
    "money",
    args.money(),
    [
      ["12.50", "12.50"],
      ["12,50", "refused"],
      ["1e3", "refused"],
    ],
  ],
  [
    "a request's id",
    args.requestId(),
    [
      ["REQ-7", "REQ-7"],
      ["req-7", "REQ-7"],
      ["7", "refused"],
      ["REQ-", "refused"],
    ],
  ],
  [
    "a draft",
    args.draft(),
    [
      ["crm", "crm"],
      ["REQ-7", "REQ-7"],
      ["crm/web", "refused"],
    ],
  ],
  [
    "a channel",
    args.channel(),
    [
      ["#retail", "#retail"],
      ["retail", "refused"],
      ["#a b", "refused"],
    ],
  ],
  [
    "a code",
    args.code(),
    [
      ["CC-200", "CC-200"],
      ["a b", "refused"],
      ["", "refused"],
    ],
  ],
  [
    "a domain",
    args.domain(),
    [
      ["corp.example", "corp.example"],
      ["-x", "refused"],
    ],
  ],
  [
    "yes or no",
    args.flag(),
    [
      ["yes", true],
      ["No", false],
      ["constructor", "refused"],
      ["1", "refused"],
    ],
  ],
  [
    "pairs",
    args.pairs(),
    [
      ["front=vlan-7,back=vlan-8", { front: "vlan-7", back: "vlan-8" }],
      ["front", "refused"],
      ["a=b=c", "refused"],
    ],
  ],
  [
    "a path of two",
    args.path("A/B", 2),
    [
      ["shop/web", ["shop", "web"]],
      ["shop", "refused"],
      ["shop/", "refused"],
      ["../web", "refused"],
    ],
  ],
  [
    "a name",
    args.name(),
    [
      [`a${"b".repeat(39)}`, `a${"b".repeat(39)}`],
      [`a${"b".repeat(40)}`, "refused"],
      ["9a", "refused"],
      ["web_1", "refused"],
    ],
  ],
])("%s", (_what, schema, cases) => {
  it.each(cases)("%j is %j", (text, value) => expect(parsed(schema, text)).toEqual(value));
});
