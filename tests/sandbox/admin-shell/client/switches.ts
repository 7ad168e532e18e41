import { byId } from './elements';

/** The switches of the strip: language and phone view, remembered in cookies that the server reads. */
export function switches(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-locale]'))
    button.addEventListener('click', () => {
      remember('shell-locale', button.dataset.locale ?? 'en');
    });
  byId('view', HTMLButtonElement).addEventListener('click', () => {
    const phone = byId('shell', HTMLElement).hasAttribute('data-phone');
    remember('shell-view', phone ? 'desktop' : 'phone');
  });
}

function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
}
