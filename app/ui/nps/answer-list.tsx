import type { PageFormat } from '../use-format';
import { Answer } from './answer';
import type { ShownAnswer } from './answer-view';

interface AnswerListProps {
  label: string;
  answers: ShownAnswer[];
  format: PageFormat;
}

export function AnswerList({ label, answers, format }: AnswerListProps) {
  return (
    <ul className="om-requests" aria-label={label}>
      {answers.map((answer) => (
        <li key={answer.id}>
          <Answer answer={answer} format={format} />
        </li>
      ))}
    </ul>
  );
}
