// Fetches the engine of the chat while the person types. It picks the files that Flutter's loader will pick:
// WebAssembly in browsers built on Chromium, JavaScript elsewhere. A wrong guess costs only the download.
(() => {
  const base = new URL("../", document.currentScript.src).pathname; // this version's address
  if (navigator.connection && navigator.connection.saveData) return;
  const chromium = navigator.vendor === "Google Inc." || navigator.userAgent.includes("Edg/");
  const codecs = chromium && typeof ImageDecoder !== "undefined"; // only where the address is https or localhost
  const breaks = typeof Intl.v8BreakIterator !== "undefined" && typeof Intl.Segmenter !== "undefined";
  const full = codecs && breaks;
  const skwasm = full ? "skwasm" : "skwasm_heavy";
  const canvaskit = full ? "chromium/canvaskit" : "canvaskit";
  const engine = chromium
    ? ["main.dart.mjs", "main.dart.wasm", `canvaskit/${skwasm}.js`, `canvaskit/${skwasm}.wasm`]
    : ["main.dart.js", `canvaskit/${canvaskit}.js`, `canvaskit/${canvaskit}.wasm`];
  const fonts = ["MaterialIcons-Regular.otf", "roboto.woff2", "mono/regular.woff2", "mono/bold.woff2"];
  const assets = ["FontManifest.json", "AssetManifest.bin.json", ...fonts.map((name) => `fonts/${name}`)];
  const ours = ["static/client.js", "static/wire.js", "flutter_bootstrap.js"];
  for (const name of [...ours, ...engine, ...assets.map((name) => `assets/${name}`)]) {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = base + name;
    document.head.append(link);
  }
})();
