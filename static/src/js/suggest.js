// Suggestions while typing: the text travels in the body of a POST, so that no name stands in an address or a log.
import { post, token } from "./send.js";

const PAUSE = 250;
const LETTERS = 3;

class Suggest {
  constructor(input) {
    this.input = input;
    this.results = document.getElementById(input.dataset.suggestResults);
    this.timer = 0;
    this.status = document.createElement("p");
    this.status.className = "govuk-visually-hidden";
    this.status.setAttribute("role", "status");
    this.results.before(this.status);
    input.setAttribute("autocomplete", "off");
    input.addEventListener("input", () => this.changed());
    input.addEventListener("keydown", (event) => this.key(event));
    this.results.addEventListener("keydown", (event) => this.key(event));
    // Somebody typed before this script had loaded.
    if (document.activeElement === input && input.value.trim().length >= LETTERS && !this.buttons().length) this.changed();
  }

  changed() {
    clearTimeout(this.timer);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < LETTERS) return this.clear();
    this.timer = setTimeout(() => this.ask(text), PAUSE);
  }

  async ask(text) {
    this.request = new AbortController();
    const fields = new URLSearchParams({ q: text, csrfmiddlewaretoken: token(this.input) });
    for (const name of (this.input.dataset.suggestWith ?? "").split(" ").filter(Boolean)) {
      for (const value of new FormData(this.input.form).getAll(name)) fields.append(name, value);
    }
    try {
      const response = await post(this.input.dataset.suggestUrl, fields, { accept: "text/html", signal: this.request.signal });
      if (!response.ok) throw new Error(response.status);
      this.show(await response.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.clear();
      this.status.textContent = "Suggestions are not available now. Press the button beside the box instead.";
    }
  }

  // The answer is a piece of page made by our own templates, which escape what people typed.
  show(html) {
    this.results.innerHTML = html;
    const count = this.buttons().length;
    this.status.textContent = count === 0 ? "Nobody found." : count === 1 ? "1 result below." : `${count} results below.`;
    this.results.dispatchEvent(new Event("app:replaced", { bubbles: true }));
  }

  clear() {
    this.results.replaceChildren();
    this.status.textContent = "";
  }

  buttons() {
    return [...this.results.querySelectorAll("button")];
  }

  key(event) {
    const buttons = this.buttons();
    if (event.key === "Escape" && buttons.length) {
      event.preventDefault();
      this.clear();
      this.input.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const at = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (!buttons.length || (at < 0 && document.activeElement === this.input)) return;
      event.preventDefault();
      (buttons[at] ?? (at < 0 ? this.input : buttons.at(-1))).focus();
    } else if (event.key === "Enter" && event.target === this.input && buttons.length) {
      event.preventDefault();
      buttons[0].focus();
    }
  }
}

export function startSuggest(scope) {
  for (const input of scope.querySelectorAll("input[data-suggest-url]:not([data-suggesting])")) {
    input.dataset.suggesting = "";
    if (document.getElementById(input.dataset.suggestResults)) new Suggest(input);
  }
}
