/** A worker that runs one workflow, in a process of its own that a test may kill: URL, directory, workflow. */
import { wireEngine } from "./engine-wiring.ts";

const [url = "", directory = "", workflow = ""] = process.argv.slice(2);
const { engine, close } = wireEngine(url, directory);
await engine.run(workflow, new AbortController().signal);
await close();
