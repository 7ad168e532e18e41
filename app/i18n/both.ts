import { en } from './en';
import { ja } from './ja';
import { advertising } from './late/advertising';
import { privacy } from './late/privacy';
import { roles } from './late/roles';
import { settings } from './late/settings';
import { addTexts, type Texts } from './texts';

const late = (language: 'ja' | 'en'): Texts['pages'] =>
  Object.fromEntries(
    [advertising, privacy, roles, settings].map(({ name, texts }) => [name, texts[language]]),
  );

// The server and the tests write every language.
addTexts('en', { ...en, pages: { ...en.pages, ...late('en') } });
addTexts('ja', { ...ja, pages: { ...ja.pages, ...late('ja') } });
