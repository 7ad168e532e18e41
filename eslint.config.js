import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const browserGlobals = Object.fromEntries(
  [
    ...['AbortSignal', 'FormData', 'HTMLElement', 'IntersectionObserver'],
    ...['crypto', 'customElements', 'fetch', 'localStorage'],
  ].map((name) => [name, 'readonly']),
);

export default tseslint.config(
  {
    ignores: [
      ...['build/', '.data/', '.cache/', 'node_modules/'],
      // Shopify's command line writes these.
      ...['.shopify/', 'extensions/*/dist/', 'extensions/*/shopify.d.ts'],
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // The app logs through its logger; only tests/ write to a terminal.
      'no-console': 'error',
    },
  },
  {
    files: ['tests/**', 'deploy/*.ts', 'extensions/*.ts', '*.{js,mjs,ts}'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  // A storefront's browser runs these files without a build.
  {
    files: ['extensions/*/assets/*.js'],
    languageOptions: { sourceType: 'script', globals: browserGlobals },
  },
  {
    files: ['app/**/*.tsx', 'extensions/**/*.tsx', 'tests/sandbox/admin-shell/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['app/**/*.tsx'], ...jsxA11y.flatConfigs.recommended },
);
