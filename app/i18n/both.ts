import { en } from './en';
import { ja } from './ja';
import { addTexts } from './texts';

// The server and the tests write every language.
addTexts('en', en);
addTexts('ja', ja);
