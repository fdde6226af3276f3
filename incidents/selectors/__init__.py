"""What happened and what was said of it, as pages and reports show it."""

from incidents.selectors.incident import case_section, facts, first_incident, last_change, section_of

__all__ = ["case_section", "facts", "first_incident", "last_change", "section_of"]
