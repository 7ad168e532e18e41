import { join } from 'node:path';
import { inherited, projectFolder } from '../../support/processes/ensure-built';
import type { Command } from '../command';
import { shopMessage, type ShopMessage, type ShopOrder } from './shop-messages';
import { CommandTrouble } from '../trouble';

export type ServedShop = Extract<ShopMessage, { kind: 'ready' }>;

/**
 * Starts a local Shopify in a separate process, and waits until it serves its shop.
 * @throws CommandTrouble with the process's own sentence, for example about a row of the file
 */
export function serveShop(
  command: Command,
  order: ShopOrder,
  logFile: string,
): Promise<ServedShop> {
  return new Promise((resolve, reject) => {
    command.processes.start({
      name: 'The local Shopify',
      imports: ['tsx'],
      args: [join(projectFolder, 'tests/commands/processes/serve.ts'), JSON.stringify(order)],
      env: inherited(),
      cwd: projectFolder,
      logFile,
      onMessage: (sent) => {
        const message = shopMessage.parse(sent);
        if (message.kind === 'ready') resolve(message);
        else reject(new CommandTrouble(message.sentence));
      },
    });
  });
}
