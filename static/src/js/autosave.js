// Saves a form to the server two seconds after typing stops, on leaving a field and on leaving the page.
// The page's own memory is the only other place: nothing is ever kept in the browser's storage.
import { clock, isSignedOut, post } from "./send.js";

const PAUSE = 2000;
const RETRY = 10000;
const PATIENCE = 4000;
const KEEPALIVE_BYTES = 60000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]") ?? this.addStatus();
    this.isDirty = this.isSending = this.isGone = this.isStopped = false;
    this.timer = 0;
    form.addEventListener("input", () => this.changed(PAUSE));
    form.addEventListener("change", () => this.changed(PAUSE));
    form.addEventListener("focusout", () => this.isDirty && this.save());
    form.addEventListener("submit", (event) => this.leave(event));
    form.addEventListener("app:stayed", () => this.stay());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.last());
    window.addEventListener("pagehide", () => this.last());
    window.addEventListener("pageshow", () => (this.isGone = false));
  }

  addStatus() {
    const status = document.createElement("p");
    status.className = "app-autosave";
    status.setAttribute("role", "status");
    this.form.prepend(status);
    return status;
  }

  changed(pause) {
    this.isDirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  fields() {
    return [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
  }

  // The form itself is about to go. A draft that arrived after it would come back from the dead or undo what the form
  // did, so one that is on its way arrives first; one that takes too long is given up.
  leave(event) {
    clearTimeout(this.timer);
    if (this.isSending && !this.hasWaited) {
      event.preventDefault();
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      Promise.race([this.sending, patience]).then(() => {
        this.hasWaited = true;
        this.form.requestSubmit(event.submitter);
      });
      return;
    }
    this.hasWaited = false;
    this.isGone = true;
    this.request?.abort();
  }

  stay() {
    this.isGone = false;
    this.failed("Not saved: no connection. We keep trying.");
  }

  last() {
    if (!this.isDirty || this.isGone || this.isStopped) return;
    const fields = this.fields();
    const keepalive = new URLSearchParams(fields).toString().length < KEEPALIVE_BYTES;
    this.isDirty = false;
    post(this.form.dataset.autosaveUrl, fields, { keepalive }).then(
      (response) => this.answered(response),
      () => (this.isDirty = true),
    );
  }

  save() {
    clearTimeout(this.timer);
    if (this.isSending || this.isGone || this.isStopped || !this.isDirty) return;
    this.isSending = true;
    this.sending = this.send();
  }

  async send() {
    this.isDirty = false;
    this.request = new AbortController();
    try {
      await this.answered(await post(this.form.dataset.autosaveUrl, this.fields(), { signal: this.request.signal }));
    } catch {
      if (!this.isGone) this.failed("Not saved: no connection. We keep trying.");
    } finally {
      this.isSending = false;
      if (this.isDirty && !this.timer) this.changed(PAUSE);
    }
  }

  async answered(response) {
    if (isSignedOut(response)) return this.failed("Not saved: you are signed out. Sign in again in a new tab, then go on here.");
    const answer = await response.json().catch(() => ({}));
    if (response.status === 409) return this.conflict(answer);
    if (!response.ok) return this.failed(answer.message ?? "Not saved. We keep trying.");
    for (const [name, value] of Object.entries(answer.fields ?? {})) {
      const input = this.form.elements.namedItem(name);
      if (input instanceof HTMLInputElement && input.type === "hidden") input.value = value;
    }
    this.say(`Saved ${answer.saved ?? clock()}`, "saved");
  }

  failed(text) {
    this.say(text, "failed");
    this.changed(RETRY);
  }

  conflict(answer) {
    this.isStopped = true;
    this.say(answer.message ?? "Someone else has saved this since you opened it. Nothing is lost: both texts are kept.", "failed");
    if (!answer.url) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = answer.url;
    link.textContent = "Compare the two texts";
    this.status.append(" ", link);
  }

  say(text, state) {
    this.status.dataset.state = state;
    this.status.textContent = text;
  }
}

export function startAutosave(scope) {
  for (const form of scope.querySelectorAll("form[data-autosave-url]:not([data-autosaving])")) {
    form.dataset.autosaving = "";
    new Autosave(form);
  }
}
