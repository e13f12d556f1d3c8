/** One libvirt host on this machine: an unprivileged daemon on loopback with folders of its own. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../adapters/postgres/embedded/free-port.ts";
import { account, give } from "./account.ts";
import { capabilitiesOf, keepCapabilities } from "./capabilities.ts";
import { cutPower, endHost, newFolder } from "./folders.ts";

const run = promisify(execFile);

export interface LibvirtHost {
  name: string;
  /** The URI that libvirt's clients reach it by. */
  address: string;
  /** Everything of it lies here; the storage pool's volumes in `pool`. */
  folder: string;
  /** What virsh says on it. */
  virsh(...words: string[]): Promise<string>;
  /** Ends the daemon and every machine at once. */
  cutPower(): Promise<void>;
  /** The daemon answers nobody any more, and nobody is told so. */
  freeze(): void;
  /** Ends the daemon alone: its machines run on, and nobody reaches them. */
  killDaemon(): Promise<void>;
  /** Starts the daemon again; what it knew it knows again. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Its storage pool is called `default`. */
export async function startHost(name: string): Promise<LibvirtHost> {
  const folder = await newFolder(name);
  const port = await freePort();
  const address = `qemu+tcp://127.0.0.1:${port}/session`;
  await furnish(folder, port);
  const virsh = async (...words: string[]) => (await run("virsh", ["-q", "-c", address, ...words])).stdout;
  let daemon: ChildProcess | null = null;
  const start = async () => {
    daemon = await startDaemon(folder, virsh);
  };
  await start();
  await virsh(`pool-define-as default dir --target ${folder}/pool; pool-start default; pool-autostart default`);
  return {
    ...{ name, address, folder, virsh, start },
    cutPower: () => cutPower(folder),
    freeze: () => void daemon?.kill("SIGSTOP"),
    async killDaemon() {
      const ended = new Promise((resolve) => daemon?.once("exit", resolve));
      daemon?.kill("SIGKILL");
      await ended;
    },
    async close() {
      await keepCapabilities(`${folder}/cache`);
      await endHost(folder);
    },
  };
}

const FOLDERS = ["config", "config/libvirt", "cache", "data", "run", "home", "pool"];

async function furnish(folder: string, port: number): Promise<void> {
  for (const one of FOLDERS) {
    await mkdir(path.join(folder, one));
    await give(path.join(folder, one));
  }
  const settings = { "libvirtd.conf": daemonSettings(port), "qemu.conf": machineSettings(port) };
  for (const [file, text] of Object.entries(settings)) {
    await writeFile(path.join(folder, "config/libvirt", file), text, { mode: 0o644 });
  }
  const known = await capabilitiesOf();
  if (!known) return;
  await cp(known, path.join(folder, "cache"), { recursive: true, preserveTimestamps: true });
  for (const one of await readdir(path.join(folder, "cache"), { recursive: true })) {
    await give(path.join(folder, "cache", one));
  }
}

/** Without any authentication, and therefore on loopback alone. */
function daemonSettings(port: number): string {
  return `listen_tls = 0
listen_tcp = 1
listen_addr = "127.0.0.1"
tcp_port = "${port}"
auth_tcp = "none"
host_uuid = "${crypto.randomUUID()}"
`;
}

/** Screens have ports from 5900 on, below those that the system hands out; each host begins somewhere else. */
function machineSettings(port: number): string {
  const first = 6000 + (port % 800) * 32;
  return `stdio_handler = "file"
vnc_listen = "127.0.0.1"
remote_display_port_min = ${first}
remote_display_port_max = ${first + 127}
`;
}

async function startDaemon(folder: string, virsh: LibvirtHost["virsh"]): Promise<ChildProcess> {
  const daemon = spawn("/usr/sbin/libvirtd", ["--listen", "--config", `${folder}/config/libvirt/libvirtd.conf`], {
    ...account(),
    ...{ cwd: "/", stdio: "ignore", detached: true },
    env: {
      ...{ PATH: process.env.PATH, LANG: "C.UTF-8", HOME: `${folder}/home`, XDG_CONFIG_HOME: `${folder}/config` },
      ...{ XDG_CACHE_HOME: `${folder}/cache`, XDG_DATA_HOME: `${folder}/data`, XDG_RUNTIME_DIR: `${folder}/run` },
    },
  });
  daemon.unref();
  while (!(await answers(virsh))) {
    if (daemon.exitCode !== null) throw new Error(`libvirtd in ${folder} ended with ${daemon.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return daemon;
}

function answers(virsh: LibvirtHost["virsh"]): Promise<boolean> {
  return virsh("uri").then(
    () => true,
    () => false,
  );
}
