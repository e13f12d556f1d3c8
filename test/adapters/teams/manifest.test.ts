/** The app package is what Teams accepts, and knows the commands that there are. */
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../commands/index.ts";
import { verbsThatAsk } from "../../../src/adapters/teams/asking.ts";
import { teamsManifest, teamsPackage } from "../../../src/adapters/teams/manifest.ts";

const OPTIONS = {
  ...{ appId: "7a1f2c9e-0000-4000-8000-000000000001", version: "1.2.3" },
  company: { name: "ACME", url: "https://cloud.acme.example/" },
};

const manifest = teamsManifest(COMMANDS, OPTIONS);

describe("the manifest", () => {
  it("is made for personal chats, teams and group chats, with at most ten commands each", () => {
    const { bots } = JSON.parse(JSON.stringify(manifest));
    expect(bots[0].scopes).toEqual(["personal", "team", "groupChat"]);
    expect(bots[0].commandLists.map(({ scopes }: { scopes: string[] }) => scopes)).toEqual([
      ["personal"],
      ["team"],
      ["groupChat"],
    ]);
    for (const { commands } of bots[0].commandLists) {
      expect(commands).toHaveLength(10);
      for (const { title, description } of commands) {
        expect(COMMANDS.map(({ words }) => words)).toContain(title);
        expect(description.length).toBeLessThanOrEqual(128);
      }
    }
  });

  it("stays as it is", () => {
    expect(manifest).toMatchSnapshot();
  });
});

describe("the package", () => {
  const { files, zip } = teamsPackage(manifest);

  it("holds the manifest and two icons of the sizes that Teams wants", () => {
    expect(Object.keys(files)).toEqual(["manifest.json", "color.png", "outline.png"]);
    expect(JSON.parse(String(files["manifest.json"]))).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(pixels(files["color.png"])).toMatchObject({ width: 192, height: 192, colours: 2, clear: 0 });
    const outline = pixels(files["outline.png"]);
    expect(outline).toMatchObject({ width: 32, height: 32, colours: 2 });
    expect(outline.clear).toBeGreaterThan(100);
  });

  it("is a zip whose directory names every file where it begins", () => {
    const directory = zip.readUInt32LE(zip.length - 6);
    const names: string[] = [];
    for (let at = directory; zip.readUInt32LE(at) === 0x02014b50; at += 46 + zip.readUInt16LE(at + 28)) {
      const name = zip.toString("ascii", at + 46, at + 46 + zip.readUInt16LE(at + 28));
      const local = zip.readUInt32LE(at + 42);
      const begins = local + 30 + name.length;
      expect(zip.readUInt32LE(local)).toBe(0x04034b50);
      expect(zip.subarray(begins, begins + zip.readUInt32LE(at + 24))).toEqual(files[name]);
      names.push(name);
    }
    expect(names).toEqual(Object.keys(files));
  });
});

describe("buttons", () => {
  it("that ask for more are those whose commands need more than the id", () => {
    expect(verbsThatAsk(COMMANDS)).toContain("Reject");
    expect(verbsThatAsk(COMMANDS)).toContain("Offer");
    expect(verbsThatAsk(COMMANDS)).not.toContain("Approve");
  });
});

/** What can be said of a picture whose chunks are in the order in which we write them. */
function pixels(file: Buffer | undefined): { width: number; height: number; colours: number; clear: number } {
  const picture = file ?? Buffer.alloc(0);
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  const rows = inflateSync(picture.subarray(41, 41 + picture.readUInt32BE(33)));
  const dots: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) dots.push(rows.readUInt32BE(y * (width * 4 + 1) + 1 + x * 4));
  }
  return { width, height, colours: new Set(dots).size, clear: dots.filter((dot) => (dot & 0xff) === 0).length };
}
