// Fetches what Flutter's loader will ask for, before it asks: on a sign-in page while the person types, on the page of
// the chat (data-now) all at once rather than one after the other. It picks the files that the loader will pick:
// WebAssembly in browsers built on Chromium, JavaScript elsewhere. A wrong guess costs only the download.
(() => {
  const script = document.currentScript;
  const now = "now" in script.dataset;
  if (!now && navigator.connection && navigator.connection.saveData) return;
  const base = new URL("../", script.src).pathname; // this version's address
  const chromium = navigator.vendor === "Google Inc." || navigator.userAgent.includes("Edg/");
  const codecs = chromium && typeof ImageDecoder !== "undefined"; // only where the address is https or localhost
  const breaks = typeof Intl.v8BreakIterator !== "undefined" && typeof Intl.Segmenter !== "undefined";
  const full = codecs && breaks;
  const skwasm = full ? "skwasm" : "skwasm_heavy";
  const canvaskit = full ? "chromium/canvaskit" : "canvaskit";
  const engine = chromium
    ? ["main.dart.wasm", `canvaskit/${skwasm}.wasm`, "main.dart.mjs", `canvaskit/${skwasm}.js`]
    : ["main.dart.js", `canvaskit/${canvaskit}.wasm`, `canvaskit/${canvaskit}.js`];
  const fonts = ["MaterialIcons-Regular.otf", "roboto.woff2", "mono/regular.woff2", "mono/bold.woff2"];
  const assets = ["FontManifest.json", ...fonts.map((name) => `fonts/${name}`)].map((name) => `assets/${name}`);
  const ours = ["client", "kept", "wire", "composer", "window"].map((name) => `static/${name}.js`);
  const later = [...ours, "flutter_bootstrap.js", "assets/AssetManifest.bin.json"];
  for (const name of [...engine, ...assets, ...(now ? [] : later)]) {
    const link = document.createElement("link");
    // In the way in which it will be asked for, or the browser fetches it twice.
    if (!now) link.rel = "prefetch";
    else if (name === "main.dart.js") Object.assign(link, { rel: "preload", as: "script" });
    else if (/\.m?js$/.test(name)) link.rel = "modulepreload";
    else Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous" });
    link.href = base + name;
    document.head.append(link);
  }
})();
