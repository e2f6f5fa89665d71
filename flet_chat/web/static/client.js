// What Flet's client asks for before it starts. A file rather than a script in the page, so that the
// content security policy can forbid inline scripts.
var flet = {
  pyodide: false,
  multiView: false,
  noCdn: true, // everything comes from this server
  webSocketEndpoint: "/ws",
  entrypointBaseUrl: "/",
  assetBase: "/",
  routeUrlStrategy: "path",
  canvasKitBaseUrl: "/canvaskit/",
  fontFallbackBaseUrl: "/assets/fonts/",
  webRenderer: "auto",
};

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
