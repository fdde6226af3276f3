// A form that sends files: shows what was chosen, says what will not be taken for its size, and how far the sending is.
// Without it the browser sends the same form by itself.

import { startErrors } from "./errors.js";

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

class FilesForm {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.list = document.createElement("ul");
    this.list.className = "app-plain app-breaks";
    this.said = document.createElement("p");
    this.said.className = "app-autosave";
    this.said.setAttribute("role", "status");
    this.bar = document.createElement("progress");
    this.bar.className = "app-progress__bar";
    this.bar.hidden = true;
    this.bar.setAttribute("aria-label", "How much is sent");
    this.input.after(this.list, this.said, this.bar);
    this.input.addEventListener("change", () => this.show());
    form.addEventListener("submit", (event) => this.send(event));
    this.show();
  }

  show() {
    const files = [...this.input.files];
    this.list.replaceChildren(...files.map((file) => this.line(file)));
    const sum = files.reduce((all, file) => all + file.size, 0);
    this.said.textContent = files.length ? `${files.length} chosen, ${size(sum)} together.` : "";
  }

  line(file) {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${size(file.size)})`;
    return line;
  }

  send(event) {
    if (event.defaultPrevented || !this.input.files.length || this.request) return;
    event.preventDefault();
    this.request = new XMLHttpRequest();
    this.request.open("POST", this.form.action || location.href);
    this.request.setRequestHeader("X-Requested-With", "fetch");
    this.request.upload.addEventListener("progress", (sent) => this.progress(sent));
    this.request.addEventListener("load", () => this.done());
    this.request.addEventListener("error", () => this.failed());
    this.request.send(new FormData(this.form, event.submitter));
    for (const button of this.form.querySelectorAll("button")) button.disabled = true;
    this.bar.hidden = false;
    this.said.textContent = "Sending. Stay on this page until it is done.";
  }

  progress(sent) {
    if (!sent.lengthComputable) return;
    this.bar.max = sent.total;
    this.bar.value = sent.loaded;
    this.said.textContent =
      sent.loaded < sent.total ? `Sent ${size(sent.loaded)} of ${size(sent.total)}. Stay on this page until it is done.` : "All is sent. One moment …";
  }

  done() {
    const { status, responseURL, responseText } = this.request;
    if (status === 422) return this.refused(responseText);
    if (status >= 500) return this.failed();
    let url = responseURL;
    try {
      url = JSON.parse(responseText).url;
    } catch {
      // Signed out meanwhile, or denied: the page that says so is where the answer came from.
    }
    location.assign(url);
  }

  // The same page with its sentences; the files stay chosen.
  refused(html) {
    const files = this.input.files;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const main = document.querySelector("main");
    document.title = fresh.title;
    main.replaceChildren(...fresh.querySelector("main").childNodes);
    const input = main.querySelector("form[data-sends-files] input[type=file]");
    if (input) input.files = files;
    main.dispatchEvent(new Event("app:replaced", { bubbles: true }));
    startErrors();
  }

  failed() {
    this.request = null;
    this.bar.hidden = true;
    for (const button of this.form.querySelectorAll("button")) button.disabled = false;
    this.form.dispatchEvent(new Event("app:stayed"));
    this.said.textContent = "The files could not be sent. They are still chosen: press again when there is a connection.";
  }
}

export function startFiles(scope) {
  for (const form of scope.querySelectorAll("form[data-sends-files]:not([data-sending])")) {
    form.dataset.sending = "";
    new FilesForm(form);
  }
}
