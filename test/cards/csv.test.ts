/** Files that spreadsheets open: every cell is what was said, and none is a formula. */
import { expect, it } from "vitest";
import { auditFile } from "../../src/cards/audit-card.ts";
import { bytesOf, csvText } from "../../src/cards/csv.ts";

it("has a line for each row, and quotes what would break it", () => {
  const rows = [
    ["a", "b, c"],
    ['he said "no"', "two\nlines"],
  ];
  expect(csvText(["one", "two"], rows)).toBe('one,two\r\na,"b, c"\r\n"he said ""no""","two\nlines"\r\n');
});

it.each([
  ["=1+1", "'=1+1"],
  ["+49", "'+49"],
  ["-1+1", "'-1+1"],
  ["-3.10", "-3.10"],
  ["@sum", "'@sum"],
  ["\t=1", `"'\t'=1"`],
  ["\r=1", `"'\r'=1"`],
  ["=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"],
  ["＝1", "'＝1"],
  ["a;=1;b", `"a;'=1;b"`],
  ["a; @b", `"a; '@b"`],
  ["two\n-1", `"two\n'-1"`],
  ["a;b", `"a;b"`],
  ["a - b", "a - b"],
  ["Grün", "Grün"],
  ["a=1", "a=1"],
  ["", ""],
])("writes %j so that nothing is run", (said, written) => {
  expect(csvText(["x"], [[said]])).toBe(`x\r\n${written}\r\n`);
});

it("holds an entry of the audit log with its moment in UTC and what was before and after", () => {
  const entry = {
    ...{ id: "7", at: new Date("2027-01-04T00:00:00Z"), person: "=HYPERLINK()", identity: "console/demo/ana" },
    ...{ action: "request.reject", subject: "REQ-1", before: { state: "open" }, after: null },
  };
  expect(auditFile([entry]).split("\r\n")).toEqual([
    "entry,at (UTC),person,identity,action,subject,before,after",
    `7,2027-01-04 00:00:00.000,'=HYPERLINK(),console/demo/ana,request.reject,REQ-1,"{""state"":""open""}",`,
    "",
  ]);
});

it("begins with the mark of UTF-8 when it is handed out, as no other file does", () => {
  const bytes = (name: string) => [...bytesOf({ name, content: "ü" })];
  expect(bytes("audit.csv")).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0xbc]);
  expect(bytes("dc1.yaml")).toEqual([0xc3, 0xbc]);
});
