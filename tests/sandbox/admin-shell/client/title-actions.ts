import type { BarAction } from '../protocol';
import { button } from './elements';

/**
 * The buttons of a title bar, in the app's order; those of a group become a menu.
 * @param press passes the click on to the app's own button
 */
export function actionButtons(actions: BarAction[], press: (id: string) => void): HTMLElement[] {
  const result: HTMLElement[] = [];
  const menus = new Map<string, HTMLElement>();
  for (const action of actions) {
    const element = actionButton(action, press);
    if (action.group === null) {
      result.push(element);
      continue;
    }
    let menu = menus.get(action.group);
    if (menu === undefined) {
      menu = actionMenu(action.group, result);
      menus.set(action.group, menu);
    }
    menu.append(element);
  }
  return result.sort((a, b) => rank(a) - rank(b));
}

function actionButton(action: BarAction, press: (id: string) => void): HTMLButtonElement {
  const element = button(action.label, `action ${action.variant}`, () => {
    press(action.id);
  });
  element.disabled = action.disabled || action.loading;
  element.classList.toggle('critical', action.critical);
  if (action.loading) element.setAttribute('aria-busy', 'true');
  return element;
}

function actionMenu(label: string, into: HTMLElement[]): HTMLElement {
  const details = document.createElement('details');
  details.className = 'action-menu';
  const summary = document.createElement('summary');
  summary.className = 'action';
  summary.textContent = label;
  const menu = document.createElement('div');
  details.append(summary, menu);
  menu.addEventListener('click', () => {
    details.open = false;
  });
  into.push(details);
  return menu;
}

function rank(element: HTMLElement): number {
  if (element.classList.contains('breadcrumb')) return 0;
  return element.classList.contains('primary') ? 2 : 1;
}
