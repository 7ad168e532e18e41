import { Form, useFetcher } from '@remix-run/react';
import { Banner, Button, Link, Text } from '@shopify/polaris';
import { useCallback, useEffect } from 'react';
import { roles } from '../../i18n/late/roles';
import { setup as texts } from '../../i18n/late/setup';
import type { PageStatus } from '../frame/page-status';
import { useLateTexts } from '../frame/use-late-texts';
import { Said } from '../numbers/said';
import { useFormat } from '../numbers/use-format';
import { isWaiting } from '../settings/preview-waiting';
import { RolesPreview } from '../settings/roles/preview';
import { reasonWords } from '../settings/roles/reason-words';
import type { RolesAnswer } from '../settings/roles/view';
import { stepAddress } from './step-rows';
import type { SetupAnswer, SetupView } from './view';
import './setup.css';

type OfRoles = NonNullable<SetupView['roles']>;

interface RolesStepProps extends OfRoles {
  status: PageStatus;
  answer: Extract<SetupAnswer, { step: 'roles' }>['roles'] | undefined;
}

/** The suggested roles, each with its reason: all of them, or none. */
export function RolesStep({ suggested, version, status, answer }: RolesStepProps) {
  const { t } = useLateTexts(texts);
  const isList = Array.isArray(suggested);
  return (
    <>
      <Said>
        {answer !== undefined && 'problem' in answer && (
          <Banner tone="warning">{t(`roles.${answer.problem}`)}</Banner>
        )}
      </Said>
      {isList && suggested.length > 0 ? (
        <Suggestions suggested={suggested} version={version} status={status} />
      ) : (
        <Text as="p">{t(`roles.${isList ? 'nothing' : suggested}`)}</Text>
      )}
      <Text as="p">
        <Link url="/app/settings/products">{t('roles.each')}</Link>
      </Text>
    </>
  );
}

interface SuggestionsProps extends Pick<RolesStepProps, 'version' | 'status'> {
  suggested: Exclude<OfRoles['suggested'], string>;
}

/** Suggestions that are named; the others are counted. */
const NAMED = 8;

function Suggestions({ suggested, version, status }: SuggestionsProps) {
  const { t } = useLateTexts(texts);
  const { t: ofRoles } = useLateTexts(roles);
  const format = useFormat(status);
  const preview = useFetcher<RolesAnswer>();
  const { submit } = preview;
  const fields = fieldsOf(suggested, version);
  const asked = JSON.stringify(fields);
  const ask = useCallback(
    (more: Record<string, string>) => {
      const draft = {
        ...(JSON.parse(asked) as Record<string, string>),
        intent: 'preview',
        ...more,
      };
      submit(draft, { method: 'post', action: '/app/settings/products' });
    },
    [asked, submit],
  );
  useEffect(() => ask({}), [ask]);
  const data = preview.data;
  const shown = data !== undefined && 'draft' in data ? data.preview : null;
  const waits = typeof shown === 'object' && shown !== null && isWaiting(shown);
  return (
    <>
      <ul className="om-setup-list">
        {suggested.slice(0, NAMED).map(({ id, title, suggestion }) => (
          <li key={id}>
            {t('roles.suggestion', {
              product: title ?? ofRoles('deleted', { id }),
              role: ofRoles(`role.${suggestion.role}`),
              reason: reasonWords(ofRoles, format, suggestion),
            })}
          </li>
        ))}
        {suggested.length > NAMED && (
          <li>{t('roles.more', { count: suggested.length - NAMED })}</li>
        )}
      </ul>
      {/* without a script nothing asks for it */}
      {(data !== undefined || preview.state !== 'idle') && (
        <RolesPreview
          preview={shown}
          running={preview.state !== 'idle' && !waits}
          again={() => ask({ waits: '1' })}
          format={format}
        />
      )}
      <Form method="post" action={stepAddress('roles')}>
        <input type="hidden" name="act" value="roles" />
        <input type="hidden" name="intent" value="save" />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} readOnly />
        ))}
        <Button submit variant="primary">
          {t('roles.all', { count: suggested.length })}
        </Button>
      </Form>
    </>
  );
}

/** The suggestions as the form of products' roles has them (settings/roles-form). */
function fieldsOf(
  suggested: SuggestionsProps['suggested'],
  version: number,
): Record<string, string> {
  const chosen = suggested.flatMap(({ id, suggestion }) => [
    [`role.${id}`, suggestion.role],
    [`was.${id}`, ''],
  ]);
  return { version: String(version), ...Object.fromEntries(chosen) };
}
