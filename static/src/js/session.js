// Warns two minutes before an idle session ends, extends it by one press, and locks the page when it is over.
import { alive, isSignedOut, post, renewToken } from "./send.js";

const WARNING = 120;

class IdleClock {
  constructor(dialog, seconds) {
    this.dialog = dialog;
    this.seconds = seconds;
    this.left = dialog.querySelector("[data-idle-left]");
    this.form = dialog.querySelector("form");
    this.hasTyped = false;
    this.others = new BroadcastChannel("app-session");
    this.others.onmessage = () => this.lives();
    alive.addEventListener("alive", () => this.livesHere());
    document.addEventListener("input", (event) => {
      if (event.target.closest("form[method=post]:not([data-autosave-url])")) this.hasTyped = true;
    });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.form.addEventListener("submit", (event) => this.extend(event));
    this.livesHere();
    setInterval(() => this.tick(), 1000);
  }

  livesHere() {
    this.others.postMessage("alive");
    this.lives();
  }

  lives() {
    this.end = Date.now() + this.seconds * 1000;
    if (this.dialog.open) this.dialog.close();
    if (document.body.classList.contains("app-locked")) renewToken().catch(() => {});
    document.body.classList.remove("app-locked");
    this.label("You will be signed out soon", "Stay signed in");
  }

  label(title, button) {
    this.dialog.querySelector("h2").textContent = title;
    this.form.querySelector("button").textContent = button;
  }

  tick() {
    const left = Math.ceil((this.end - Date.now()) / 1000);
    if (left > Math.min(WARNING, this.seconds / 2)) return;
    if (left <= 0) {
      this.lock();
      return;
    }
    if (!this.dialog.open) this.dialog.showModal();
    const minutes = Math.ceil(left / 60);
    this.say(left > 60 ? `You have ${minutes} minutes.` : left > 20 ? "You have less than a minute." : "You have a few seconds.");
  }

  say(text) {
    if (this.left.textContent !== text) this.left.textContent = text;
  }

  // What was typed into a form that does not save itself stays behind the lock until somebody signs in.
  lock() {
    if (!this.hasTyped) {
      location.reload();
      this.end = Infinity;
      return;
    }
    document.body.classList.add("app-locked");
    if (!this.dialog.open) this.dialog.showModal();
    this.label("This page is locked", "Sign in again");
    this.say("Sign in again in a new tab, then come back: what you typed is still here.");
  }

  async extend(event) {
    event.preventDefault();
    try {
      const response = await post(this.form.action, new FormData(this.form));
      if (isSignedOut(response)) window.open("/", "_blank", "noopener");
    } catch {
      this.say("There is no connection. Try again.");
    }
  }
}

export function startSession() {
  const dialog = document.querySelector("dialog#idle");
  const seconds = Number(document.body.dataset.idleSeconds);
  if (dialog && seconds > 0) new IdleClock(dialog, seconds);
}
