"""What is wrong with a page as it stands: accessibility, width, sizes, links, words that run."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
AXE_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = {"target-size": {enabled: true}};
  const found = await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"], preload: false});
  return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(" | "));
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => {
  const isInSentence = e => getComputedStyle(e).display === "inline" && e.closest("p, li, td, dd, span, small")
    && e.closest("p, li, td, dd, span, small").textContent.trim() !== e.textContent.trim();
  return [...document.querySelectorAll("a[href], button, select, textarea, summary, input:not([type=hidden])")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.matches(".govuk-skip-link"))
    .filter(e => !isInSentence(e))
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, r]) => r.width > 0 && (r.width < 23.5 || r.height < 23.5))
    .map(([e, r]) => e.outerHTML.slice(0, 90) + " " + Math.round(r.width) + "x" + Math.round(r.height));
}"""
# Links and buttons that say the same and lead to different places.
TWINS = """() => {
  const leads = new Map();
  for (const a of document.querySelectorAll("a[href]")) {
    if (!a.checkVisibility({visibilityProperty: true})) continue;
    const said = (a.getAttribute("aria-label") ?? a.textContent).trim().replace(/\\s+/g, " ");
    leads.set(said, (leads.get(said) ?? new Set()).add(a.href));
  }
  return [...leads].filter(([said, urls]) => urls.size > 1 || said === "")
    .map(([said, urls]) => said + " -> " + [...urls].join(" "));
}"""
ERROR_LINKS = """() => [...document.querySelectorAll(".govuk-error-summary a")].filter(a => {
  a.click();
  const landed = document.activeElement;
  return !landed.matches("input, select, textarea, button") || "#" + landed.id !== a.hash || !landed.checkVisibility();
}).map(a => a.outerHTML)"""
SUMMARY_LINES = "() => document.querySelectorAll('.govuk-error-summary li').length"


def axe(page: Page) -> list[str]:
    """The accessibility violations of the page as it stands, no rule off."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(AXE_RUN)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    pixels: int = page.evaluate(SIDEWAYS)
    return pixels


def small_targets(page: Page) -> list[str]:
    """Controls under 24 by 24 pixels that do not stand within a sentence."""
    found: list[str] = page.evaluate(SMALL)
    return found


def twins(page: Page) -> list[str]:
    """Links that say the same and lead to different places, or say nothing."""
    found: list[str] = page.evaluate(TWINS)
    return found


def lost_error_links(page: Page) -> list[str]:
    """Links of the error summary that do not put the focus on a control."""
    found: list[str] = page.evaluate(ERROR_LINKS)
    return found


def faults(page: Page) -> list[str]:
    """What is wrong at the width the page has now."""
    found = [f"axe {said}" for said in axe(page)]
    found += [f"small {said}" for said in small_targets(page)]
    wide = sideways(page)
    return [*found, f"{wide} pixels too wide: {widest(page)}"] if wide > 0 else found


def at_width(page: Page, width: int) -> Any:
    """The page at another width, without loading it again."""
    size = page.viewport_size or {"height": 800}
    page.set_viewport_size({"width": width, "height": size["height"]})


def widest(page: Page) -> list[str]:
    """The texts and controls that stand out over the right edge."""
    found: list[str] = page.evaluate(
        """() => {
          const out = [], edge = document.documentElement.clientWidth + 0.5, range = document.createRange();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
          for (let node = walker.nextNode(); node && out.length < 4; node = walker.nextNode()) {
            if (node.nodeType === Node.TEXT_NODE) range.selectNodeContents(node);
            else if (node.nodeType !== Node.ELEMENT_NODE || node.children.length) continue;
            const box = node.nodeType === Node.TEXT_NODE ? range : node;
            if (box.getBoundingClientRect().right <= edge) continue;
            const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
            out.push(`${holder.tagName}.${holder.className}: ${node.textContent.trim().slice(0, 50)}`);
          }
          return out;
        }"""
    )
    return found
