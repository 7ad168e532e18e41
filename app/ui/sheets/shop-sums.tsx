import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import type { PartName, Sum } from './sum';
import { writeSum } from './write-sum';
import './sheet.css';

/** This shop's own sums, each with the names of its figures. */
export function ShopSums({ sums, format }: { sums: Sum[]; format: PageFormat }) {
  const { t } = useTranslation('sheets');
  const { pastDay } = format;
  if (sums.length === 0) return null;
  const name = (part: PartName) =>
    part === 'now' && pastDay !== null
      ? t('nowPast', { day: format.day(pastDay) })
      : t(`part.${part}`);
  return (
    <section>
      <h3 className="om-number-sheet-head">{t('sum')}</h3>
      {sums.map((sum, index) => {
        const { text, figures } = writeSum(sum, format);
        return (
          <div key={index} className="om-number-sheet-sum">
            <p className="om-sum">{text}</p>
            <dl className="om-sum-parts">
              {unlike(figures).map((figure) => (
                <div key={`${figure.of} ${figure.text}`}>
                  <dt>{name(figure.of)}</dt>
                  <dd>{figure.text}</dd>
                </div>
              ))}
            </dl>
          </div>
        );
      })}
    </section>
  );
}

/** Figures of one name stand once in the list where they are many: eleven scores, seven stages. */
function unlike<F extends { of: string; text: string }>(figures: F[]): F[] {
  const times = (name: string) => figures.filter(({ of }) => of === name).length;
  return figures.filter(({ of }) => times(of) <= 2);
}
