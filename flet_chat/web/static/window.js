// What the window shows outside of its page: the badge of an installed app, the colour of its bar, its icon.
// The tab on the server tells it through the socket (docs/transport.md, "Notes"); wire.js hands the notes on.
(() => {
  "use strict";

  addEventListener("flet-chat-note", ({detail: note}) => {
    if ("unread" in note) badge(note.unread);
    if ("brand" in note) wear(note.brand);
  });

  function badge(unread) {
    // Where the system has no badges, or the person forbade them, the title counts all the same.
    const shown = unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    shown?.catch(() => {});
  }

  function wear({color, icon}) {
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = color;
    for (const link of document.querySelectorAll('link[rel="icon"]')) link.href = icon;
    // Asked for again, or the browser would install the app as it was.
    for (const link of document.querySelectorAll('link[rel="manifest"]')) link.href = link.href.split("?")[0] + "?" + icon.split("?")[1];
  }

  // On the sign-in page nobody is there to have anything unread.
  if (document.querySelector('form[action="/signin"]')) badge(0);
})();
