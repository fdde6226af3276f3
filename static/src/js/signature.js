// A box to sign in, put before the hidden field that carries the picture. Without scripts, or by keyboard, people type.
import SignaturePad from "signature_pad";

const HEIGHT = 180;

class Box {
  constructor(input) {
    this.input = input;
    this.frame = document.createElement("div");
    this.frame.className = "app-signature";
    this.canvas = document.createElement("canvas");
    this.canvas.className = "app-signature__box";
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", "Box to sign in with a finger, a pen or the mouse. By keyboard, type your name below.");
    const title = document.createElement("p");
    title.className = "govuk-label govuk-label--s";
    title.textContent = "Sign in the box";
    this.clear = document.createElement("button");
    this.clear.type = "button";
    this.clear.className = "govuk-button govuk-button--secondary";
    this.clear.textContent = "Clear the box";
    this.clear.addEventListener("click", () => this.empty());
    this.frame.append(title, this.canvas, this.clear);
    const place = document.querySelector("[data-signature-place]");
    place.replaceChildren(this.frame);
    this.width = 0;
    this.pad = new SignaturePad(this.canvas, { backgroundColor: "rgb(255, 255, 255)", penColor: "rgb(11, 28, 44)", minWidth: 0.8, maxWidth: 2.6 });
    // What it sets there stands in the stylesheet: no element carries styles of its own.
    if (this.canvas.hasAttribute("style")) this.canvas.removeAttribute("style");
    this.pad.addEventListener("endStroke", () => this.keep());
    this.fit();
    // A page that came back with an error shows what was drawn before.
    if (input.value) this.pad.fromDataURL(input.value, { ratio: 1, width: this.width, height: HEIGHT });
    new ResizeObserver(() => this.fit()).observe(this.frame);
  }

  // Turned round, a tablet is wider or narrower: what was drawn stays and is drawn at the new size. A keyboard or an
  // address bar that comes and goes changes the height alone, and nothing happens.
  fit() {
    const width = Math.floor(this.frame.clientWidth);
    if (!width || width === this.width) return;
    const strokes = this.pad.toData();
    const scale = this.width ? width / this.width : 1;
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    this.canvas.width = width * ratio;
    this.canvas.height = HEIGHT * ratio;
    this.canvas.getContext("2d").scale(ratio, ratio);
    const isKept = this.width && !strokes.length && this.input.value;
    this.width = width;
    this.pad.clear();
    if (strokes.length) {
      // Never larger than before, so that nothing runs out of the box.
      const by = Math.min(scale, 1);
      this.pad.fromData(strokes.map((stroke) => ({ ...stroke, points: stroke.points.map((point) => ({ ...point, x: point.x * by, y: point.y * by })) })));
      this.keep();
    } else if (isKept) {
      this.pad.fromDataURL(this.input.value, { ratio: 1, width, height: HEIGHT });
    }
  }

  keep() {
    this.input.value = this.pad.isEmpty() ? "" : this.canvas.toDataURL("image/png");
  }

  empty() {
    this.pad.clear();
    this.input.value = "";
    this.canvas.focus();
  }
}

for (const input of document.querySelectorAll("input[data-signature]")) new Box(input);
