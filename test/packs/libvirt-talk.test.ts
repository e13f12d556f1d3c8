/** How the libvirt pack talks with virsh: tried with the hypervisor that virsh pretends, so that no host is needed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { whyNoLibvirt } from "../../src/demo/libvirt/programs.ts";

const whyNone = await whyNoLibvirt();

const SHARED = path.join(import.meta.dirname, "../../src/packs/libvirt/scripts/shared");

/** Where virsh writes down what it was asked when it is let go: not in the home of whoever runs the tests. */
const cache = await mkdtemp(path.join(tmpdir(), "virsh-cache-"));
vi.stubEnv("XDG_CACHE_HOME", cache);

const [{ tried, virshAll }, { endSessions }] = await Promise.all(
  ["virsh.mjs", "session.mjs"].map((file) => import(path.join(SHARED, file))),
);

const PRETENDED = { uri: "test:///default", host: "h1" };

afterAll(async () => {
  endSessions();
  await rm(cache, { recursive: true, force: true });
});

describe.skipIf(whyNone)(`a conversation with virsh${whyNone ? ` (${whyNone})` : ""}`, () => {
  const names = async () => (await tried(PRETENDED, ["list", "--all", "--name"])).out.trim();

  it.each(["it's", "a; b", '"c" \\ d', "bücher", "/pool/a b.qcow2", "'", "\\"])(
    "says the word %s as it is",
    async (word) => {
      expect(await tried(PRETENDED, ["echo", word])).toEqual({ ok: true, out: word, error: "" });
    },
  );

  it("refuses a word that would be a line of its own", async () => {
    await expect(tried(PRETENDED, ["echo", "a\nb"])).rejects.toThrow('virsh cannot be told of "a\\nb"');
  });

  it("hears why something cannot be done, and goes on", async () => {
    const { ok, error } = await tried(PRETENDED, ["start", "nobody"]);
    expect([ok, error]).toEqual([false, expect.stringContaining("failed to get domain 'nobody'")]);
    expect(await names()).toBe("test");
  });

  it("gives each of many commands its own answer, however long all of them are", async () => {
    const commands = Array.from({ length: 600 }, (_, at) => (at % 2 ? `echo number-${at}` : "dominfo nobody"));
    const said = await virshAll(PRETENDED, "asking much", commands);
    expect(said).toEqual(commands.map((_, at) => (at % 2 ? `number-${at}` : "")));
  });

  it("keeps the answers of those apart who ask at once", async () => {
    const words = Array.from({ length: 20 }, (_, at) => `word-${at}`);
    const answers = await Promise.all(words.map((word) => tried(PRETENDED, ["echo", word])));
    expect(answers.map(({ out }) => out)).toEqual(words);
  });

  it("takes an answer that broke off for none, and has another conversation for the next", async () => {
    expect(await tried(PRETENDED, ["quit"])).toMatchObject({ ok: false });
    expect(await names()).toBe("test");
  });

  it("says of a host that cannot be reached why", async () => {
    const nowhere = { uri: "qemu+tcp://127.0.0.1:1/session", host: "h2" };
    const { ok, error } = await tried(nowhere, ["list"]);
    expect([ok, error]).toEqual([false, expect.stringMatching(/^failed to connect to the hypervisor: .*refused/)]);
    await expect(virshAll(nowhere, "looking about", ["list", "uri"])).rejects.toThrow(
      /^looking about on host h2: failed to connect to the hypervisor/,
    );
  });
});
