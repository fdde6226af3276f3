"""Reading packs and what can be printed."""
