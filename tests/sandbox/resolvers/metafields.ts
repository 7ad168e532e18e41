import { z } from 'zod';
import {
  appMetafield,
  isJson,
  writeAppMetafield,
  wrongWith,
  type AppMetafield,
} from '../graphql/app-metafields';
import { badRequest, NotInSandbox } from '../graphql/errors';
import { fields, type Context } from './define';
import { dateTimeOf, gid, idOf } from './scalars';

const MOST = 25;

const inputSchema = z.object({
  ownerId: z.string(),
  namespace: z.string().nullish(),
  key: z.string(),
  type: z.string().nullish(),
  value: z.string(),
  compareDigest: z.string().nullish(),
});

interface SetError {
  field: string[];
  message: string;
  code: string;
  elementIndex: number;
}

interface SetPayload {
  metafields: AppMetafield[] | null;
  userErrors: SetError[];
}

export const metafieldResolvers = {
  Metafield: fields<AppMetafield>({
    id: ({ id }) => gid('Metafield', id),
    namespace: ({ namespace }) => namespace,
    key: ({ key }) => key,
    type: ({ type }) => type,
    value: ({ value }) => value,
    jsonValue: ({ type, value }) =>
      type !== 'single_line_text_field' && isJson(value) ? JSON.parse(value) : value,
    updatedAt: ({ updatedAt }) => dateTimeOf(updatedAt),
  }),
  MetafieldsSetPayload: fields<SetPayload>({
    metafields: ({ metafields }) => metafields,
    userErrors: ({ userErrors }) => userErrors,
  }),
  MetafieldsSetUserError: fields<SetError>({
    field: ({ field }) => field,
    message: ({ message }) => message,
    code: ({ code }) => code,
    elementIndex: ({ elementIndex }) => elementIndex,
  }),
};

/** The requested metafield of the app's own installation. */
export function installationMetafield(
  _: Context,
  { namespace, key }: Record<string, unknown>,
  { store, shop }: Context,
): AppMetafield | null {
  if (typeof namespace !== 'string') throw new NotInSandbox('AppInstallation.metafield in $app');
  return appMetafield(store, shop.no, namespace, String(key));
}

export const metafieldMutations = fields<unknown>({
  metafieldsSet: (_, { metafields }, context) => setMetafields(metafields, context),
});

/** Writes all metafields or none; only on the app's own installation. */
function setMetafields(given: unknown, { store, shop, clock }: Context): SetPayload {
  const inputs = z.array(inputSchema).parse(given);
  if (inputs.length > MOST)
    throw badRequest(`Exceeded the maximum metafields input limit of ${MOST}.`);
  const updatedAt = Math.floor(clock.milliseconds() / 1000);
  const userErrors: SetError[] = [];
  const metafields = inputs.map((input, elementIndex) => {
    const { ownerId, namespace, key, type, value, compareDigest } = input;
    if (!namespace || namespace.startsWith('$app') || !type || compareDigest)
      throw new NotInSandbox('MetafieldsSetInput without namespace or type, in $app, or compared');
    const metafield = { namespace, key, type, value, updatedAt };
    const wrong = ownerTrouble(ownerId, shop.no) ?? wrongWith(metafield);
    if (wrong) {
      const { field, message, code } = wrong;
      const path = ['metafields', String(elementIndex), field];
      userErrors.push({ field: path, message, code, elementIndex });
    }
    return metafield;
  });
  if (userErrors.length > 0) return { metafields: null, userErrors };
  store.transaction(() => {
    for (const metafield of metafields) writeAppMetafield(store, shop.no, metafield);
  });
  const written = metafields.map(({ namespace, key }) =>
    appMetafield(store, shop.no, namespace, key),
  );
  return { metafields: written.filter((one) => one !== null), userErrors };
}

function ownerTrouble(ownerId: string, installation: number) {
  const id = idOf('AppInstallation', ownerId);
  if (id === null) throw new NotInSandbox(`metafieldsSet on ${ownerId}`);
  if (id === installation) return null;
  return { field: 'ownerId', message: 'Owner does not exist.', code: 'INVALID' };
}
