/** What a script is given, and what comes back. */

import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { never, workbench } from "./workbench.ts";

describe("a script", () => {
  it("gets its parameters as JSON and answers with the last line", async () => {
    const { runner, script, call } = workbench();
    const file = script(
      "echo.ts",
      `let text: string = "";
       for await (const chunk of process.stdin) text += chunk;
       console.log("working");
       console.log(JSON.stringify({ got: JSON.parse(text), n: 4 }) + "\\n\\n");`,
    );
    const parameters = { vm: "web-01", size: 10, tags: ["a"] };
    const result = await runner.run(call(file, { type: "node", parameters }), never);
    expect(result).toMatchObject({ kind: "returned", code: 0, stderr: "", outputs: { got: parameters, n: 4 } });
  });

  it.each([
    ["nothing at all", "true"],
    ["a sentence", "echo done"],
    ["a list", "echo '[1]'"],
    ["half an object", "echo '{\"a\":'"],
  ])("that ends with %s has no outputs", async (_, text) => {
    const { runner, script, call } = workbench();
    const result = await runner.run(call(script("s.sh", text)), never);
    expect(result).toMatchObject({ kind: "returned", code: 0, outputs: {} });
  });

  it("tells its code and what it complained about", async () => {
    const { runner, script, call } = workbench();
    const result = await runner.run(call(script("s.sh", "echo the disk is full >&2; exit 3")), never);
    expect(result).toMatchObject({ kind: "returned", code: 3, stderr: "the disk is full\n" });
  });

  it("ended by a signal returns as in a shell", async () => {
    const { runner, script, call } = workbench();
    const result = await runner.run(call(script("s.sh", "kill -9 $$")), never);
    expect(result).toMatchObject({ kind: "returned", code: 137 });
  });

  it("need not read its parameters", async () => {
    const { runner, script, call } = workbench();
    const parameters = { text: "x".repeat(4_000_000) };
    const result = await runner.run(call(script("s.sh", "exec 0<&-; echo '{\"a\":1}'"), { parameters }), never);
    expect(result).toMatchObject({ kind: "returned", code: 0, outputs: { a: 1 } });
  });

  it("sees nothing of our environment, and its scalar parameters when it is a command", async () => {
    process.env.OUR_SECRET = "hush";
    const { runner, script, call, workRoot } = workbench();
    const parameters = { vm: "web 01", memoryMb: 512, "disk-gb": 10, on: true, list: [1], none: null };
    const result = await runner.run(call(script("s.sh", "env; pwd; stat -c %a ."), { parameters }), never);
    const lines = (result.kind === "returned" ? result.stdout : "").trim().split("\n");
    const home = `${workRoot}/act-1`;
    expect(lines.filter((line) => !/^(PATH|LANG|PWD|OLDPWD|SHLVL|_)=/.test(line)).sort()).toEqual(
      [`HOME=${home}`, `TMPDIR=${home}`, home, "700"]
        .concat(["PARAM_VM=web 01", "PARAM_MEMORYMB=512", "PARAM_DISK_GB=10", "PARAM_ON=true"])
        .sort(),
    );
  });

  it("that is executable chooses its own interpreter", async () => {
    const { runner, script, call } = workbench();
    const file = script("own", `#!${process.execPath}\nconsole.log(JSON.stringify({ node: process.version }));`, 0o700);
    expect(await runner.run(call(file), never)).toMatchObject({ outputs: { node: process.version } });
  });

  it("may say more than is kept: the end counts", async () => {
    const { runner, script, call } = workbench(1000);
    const file = script("s.sh", "yes filler | head -c 3000000; yes why | head -c 5000 >&2; echo; echo '{\"a\":1}'");
    const result = await runner.run(call(file), never);
    if (result.kind !== "returned") throw new Error(result.kind);
    expect(result.outputs).toEqual({ a: 1 });
    expect([result.stdout.length, result.stderr.length]).toEqual([1000, 1000]);
  });

  it("may say what is no text", async () => {
    const { runner, script, call } = workbench();
    const result = await runner.run(call(script("s.sh", "printf '\\377\\376ok\\n{\"a\":1}'")), never);
    expect(result).toMatchObject({ stdout: '\u{fffd}\u{fffd}ok\n{"a":1}', outputs: { a: 1 } });
  });

  it("leaves no file behind", async () => {
    const { runner, script, call, workRoot } = workbench();
    await runner.run(call(script("s.sh", "mkdir -p deep/er; echo x > deep/er/file; echo y > $TMPDIR/other")), never);
    expect(readdirSync(workRoot)).toEqual([]);
  });
});

describe("what cannot be started is an error that names the activity:", () => {
  it.each([
    ["a type that nobody knows", { type: "perl" }, 'no script type "perl"'],
    ["a script that is not there", { file: "/nowhere/s.sh" }, "ENOENT"],
    ["a node script that is not there", { type: "node", file: "/nowhere/s.ts" }, "ENOENT"],
  ])("%s", async (_, more, why) => {
    const { runner, script, call, workRoot } = workbench();
    const attempt = runner.run(call(script("s.sh", "true"), more), never);
    const error = await attempt.then(() => null).catch((cause: Error) => cause);
    expect(error?.message).toContain("for activity act-1");
    expect(String(error?.cause)).toContain(why);
    expect(readdirSync(workRoot)).toEqual([]);
  });

  it("an interpreter that is not there", async () => {
    const { runner, script, call, workRoot } = workbench();
    await expect(runner.run(call(script("s", "#!/nowhere/perl\n", 0o700)), never)).rejects.toThrow("act-1");
    expect(readdirSync(workRoot)).toEqual([]);
  });

  it("an activity whose name leads elsewhere", async () => {
    const { runner, script, call, folder } = workbench();
    const file = script("s.sh", `touch ${folder}/ran`);
    await expect(runner.run(call(file, { activity: "../act-1" }), never)).rejects.toThrow("../act-1");
    expect(existsSync(`${folder}/ran`)).toBe(false);
  });
});
