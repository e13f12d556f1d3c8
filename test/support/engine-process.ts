/** A worker that runs workflows at once, in a process of its own that a test may kill: URL, directory, workflows. */
import { wireEngine } from "./engine-wiring.ts";

const [url = "", directory = "", ...workflows] = process.argv.slice(2);
const { engine, close } = wireEngine(url, directory);
await Promise.all(workflows.map((workflow) => engine.run(workflow, new AbortController().signal)));
await close();
