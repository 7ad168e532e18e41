import type { ReactNode } from 'react';
import type { PageFormat } from '../numbers/use-format';
import { Answer } from './answer';
import type { ShownAnswer } from './answer-view';

interface AnswerListProps<One extends ShownAnswer> {
  label: string;
  answers: readonly One[];
  format: PageFormat;
  /** actions for an answer */
  act?: (answer: One) => ReactNode;
}

export function AnswerList<One extends ShownAnswer>({
  label,
  answers,
  format,
  act,
}: AnswerListProps<One>) {
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
