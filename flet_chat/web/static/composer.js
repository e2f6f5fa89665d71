// The composer, in the browser: it is cleared here, and keys that mean something are told to the server.
// The server must never clear it: what is typed right after Enter would be mixed into the message before.
(() => {
  "use strict";

  const TOO_LONG = "This text is too long to send. Shorten it, or send it as a file.";
  const CARRIED = 3_000;   // milliseconds; by then a new tab is drawn
  const chat = window.fletChat, {kept, say, touchOnly, LONGEST} = chat;

  const composing = event => event.isComposing || event.keyCode === 229;

  // Before Flutter hears of it: an Enter that only confirms what an input method suggests.
  addEventListener("keydown", event => { if (event.key === "Enter" && composing(event)) event.stopImmediatePropagation(); }, true);

  addEventListener("input", event => {
    if (kept.place === null || !(event.target instanceof HTMLTextAreaElement)) return;
    kept.write(event.target.value);
    carried.text = event.target.value;
  }, true);

  // A new tab is drawn under somebody who types: the box goes, and comes back with the text of the hello. What was typed
  // since then, and into no box at all, is put into the new one, before the next key gets there.
  const carried = chat.carried = {
    until: 0,
    begin(said) {
      Object.assign(this, {said: said?.text ?? "", place: kept.place, filled: false});
      if (kept.place === null || !box()) return tellDraft();
      this.text = box().value;
      this.until = Date.now() + CARRIED;
      this.look();
    },
    look() {
      this.fill();
      if (Date.now() < this.until) requestAnimationFrame(() => this.look());
      else if (!this.filled) tellDraft();
    },
    fill() {
      const now = box();
      // Only a program changes a box without an event.
      if (!now || now.value === this.text || now.value !== this.said || kept.place !== this.place) return;
      this.filled = true;
      now.value = this.text;
      now.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "insertText"}));
    },
    take(event) {
      if (Date.now() > this.until) return;
      if (box()) return this.fill();
      if (event.key?.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) kept.write(this.text += event.key);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
  };

  // A timer would come too late while the new tab is being drawn.
  addEventListener("keydown", event => carried.take(event), true);

  function box() {
    return document.activeElement instanceof HTMLTextAreaElement ? document.activeElement : null;
  }

  // Typed since the hello, so the new tab does not know it and would show an older text.
  function tellDraft() {
    if (kept.draft !== chat.line.saidDraft) chat.line.note({draft: kept.draft});
  }

  // Keys that do something outside a text box; the server is told their names.
  const SHORTCUTS = new Set(["mod+k", "mod+/", "alt+ArrowUp", "alt+ArrowDown", "alt+shift+ArrowUp", "alt+shift+ArrowDown"]);

  function press(event) {
    const {key, shiftKey, ctrlKey, altKey, metaKey, target} = event;
    if (composing(event) || typeof key !== "string") return;   // autofill sends events without a key
    const composer = kept.place !== null && target instanceof HTMLTextAreaElement;
    const modified = shiftKey || ctrlKey || altKey || metaKey;
    // Which characters need Shift differs between keyboards, so it is named with the other keys only.
    const name = (ctrlKey || metaKey ? "mod+" : "") + (altKey ? "alt+" : "") + (shiftKey && key.length > 1 ? "shift+" : "")
      + (key.length > 1 ? key : key.toLowerCase());
    if (SHORTCUTS.has(name)) event.preventDefault();
    if (SHORTCUTS.has(name) || name === "Escape" || (name === "ArrowUp" && composer && target.value === "")) {
      if (chat.line?.up) chat.line.note({key: name});   // minutes later, nobody wants it to happen any more
    }
    if (key === "Enter" && !modified && composer && !touchOnly()) post(event, target);
  }

  function post(event, target) {
    event.preventDefault();   // no line break in the empty box
    if (!target.value.trim()) return;
    if (target.value.length > LONGEST) {
      const notice = say("too-long", TOO_LONG);
      setTimeout(() => notice.remove(), 6_000);
      return;
    }
    chat.line?.note({post: kept.post(target.value)});
    target.value = "";
    target.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "deleteContentBackward"}));
  }

  // After Flutter's own listener: cleared any earlier, the Enter would reach Flutter with the text already gone.
  addEventListener("flutter-first-frame", () => addEventListener("keydown", press, true), {once: true});
})();
