/** `npm run bench [NAME…]`: measures the product beside simpler things that do the same, and prints one table. */
import { ack } from "./ack.ts";
import { archive } from "./archive.ts";
import { backlog } from "./backlog.ts";
import { budget } from "./budget.ts";
import { claims } from "./claims.ts";
import { decisions } from "./decisions.ts";
import { breakGround } from "./ground.ts";
import type { Row } from "./harness.ts";
import { idle } from "./idle.ts";
import { jobs } from "./jobs.ts";
import { ledger } from "./ledger.ts";
import { libvirt } from "./libvirt.ts";
import { line } from "./line.ts";
import { scripts } from "./scripts.ts";
import { start } from "./start.ts";
import { table } from "./table.ts";
import { teams } from "./teams.ts";

const BENCHES = [
  decisions,
  jobs,
  backlog,
  scripts,
  line,
  start,
  claims,
  libvirt,
  archive,
  ack,
  teams,
  ledger,
  budget,
  idle,
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BENCHES.some((bench) => bench.name === name));

if (unknown.length > 0) {
  process.stderr.write(
    `there is no bench ${unknown.join(", ")}; there are ${BENCHES.map(({ name }) => name).join(", ")}\n`,
  );
  process.exitCode = 2;
} else {
  const rows = await measured(BENCHES.filter(({ name }) => asked.length === 0 || asked.includes(name)));
  process.stdout.write(`${table(rows).join("\n")}\n`);
}

/** Figures are no tests: whatever they are, the run has succeeded. */
async function measured(benches: typeof BENCHES): Promise<Row[]> {
  const ground = await breakGround();
  process.once("SIGINT", () => void ground.clear().finally(() => process.exit(130)));
  const rows: Row[] = [];
  try {
    for (const bench of benches) {
      process.stderr.write(`${bench.name} …\n`);
      rows.push(...(await bench.run(ground)));
    }
  } finally {
    await ground.clear();
  }
  return rows;
}
