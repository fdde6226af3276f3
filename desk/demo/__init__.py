"""The demonstration: a fictitious trust, its people, and cases whose stories the real services tell."""
