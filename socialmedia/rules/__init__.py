"""Why something may not be done about what is said online or by message: a sentence, or None."""
