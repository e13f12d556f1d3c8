/** A thread that sends requests as the world does, and stands in for the chat that is answered. */
import { Agent, createServer, request as open } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type MessagePort, parentPort } from "node:worker_threads";
import type { Load, Sendable, Sent } from "./traffic.ts";

/** What every call of a chat's API is answered with: enough of each for what comes next. */
const ANSWER = JSON.stringify({
  ...{ ok: true, team_id: "T01BENCH", user_id: "U0BOT", bot_id: "B0BOT", user: "quartermaster" },
  ...{ channel: "C0BENCH", ts: "1700000000.000100", id: "1" },
});

const agent = new Agent({ keepAlive: true });
const answers = { count: 0, wanted: Number.POSITIVE_INFINITY, enough: () => {} };

const chat = createServer((request, response) => {
  request.resume().once("end", () => {
    response.writeHead(200, { "content-type": "application/json" }).end(ANSWER);
    if (!request.url?.startsWith("/answers")) return;
    answers.count += 1;
    if (answers.count === answers.wanted) answers.enough();
  });
});

if (parentPort) serve(parentPort);

function serve(port: MessagePort): void {
  chat.listen(0, "127.0.0.1", () => port.postMessage((chat.address() as AddressInfo).port));
  port.on("message", (load: Load) => void send(load).then((sent) => port.postMessage(sent)));
}

/** Sends all of it; resolves when everything was acknowledged and every answer has come. */
async function send(load: Load): Promise<Sent> {
  const answered = new Promise<void>((resolve) => {
    Object.assign(answers, { count: 0, wanted: load.answers, enough: resolve });
    if (load.answers === 0) resolve();
  });
  const begun = performance.now();
  const acksMs = "perSecond" in load ? await atPace(load, load.perSecond) : await inLanes(load, load.atOnce);
  const tookMs = performance.now() - begun;
  await answered;
  return { acksMs, tookMs };
}

/** Each lane waits for its answer before it sends the next. */
async function inLanes({ url, requests }: Load, lanes: number): Promise<number[]> {
  const acksMs: number[] = [];
  const left = requests.values();
  const lane = async () => {
    for (const one of left) acksMs.push(await knock(url, one, performance.now()));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return acksMs;
}

/** Nobody waits for anybody; time counts from when a request ought to have been sent. */
async function atPace({ url, requests }: Load, perSecond: number): Promise<number[]> {
  const begun = performance.now();
  const knocks: Promise<number>[] = [];
  for (const [n, one] of requests.entries()) {
    const due = begun + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    knocks.push(knock(url, one, due));
  }
  return Promise.all(knocks);
}

/** Milliseconds from `since` until it is acknowledged. A kept connection may have been closed just now: it is sent anew. */
function knock(url: string, { body, headers }: Sendable, since: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } };
    const outgoing = open(url, options, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode > 299) reject(new Error(`a request was answered with ${statusCode}`));
      response.resume().once("end", () => resolve(performance.now() - since));
    });
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      const isStale = outgoing.reusedSocket && error.code === "ECONNRESET";
      if (isStale) resolve(knock(url, { body, headers }, since));
      else reject(new Error("sending a request", { cause: error }));
    });
    outgoing.end(body);
  });
}
