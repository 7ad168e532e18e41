/** A page of the stub app that uses every function of the shell. */
export function stubPage(bridgeUrl: string, apiKey: string, path: string): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>Stub</title><link rel="icon" href="data:,">
<script src="${bridgeUrl}" data-api-key="${apiKey}"></script></head>
<body>
<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/ltv">LTV</a><a href="/app/repeat">リピート</a></ui-nav-menu>
<ui-title-bar title="お茶"><button variant="primary" id="primary">実行</button><button id="second">Second</button>
<section label="More actions"><button id="folded">Folded</button></section></ui-title-bar>
<p id="path">${path}</p>
<p id="clicked"></p>
<form data-save-bar data-discard-confirmation><label>Days <input name="days" value="90"></label></form>
<ui-save-bar id="bar"><button variant="primary" id="bar-save"></button><button id="bar-discard"></button></ui-save-bar>
<ui-modal id="modal"><p>In the modal</p><ui-title-bar title="A modal"><button variant="primary" id="modal-ok">OK</button></ui-title-bar></ui-modal>
<ui-modal id="frame-modal" src="/app/in-modal"><ui-title-bar title="A framed modal"></ui-title-bar></ui-modal>
<a id="admin-link" href="shopify://admin/orders/1">Order 1</a>
<script>
  const say = (text) => { document.getElementById('clicked').textContent = text; };
  for (const button of document.querySelectorAll('button'))
    button.addEventListener('click', () => say(button.id));
  document.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); say('submitted'); });
  const draw = () => { document.getElementById('path').textContent = location.pathname; };
  addEventListener('popstate', draw);
  addEventListener('shopify:navigate', (event) => {
    history.pushState(null, '', event.target.getAttribute('href'));
    draw();
  });
</script>
</body></html>`;
}
