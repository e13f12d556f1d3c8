/** Loaded before a program that listens on every address: it listens on this machine alone. */
import net from "node:net";

const { listen } = net.Server.prototype;

net.Server.prototype.listen = function (port, ...rest) {
  const hasHost = typeof rest[0] === "string";
  return typeof port === "number" && !hasHost
    ? listen.call(this, port, "127.0.0.1", ...rest)
    : listen.call(this, port, ...rest);
};
