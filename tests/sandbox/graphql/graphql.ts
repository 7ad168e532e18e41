import {
  executeSync,
  getOperationAST,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  visit,
} from 'graphql';
import { fieldDenial } from '../oauth/access';
import { actualCost, requestedCost, type CostedOperation } from './cost';
import { checkDocument, refuseMissing, type CheckedDocument } from './document';
import { NotInSandbox } from './errors';
import type { Context } from '../resolvers/define';
import { RESOLVERS } from '../resolvers/table';
import { adminSchema } from './schema';
import { MAX_QUERY_COST, type Bucket, type ThrottleStatus } from './throttle';

export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

export interface GraphqlAnswer {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: ThrottleStatus;
    };
  };
}

const MAX_ARRAY = 250;

/** Answers one GraphQL request as Shopify does; the HTTP status is always 200. */
export function answer(request: GraphqlRequest, context: Context, bucket: Bucket): GraphqlAnswer {
  try {
    const document = checkDocument(request.query);
    if (Array.isArray(document)) return { errors: document.map((error) => error.toJSON()) };
    refuseMissing(document);
    return run(document, request, context, bucket);
  } catch (error) {
    if (!(error instanceof NotInSandbox)) throw error;
    return { errors: [{ message: error.message, extensions: { code: 'NOT_IN_SANDBOX' } }] };
  }
}

function run(
  checked: CheckedDocument,
  request: GraphqlRequest,
  context: Context,
  bucket: Bucket,
): GraphqlAnswer {
  const { schema } = adminSchema();
  const variables = request.variables ?? {};
  const operation = getOperationAST(checked.document, request.operationName);
  if (!operation) return refusal('An operation name is required', 'BAD_REQUEST');
  const tooLong = longestArray(checked, variables);
  if (tooLong > MAX_ARRAY) {
    return refusal(
      `The input array size of ${String(tooLong)} is greater than the maximum allowed of ${String(MAX_ARRAY)}.`,
      'MAX_INPUT_SIZE_EXCEEDED',
    );
  }
  const costed: CostedOperation = { schema, operation, fragments: checked.fragments, variables };
  const requested = requestedCost(costed);
  if (requested > MAX_QUERY_COST) {
    return refusal(
      `Query cost is ${String(requested)}, which exceeds the single query max cost limit (${String(MAX_QUERY_COST)}).`,
      'MAX_COST_EXCEEDED',
      { cost: requested, maxCost: MAX_QUERY_COST },
    );
  }
  if (!bucket.take(requested)) return throttled(requested, bucket);
  const result = executeSync({
    schema,
    document: checked.document,
    variableValues: variables,
    operationName: request.operationName ?? null,
    contextValue: context,
    fieldResolver: resolverWithAccess(context),
    typeResolver: (value) =>
      typeof value === 'object' && value !== null && '__typename' in value
        ? String(value.__typename)
        : undefined,
  });
  for (const error of result.errors ?? []) {
    if (error.originalError instanceof NotInSandbox) throw error.originalError;
  }
  const used = actualCost(costed, result.data);
  bucket.giveBack(requested - used);
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}),
    extensions: cost(requested, used, bucket),
  };
}

/** The reply to a query for which the bucket has too few points. */
export function throttled(requested: number, bucket: Bucket): GraphqlAnswer {
  return {
    errors: [
      {
        message: 'Throttled',
        extensions: {
          code: 'THROTTLED',
          documentation: 'https://shopify.dev/api/usage/rate-limits',
        },
      },
    ],
    extensions: cost(requested, null, bucket),
  };
}

function cost(
  requestedQueryCost: number,
  actualQueryCost: number | null,
  bucket: Bucket,
): NonNullable<GraphqlAnswer['extensions']> {
  return { cost: { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status() } };
}

function resolverWithAccess(context: Context): GraphQLFieldResolver<unknown, Context> {
  const grant = { scopes: context.scopes, level2Approved: context.shop.level2Approved };
  const denials = new Map<string, GraphQLError | null>();
  return (source, args: Record<string, unknown>, _, info) => {
    const name = `${info.parentType.name}.${info.fieldName}`;
    let denial = denials.get(name);
    if (denial === undefined) {
      const field = info.parentType.getFields()[info.fieldName];
      denial = field ? fieldDenial(info.parentType.name, field, grant) : null;
      denials.set(name, denial);
    }
    if (denial) throw new GraphQLError(denial.message, { extensions: denial.extensions });
    const resolve = RESOLVERS[info.parentType.name]?.[info.fieldName];
    if (!resolve) throw new NotInSandbox(name);
    return resolve(source as never, args, context);
  };
}

/** The longest list among variables and literals, or the largest requested page. */
function longestArray(checked: CheckedDocument, variables: Record<string, unknown>): number {
  let longest = 0;
  const look = (value: unknown): void => {
    if (Array.isArray(value)) {
      longest = Math.max(longest, value.length);
      value.forEach(look);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(variables);
  visit(checked.document, {
    ListValue(node) {
      longest = Math.max(longest, node.values.length);
    },
    Argument(node) {
      if (node.name.value !== 'first' && node.name.value !== 'last') return;
      const { value } = node;
      if (value.kind === 'IntValue') longest = Math.max(longest, Number(value.value));
      if (value.kind === 'Variable') {
        longest = Math.max(longest, Number(variables[value.name.value] ?? 0));
      }
    },
  });
  return longest;
}

function refusal(
  message: string,
  code: string,
  extensions: Record<string, unknown> = {},
): GraphqlAnswer {
  return { errors: [{ message, extensions: { code, ...extensions } }] };
}
