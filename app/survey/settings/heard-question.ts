import type { HeardSettings } from './settings';
import { HEARD_ELSEWHERE } from '../../terms/heard';

/** The app sends every surface the whole question: its words stand nowhere else. */
export const HEARD_QUESTION = {
  ja: '当店をどこでお知りになりましたか？（任意）',
  en: 'How did you hear of us? (optional)',
};

/** The last choice, where the merchant has it. */
export const ELSEWHERE = { key: HEARD_ELSEWHERE, ja: 'その他', en: 'Somewhere else' };

/** The second question as a buyer reads it: the choices in the merchant's order. */
export function heardQuestion(
  { choices, other }: Pick<HeardSettings, 'choices' | 'other'>,
  language: 'ja' | 'en',
) {
  return {
    question: HEARD_QUESTION[language],
    choices: [...choices, ...(other ? [ELSEWHERE] : [])].map((choice) => ({
      key: choice.key,
      text: choice[language],
    })),
  };
}
