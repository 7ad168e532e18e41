import { markup, type Html } from '../../http/markup';
import type { Setting, SettingValue } from '../theme/block';
import type { ShopTheme } from '../theme/shop-theme';
import type { Visitor } from '../visitor';
import { words } from '../words';

/** The theme editor's settings of the app's block, as a form under the page. */
export function themeEditor(visitor: Visitor, theme: ShopTheme, settings: Setting[]): Html {
  const say = words[visitor.language];
  const fields = settings.map((setting) =>
    field(setting, theme.settings[setting.id] ?? setting.default),
  );
  return markup`<details class="editor"><summary>${say.editor}</summary>
<form method="post" action="${visitor.base}/theme-editor"><p>${say.editorNote}</p>
<p><label for="blocks">${say.blocks}</label> <input id="blocks" name="blocks" type="number" min="0" max="5" value="${theme.blocks}"></p>
<p><label for="proxy-path">${say.proxyPath}</label> <input id="proxy-path" name="proxyPath" value="${theme.proxyPath}"></p>
${fields}
<button class="primary">${say.save}</button></form></details>`;
}

function field(setting: Setting, value: SettingValue): Html {
  const id = `setting-${setting.id}`;
  const label = markup`<label for="${id}">${setting.label}</label>`;
  const name = `settings.${setting.id}`;
  if (setting.type === 'checkbox')
    return markup`<p><input id="${id}" name="${name}" type="checkbox" value="on"${value === true ? markup` checked` : null}> ${label}</p>`;
  const options = optionsOf(setting);
  if (options.length > 0)
    return markup`<p>${label} <select id="${id}" name="${name}">${options.map((one) => markup`<option value="${one.value}"${one.value === value ? markup` selected` : null}>${one.label}</option>`)}</select></p>`;
  const kind = ['range', 'number'].includes(setting.type) ? 'number' : 'text';
  return markup`<p>${label} <input id="${id}" name="${name}" type="${kind}"${limits(setting)} value="${String(value)}"></p>`;
}

function optionsOf({ type, options }: Setting): Setting['options'] {
  if (type !== 'text_alignment') return options;
  return ['left', 'center', 'right'].map((value) => ({ value, label: value }));
}

function limits({ min, max, step }: Setting): Html {
  return markup`${Object.entries({ min, max, step }).map(([name, value]) => (value === undefined ? null : markup` ${name}="${value}"`))}`;
}
