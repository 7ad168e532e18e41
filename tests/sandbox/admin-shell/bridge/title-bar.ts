import { readActions, type Actions } from './actions';
import type { Channel } from './channel';
import { whenPageChanges } from './observe';

/** Mirrors the page's `<ui-title-bar>` into the shell; clicks there press the app's own buttons. */
export function mirrorTitleBar(channel: Channel): void {
  let sent = '';
  let actions: Actions = readActions(null);
  whenPageChanges(() => {
    const bar = [...document.querySelectorAll('ui-title-bar')].find(
      (one) => one.closest('ui-modal') === null,
    );
    actions = readActions(bar ?? null);
    const state = {
      title: bar?.getAttribute('title') ?? document.title,
      actions: actions.list,
    };
    const text = JSON.stringify(state);
    if (text === sent) return;
    sent = text;
    channel.tell('titleBar', state);
  });
  channel.on('titleBar.action', ({ id }) => {
    actions.press(id);
  });
}
