// What a person typed, kept in the browser until the server has stored it, so that it survives a reload. Comes before
// wire.js and composer.js, which share `window.fletChat` with it.
(() => {
  "use strict";

  const chat = window.fletChat = {
    line: null,         // the page's one resumable socket, see wire.js
    LONGEST: 200_000,   // characters of a text that the server reads; far beyond what it accepts as a message
    randomId: () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join(""),
    touchOnly: () => matchMedia("(hover: none) and (pointer: coarse)").matches,
    say,
  };

  const kept = chat.kept = {
    user: null,     // who is signed in, as the server says; nobody else's text is ever sent
    place: null,    // where a message goes, as the server says; null while there is no composer
    unsent: load("flet_chat_unsent") || [],
    draft: load("flet_chat_draft"),
    post(text) {
      const entry = {user: this.user, key: chat.randomId(), place: this.place, text};
      this.unsent.push(entry);
      save("flet_chat_unsent", this.unsent);
      return {key: entry.key, place: entry.place, text};
    },
    forget(key) {
      this.unsent = this.unsent.filter(entry => entry.key !== key);
      save("flet_chat_unsent", this.unsent.length ? this.unsent : null);
    },
    forgetDraft() {
      this.draft = null;
      save("flet_chat_draft", null);
    },
    write(text) {
      this.draft = text ? {user: this.user, place: this.place, text} : null;
      save("flet_chat_draft", this.draft);
    },
  };

  function load(key) {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
  }

  function save(key, value) {
    // A full or forbidden storage costs the protection against reloads only: the copy in memory still works.
    try { value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, JSON.stringify(value)); } catch {}
  }

  // A sentence over the page, for the eye and for screen readers.
  function say(id, sentence) {
    const element = document.createElement("div");
    element.id = id;
    element.setAttribute("role", "status");
    element.style.cssText = "position:fixed;top:0;left:0;right:0;z-index:99999;padding:4px 12px;background:#8c1d18;color:#fff;" +
      "font:13px/20px Roboto,system-ui,sans-serif;text-align:center;pointer-events:none";
    document.body.append(element);
    element.textContent = sentence;   // after it is on the page, so that screen readers say it
    return element;
  }
})();
