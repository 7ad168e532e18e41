import { button, textElement } from './elements';

export interface Question {
  title: string;
  body: (string | HTMLElement)[];
  yes: string;
  no: string;
  critical: boolean;
}

/** Asks the merchant a question; Escape means false. */
export function ask(question: Question): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  const title = textElement('h2', question.title);
  title.id = 'dialog-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const body = document.createElement('div');
  body.append(
    ...question.body.map((part) => (typeof part === 'string' ? textElement('p', part) : part)),
  );
  let answer = false;
  const yes = button(question.yes, question.critical ? 'action critical' : 'action primary', () => {
    answer = true;
    dialog.close();
  });
  const no = button(question.no, 'action', () => {
    dialog.close();
  });
  const foot = document.createElement('footer');
  foot.append(no, yes);
  dialog.append(title, body, foot);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
  });
}
