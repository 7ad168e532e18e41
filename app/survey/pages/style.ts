import { markup } from './markup';

/**
 * Layout only: fonts and colours are the theme's, since the pages stand inside it. The scale is that of the theme
 * block (`survey.css`): 11 targets of 44 pixels in one row, or 6 + 5; pixels, since many themes set 1rem to 10.
 */
export const STYLE = markup`<style>
.omega-survey { box-sizing: border-box; max-width: 640px; width: 100%; margin: 2rem auto; padding: 0 4px; }
.omega-survey form { container-type: inline-size; }
.omega-survey fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; min-width: 0; }
.omega-survey legend { padding: 0; margin-bottom: .75rem; font-weight: 600; }
.omega-survey legend h1 { margin: 0; font-size: 1.25em; }
.omega-survey p { margin: 0 0 1rem; }
.omega-survey__scale { display: grid; grid-template-columns: repeat(4, minmax(44px, 1fr)); gap: 2px; }
@container (min-width: 274px) { .omega-survey__scale { grid-template-columns: repeat(6, minmax(44px, 1fr)); } }
@container (min-width: 284px) { .omega-survey__scale { gap: 4px; } }
@container (min-width: 524px) { .omega-survey__scale { grid-template-columns: repeat(11, minmax(44px, 1fr)); } }
.omega-survey__least, .omega-survey__most { grid-column: 1 / -1; font-size: .875em; }
.omega-survey__most { text-align: end; }
@container (min-width: 274px) and (max-width: 523.98px) { .omega-survey__most { grid-column: 1 / 6; } }
.omega-survey__scale label { display: grid; align-content: center; justify-items: center; gap: 4px; box-sizing: border-box; min-height: 44px; border: 1px solid; border-color: color-mix(in srgb, currentcolor 30%, transparent); border-radius: 4px; cursor: pointer; }
.omega-survey__scale label:has(:checked) { border-color: currentcolor; box-shadow: inset 0 0 0 1px currentcolor; }
.omega-survey__scale label:focus-within { outline: 2px solid; outline-offset: 2px; }
.omega-survey__scale input { margin: 0; }
.omega-survey__line { display: flex; gap: .5rem; align-items: center; min-height: 44px; }
.omega-survey textarea { box-sizing: border-box; width: 100%; font: inherit; }
.omega-survey button { font: inherit; padding: .75rem 1.5rem; min-height: 44px; cursor: pointer; }
.omega-survey__problem { font-weight: 600; }
.omega-survey__note { font-size: .875em; }
</style>`;
