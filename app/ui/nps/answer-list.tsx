import type { ReactNode } from 'react';
import type { PageFormat } from '../numbers/use-format';
import { Answer } from './answer';
import type { ShownAnswer } from './answer-view';

interface AnswerListProps {
  label: string;
  answers: ShownAnswer[];
  format: PageFormat;
  /** actions for an answer */
  act?: (answer: ShownAnswer) => ReactNode;
}

export function AnswerList({ label, answers, format, act }: AnswerListProps) {
  return (
    <ul className="om-requests" aria-label={label}>
      {answers.map((answer) => (
        <li key={answer.id}>
          <Answer answer={answer} format={format}>
            {act?.(answer)}
          </Answer>
        </li>
      ))}
    </ul>
  );
}
