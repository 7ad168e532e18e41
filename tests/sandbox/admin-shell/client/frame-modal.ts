import type { Calls } from '../protocol';
import type { Boot } from './boot';
import { button, textElement } from './elements';
import type { Frames } from './frames';
import { actionButtons } from './title-actions';

export interface FrameModalEvents {
  action(id: string, action: string): void;
  hidden(id: string): void;
}

/** A `<ui-modal src>`: a second frame of the app, over the whole admin. */
export function frameModal(boot: Boot, frames: Frames, events: FrameModalEvents) {
  let open: { id: string; close(): void } | undefined;

  function show(modal: Calls['modal.show'], address: string): void {
    open?.close();
    const dialog = document.createElement('dialog');
    dialog.className = `frame-modal ${modal.variant}`;
    dialog.setAttribute('aria-label', modal.title);
    const frame = document.createElement('iframe');
    frame.title = modal.title;
    frame.src = address;
    const head = document.createElement('header');
    const close = button('×', 'toast-close', () => {
      dialog.close();
    });
    close.setAttribute('aria-label', boot.say('close'));
    head.append(textElement('h2', modal.title), close);
    const foot = document.createElement('footer');
    foot.append(
      ...actionButtons(modal.actions, (action) => {
        events.action(modal.id, action);
      }),
    );
    dialog.append(head, frame, foot);
    dialog.addEventListener('close', () => {
      frames.remove(frame);
      dialog.remove();
      open = undefined;
      events.hidden(modal.id);
    });
    document.body.append(dialog);
    frames.add(frame);
    dialog.showModal();
    open = {
      id: modal.id,
      close: () => {
        dialog.close();
      },
    };
  }

  return {
    show,
    hide(id: string): void {
      if (open?.id === id) open.close();
    },
  };
}
