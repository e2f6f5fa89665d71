// What Flet's client asks for before it starts. A file rather than a script in the page, so that the
// content security policy can forbid inline scripts.
//
// This script lies beside the client, below an address that is new with every version; so do all files that the
// client asks for, and a browser keeps them for ever.
(() => {
  const script = document.currentScript;
  const base = new URL("../", script.src).pathname;
  window.flet = {
    pyodide: false,
    multiView: false,
    noCdn: true, // everything comes from this server
    webSocketEndpoint: "/ws",
    entrypointBaseUrl: base,
    assetBase: base,
    routeUrlStrategy: "path",
    canvasKitBaseUrl: `${base}canvaskit/`,
    fontFallbackBaseUrl: script.dataset.fonts,
    webRenderer: "auto",
  };
})();

flet.flutterAppLoaded = new Promise((resolve) => {
  flet.flutterAppResolve = resolve;
});

// WebKit restores a Flutter page from its back/forward cache with frames that never draw: the chat would look
// alive and be frozen. Only a fresh engine recovers; other browsers restore correctly.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && navigator.vendor.startsWith("Apple")) {
    window.location.reload();
  }
});
