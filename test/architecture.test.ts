/** The house keeps its shape: a room imports only rooms to its left, adapters never each other, and nothing goes in a circle. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "..");

/** From left to right; each may import itself and what stands to its left. */
const ROOMS = ["machines", "src/domain", "src/cards", "src/app", "src/engine", "src/bot", "commands"];

/** What an adapter may import of the rooms as code; of the others it sees types alone. */
const OPEN_TO_ADAPTERS = ["src/domain", "src/cards"];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** `import … from "…"`, `export … from "…"`, a bare `import "…"` and `import("…")`. */
const IMPORT = /^(?:import|export)\s+(type\s+)?(?:[^;"]*?from\s+)?"(\.[^"]+)"|import\("(\.[^"]+)"\)/gms;

const IMPORTS = ["machines", "commands", "migrations", "src"].flatMap(filesIn).flatMap(importsOf);

describe("the house", () => {
  it("lets a room import only rooms to its left", () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      const [here, there] = [ROOMS.indexOf(roomOf(from)), ROOMS.indexOf(roomOf(to))];
      return here !== -1 && (there === -1 || there > here);
    });
    expect(shown(wrong)).toEqual([]);
  });

  it("lets adapters import domain and cards, the ports of other rooms as types, and never another adapter", () => {
    const wrong = IMPORTS.filter(({ from, to, typeOnly }) => {
      if (!from.startsWith("src/adapters/")) return false;
      if (to.startsWith("src/adapters/")) return roomOf(from) !== roomOf(to);
      const isRoom = ROOMS.includes(roomOf(to));
      return !isRoom || !(typeOnly || OPEN_TO_ADAPTERS.includes(roomOf(to)) || roomOf(to) === "machines");
    });
    expect(shown(wrong)).toEqual([]);
  });

  it("keeps packs and migrations to themselves", () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => /^(src\/packs|migrations)\//.test(from) && roomOf(from) !== roomOf(to),
    );
    expect(shown(wrong)).toEqual([]);
  });

  it("has no import that goes in a circle", () => {
    expect(circlesAmong(IMPORTS)).toEqual([]);
  });

  it("leaves botbuilder, Bolt, BullMQ, Kysely and pg to their adapters", () => {
    const owners: Record<string, string> = {
      ...{ bullmq: "queue", ioredis: "queue", kysely: "postgres", pg: "postgres" },
      ...{ "@slack": "slack", botbuilder: "teams", jose: "teams" },
    };
    const wrong = ["machines", "commands", "src"].flatMap(filesIn).flatMap((file) =>
      packagesIn(file)
        .filter((name) => owners[name] !== undefined && !file.startsWith(`src/adapters/${owners[name]}/`))
        .filter((name) => !(name === "pg" && file.startsWith("src/adapters/queue/")))
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(folder, file));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  return [...text.matchAll(IMPORT)].map(([, type, said, loaded]) => ({
    from: file,
    to: path.join(path.dirname(file), said ?? loaded ?? ""),
    typeOnly: type !== undefined,
  }));
}

function packagesIn(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  return [...text.matchAll(/from\s+"([^.:"][^:"]*)"/g)].map(([, name]) => (name ?? "").split("/")[0] ?? "");
}

/** `src/app/kinds/index.ts` stands in `src/app`, an adapter's file in `src/adapters/NAME`, `src/main.ts` in no room. */
function roomOf(file: string): string {
  const parts = file.split("/");
  if (parts[0] !== "src") return parts[0] ?? "";
  return parts.slice(0, parts[1] === "adapters" ? 3 : 2).join("/");
}

/** Every circle of files, as the path along it. */
function circlesAmong(imports: Import[]): string[] {
  const edges = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
    else if (!done.has(file)) {
      for (const { to } of edges.get(file) ?? []) visit(to, [...trail, file]);
      done.add(file);
    }
  };
  for (const file of edges.keys()) visit(file, []);
  return circles;
}

function shown(imports: Import[]): string[] {
  return imports.map(({ from, to }) => `${from} → ${to}`);
}
