import { Card } from '@shopify/polaris';
import { useState } from 'react';
import { unitCosts } from '../../../i18n/late/unit-costs';
import '../../frame/forms.css';
import { SaveForm } from '../../frame/line/save-form';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { CostsPreview } from '../costs-preview';
import { isWaiting, PreviewWaiting } from '../preview-waiting';
import { useTry } from '../use-try';
import { GoodsRow } from './goods-row';
import type { ProductRow, UnitCostsView, Unsaved } from './view';
import './unit-costs.css';

interface UnitCostsFormProps {
  /** what the form starts from */
  opened: UnitCostsView & { goods: { rows: ProductRow[] } };
  /** the door's reply to a form that it did not save */
  unsaved: Unsaved | undefined;
}

/** The fields of a page's products; Shopify's own bar saves them. What saving changes stands beside them. */
export function UnitCostsForm({ opened, unsaved }: UnitCostsFormProps) {
  const { t } = useLateTexts(unitCosts);
  const format = useFormat(opened);
  const { tried, ask, again, forget } = useTry<Unsaved>('faults');
  const initial = unsaved?.entered ?? {};
  const [entered, setEntered] = useState<Readonly<Record<string, string>>>(initial);
  const { faults, preview } = tried ?? unsaved ?? { faults: {}, preview: opened.preview };
  const { currency, timezone } = opened;
  const waiting = typeof preview === 'object' && preview !== null && isWaiting(preview);
  const counted = typeof preview === 'object' && !waiting ? preview : null;
  return (
    <SaveForm
      refused={unsaved?.problem === undefined ? undefined : unsaved}
      data-discard-confirmation
      onInput={({ currentTarget }) => {
        const form = new FormData(currentTarget);
        setEntered(Object.fromEntries([...form].map(([field, text]) => [field, String(text)])));
        ask(form);
      }}
      onReset={() => {
        setEntered(initial);
        forget();
      }}
    >
      <input type="hidden" name="version" value={unsaved?.version ?? opened.version} readOnly />
      <input
        type="hidden"
        name="shown"
        value={initial.shown ?? JSON.stringify(opened.shown)}
        readOnly
      />
      <div className="om-goods-parts">
        <div className="om-goods-effect">
          <CostsPreview
            view={{ currency, timezone, faults, preview: counted ?? opened.preview }}
            only={['coverage', 'grossMargin', 'value']}
            instead={waiting ? <PreviewWaiting waiting={preview} again={again} /> : null}
          />
        </div>
        <Card>
          <p className="om-range">{t(`basis.${opened.basis}`)}</p>
          <ul className="om-requests" aria-label={t('list')}>
            {opened.goods.rows.map((row) => (
              <li key={row.id}>
                <GoodsRow
                  row={row}
                  isAlone={opened.alone !== null}
                  fields={{ initial, entered, faults, currency, format }}
                />
              </li>
            ))}
          </ul>
          <noscript>
            <button className="om-form-button" name="intent" value="preview">
              {t('see')}
            </button>
            <button className="om-form-button">{t('save')}</button>
          </noscript>
        </Card>
      </div>
    </SaveForm>
  );
}
