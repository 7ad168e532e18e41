import { en } from './en';
import { ja } from './ja';
import { settingsTexts } from './settings-texts';
import { addTexts } from './texts';

// The server and the tests write every language.
addTexts('en', { ...en, pages: { ...en.pages, settings: settingsTexts.en } });
addTexts('ja', { ...ja, pages: { ...ja.pages, settings: settingsTexts.ja } });
