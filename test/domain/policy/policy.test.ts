/** A policy as it is written, and what it rules. */
import { describe, expect, it } from "vitest";
import { type Policy, readPolicy } from "../../../src/domain/policy/document.ts";
import { NO_FACTS, type RequestFacts } from "../../../src/domain/policy/facts.ts";
import { explain, nextReminder, ruleOn } from "../../../src/domain/policy/ruling.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { SHIPPED_POLICY } from "../../support/policy.ts";

const rules = (...lines: string[]) =>
  readPolicy("p.yaml", ["rules:", ...lines.map((line) => `  ${line}`)].join("\n"), 3);

const asked = (facts: Partial<RequestFacts>): RequestFacts => ({ ...NO_FACTS, kind: "vm.create", ...facts });

const can = (...permissions: string[]) => ({ requester: { name: "ana", roles: ["user"], can: permissions } });

function refusalOf(text: string): string {
  try {
    readPolicy("p.yaml", text, 1);
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "read";
}

/** A billion of them in ten lines. */
const LAUGHS = [
  "- &a0 [ha]",
  ...Array.from({ length: 8 }, (_, n) => `- &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]`),
  "rules: *a8",
]
  .map((line, n) => (n === 9 ? line : `x${n}: ${line.slice(2)}`))
  .join("\n");

describe("a policy's file", () => {
  it.each([
    ["no rules", "rules: []\n", /line 1, column 8: rules/],
    [
      "a condition that cannot be read",
      "rules:\n  - name: a\n    when: kind ==\n    approve: true\n",
      /line 3, column 18: .*Unexpected token/,
    ],
    [
      "a fact that there is not",
      "rules:\n  - name: a\n    when: kind == 'x' && cots.day > 1.0\n    approve: true\n",
      /line 3, column 26: .*Unknown variable: cots/,
    ],
    [
      "the same within quotes",
      'rules:\n  - name: a\n    when: "cots.day > 1.0"\n    approve: true\n',
      /line 3, column 12: /,
    ],
    [
      "a condition that is a number",
      "rules:\n  - name: a\n    when: count + 1\n    approve: true\n",
      /it is int, and not true or false/,
    ],
    ["a rule that says nothing", "rules:\n  - name: a\n", /just one of approve, free and stages/],
    ["a rule that says two things", "rules:\n  - name: a\n    approve: true\n    free: { first: 1 }\n", /just one of/],
    ["a word that there is not", "rules:\n  - name: a\n    aprove: true\n", /line 2, column 5: /],
    [
      "a span that is none",
      "rules:\n  - name: a\n    stages: [{ from: [b] }]\n    expire: { after: 1w }\n",
      /line 4, column 22: .*no span/,
    ],
    [
      "a zone that there is not",
      "rules:\n  - name: a\n    stages: [{ from: [b] }]\n    hours: { days: mon, from: '09:00', to: '10:00', zone: Mars }\n",
      /no such time zone/,
    ],
    [
      "days that are none",
      "rules:\n  - name: a\n    stages: [{ from: [b] }]\n    hours: { days: fri-mon, from: '09:00', to: '10:00', zone: UTC }\n",
      /names no days/,
    ],
    [
      "a day that ends first",
      "rules:\n  - name: a\n    stages: [{ from: [b] }]\n    hours: { days: mon, from: '17:00', to: '09:00', zone: UTC }\n",
      /ends before it begins/,
    ],
    [
      "two rules of a name",
      "rules:\n  - { name: a, approve: true }\n  - { name: a, approve: true }\n",
      /line 3, column 13: .*another rule a/,
    ],
    ["no YAML", "rules: [", /line 1, column/],
    ["an alias of nothing", "rules:\n  - *gone\n", /line 2, column 5: .*alias/],
    ["more aliases than anybody means", LAUGHS, /line 10, column 8: .*alias/i],
  ])("with %s is refused where it is wrong", (_what, text, says) => {
    expect(refusalOf(text)).toMatch(says);
    expect(refusalOf(text)).toMatch(/^invalid: p.yaml, line \d+, column \d+: /);
  });
});

it("names the place of a group that is no role, wherever a rule names one", () => {
  const said = (rule: string) => {
    try {
      readPolicy("p.yaml", `rules:\n  - ${rule}\n`, 1, ["bu-admin"]);
    } catch (error) {
      return error instanceof Refusal ? error.message : String(error);
    }
    return "read";
  };
  expect(said("{ name: a, stages: [{ from: [bu-admin] }] }")).toBe("read");
  const place = (rule: string, word: string) => `line 2, column ${`  - ${rule}`.indexOf(word) + 1}: `;
  for (const rule of [
    "{ name: a, stages: [{ from: [bu-admin, nobody] }] }",
    "{ name: a, stages: [{ from: [bu-admin], quiet: [nobody] }] }",
    "{ name: a, stages: [{ all: [{ from: [bu-admin] }, { from: [nobody] }] }] }",
    "{ name: a, stages: [{ from: [bu-admin] }], escalate: { after: 1d, to: [nobody] } }",
  ]) {
    expect(said(rule)).toContain(place(rule, "nobody"));
    expect(said(rule)).toContain("nobody is no role; there are bu-admin");
  }
});

describe("a condition that is to be put in force", () => {
  const LIST = "[1, 2, 3]";

  const said = (when: string) => {
    try {
      readPolicy("p.yaml", `rules:\n  - { name: a, when: "${when}", approve: true }\n`, 1, []);
    } catch (error) {
      if (error instanceof Refusal) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "read";
  };

  it.each([
    ["unit.matches('(a+)+b')", 23, "matches a pattern"],
    [`${LIST}.all(x, ${LIST}.exists(y, x == y))`, 40, "goes through a list within another one"],
  ])("is refused where it could take for ever: %s", (when, column, says) => {
    expect(said(when)).toMatch(new RegExp(`^invalid: p.yaml, line 2, column ${column}: .*${says}`));
  });

  it("may go through one list after another", () => {
    expect(said(`requester.roles.exists(r, r == 'user') && ${LIST}.all(x, x > 0)`)).toBe("read");
  });
});

describe("the first rule that holds", () => {
  const policy = rules(
    "- { name: cheap, when: cost.month < 100.0, approve: true }",
    "- { name: big, when: memory >= 64.0, stages: [{ from: [bu-admin] }, { all: [{ need: 2, from: [a] }, { from: [b], quiet: [c] }] }] }",
    "- { name: rest, when: kind.startsWith('vm.'), stages: [{ from: [bu-admin] }] }",
  );

  it("decides, and the others are not looked at", () => {
    expect(ruleOn(policy, asked({ memory: 64 }), {})).toMatchObject({ rule: "cheap", stages: [], policy: 3 });
    const dear = asked({ memory: 64, cost: { day: 10, month: 300 } });
    expect(explain(policy, dear, {}).trials.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      "cheap does not hold",
      "big fires",
    ]);
  });

  it("asks stage by stage, several groups at once, and some quietly", () => {
    const { stages } = ruleOn(policy, asked({ memory: 64, cost: { day: 10, month: 300 } }), {});
    expect(stages).toEqual([
      { asks: [{ need: 1, from: ["bu-admin"] }] },
      {
        asks: [
          { need: 2, from: ["a"] },
          { need: 1, from: ["b", "c"], quiet: ["c"] },
        ],
      },
    ]);
  });

  it("is an admin of the datacenter's word where no rule speaks of it, or one cannot be told", () => {
    const careful = { stages: [{ asks: [{ from: ["datacenter-admin"], need: 1 }] }] };
    const dear = { cost: { day: 10, month: 300 } };
    expect(ruleOn(policy, asked({ kind: "infra.new", ...dear }), {})).toMatchObject({ ...careful, rule: "" });
    const broken = rules("- { name: odd, when: 1 / count > 0, approve: true }");
    expect(ruleOn(broken, asked({ count: 0 }), {})).toMatchObject({ ...careful, why: expect.stringMatching(/^odd: /) });
  });
});

describe("what is free", () => {
  const policy = rules(
    "- { name: free, free: { first: 3, per: month } }",
    "- { name: asked, stages: [{ from: [a] }] }",
  );

  it.each([
    [0, 1, "free"],
    [2, 1, "free"],
    [3, 1, "asked"],
    [0, 3, "free"],
    [0, 4, "asked"],
    [2, 2, "asked"],
  ])("after %i machines, %i more are %s", (used, count, rule) => {
    expect(ruleOn(policy, asked({ count }), { free: used }).rule).toBe(rule);
  });
});

describe("reminders", () => {
  const [rule] = rules("- { name: a, stages: [{ from: [a] }], remind: { after: 1d, factor: 2, times: 3 } }").rules;
  const now = new Date("2027-01-04T00:00Z");

  it("come later and later, and then no more", () => {
    const days = [0, 1, 2].map((sent) => rule && nextReminder(rule, now, sent, "UTC"));
    expect(days).toEqual(["05", "06", "08"].map((day) => new Date(`2027-01-${day}T00:00Z`)));
    expect(rule && nextReminder(rule, now, 3, "UTC")).toBeNull();
  });
});

describe("the policy that ships", () => {
  const policy: Policy = readPolicy("default.yaml", SHIPPED_POLICY, 0);
  const one = (...from: string[]) => [{ asks: [{ from, need: 1 }] }];

  it.each([
    "bu.register",
    "infra.new",
    "infra.change",
    "infra.extend",
    "infra.decommission",
    "review",
    "report.dispute",
  ])("asks one admin of the datacenter about %s", (kind) =>
    expect(ruleOn(policy, asked({ kind }), {}).stages).toEqual(one("datacenter-admin")),
  );

  it.each(["vm.create", "vm.resize", "vm.delete"])(
    "lets operators %s, and asks one admin about everybody else's",
    (kind) => {
      expect(ruleOn(policy, asked({ kind, ...can("vm.create") }), {}).stages).toEqual([]);
      expect(ruleOn(policy, asked({ kind, ...can("vm.ask") }), {})).toMatchObject({
        stages: one("bu-admin", "datacenter-admin"),
        askIn: ["approvals", "unit"],
        expire: { after: "7d", grants: false },
      });
    },
  );

  it.each(["vm.start", "vm.stop", "vm.store", "vm.restore"])("asks nobody about %s", (kind) => {
    expect(ruleOn(policy, asked({ kind, ...can("vm.operate") }), {}).stages).toEqual([]);
  });
});
