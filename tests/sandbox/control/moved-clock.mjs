/**
 * A preload that moves the clock of a process for single requests: during one with `x-sandbox-at`
 * (milliseconds since 1970) it is that time.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from 'node:http';

const moved = new AsyncLocalStorage();
const machineNow = Date.now;
const now = () => moved.getStore() ?? machineNow();

Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (Machine, args) => new Machine(...(args.length === 0 ? [now()] : args)),
  apply: () => new Date().toString(),
});

const emit = Server.prototype.emit;
Server.prototype.emit = function emitMoved(event, ...args) {
  const at = event === 'request' ? Number(args[0].headers['x-sandbox-at']) : NaN;
  return Number.isFinite(at)
    ? moved.run(at, () => emit.call(this, event, ...args))
    : emit.call(this, event, ...args);
};
