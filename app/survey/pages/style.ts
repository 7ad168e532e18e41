import { markup } from './markup';

/** Layout only: fonts and colours are the theme's, since the pages stand inside it. */
export const STYLE = markup`<style>
.omega-survey { box-sizing: border-box; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
.omega-survey fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; min-width: 0; }
.omega-survey legend { padding: 0; margin-bottom: .75rem; font-weight: 600; }
.omega-survey legend h1 { margin: 0; font-size: 1.25em; }
.omega-survey p { margin: 0 0 1rem; }
.omega-survey__scale { display: grid; grid-template-columns: repeat(auto-fit, minmax(2.75rem, 1fr)); gap: .25rem; }
.omega-survey__scale label { display: grid; justify-items: center; gap: .25rem; padding: .5rem 0; }
.omega-survey__ends { display: flex; justify-content: space-between; gap: 1rem; font-size: .875em; }
.omega-survey__line { display: flex; gap: .5rem; align-items: baseline; margin-bottom: .5rem; }
.omega-survey textarea { box-sizing: border-box; width: 100%; font: inherit; }
.omega-survey button { font: inherit; padding: .75rem 1.5rem; min-height: 2.75rem; cursor: pointer; }
.omega-survey__problem { font-weight: 600; }
.omega-survey__note { font-size: .875em; }
</style>`;
