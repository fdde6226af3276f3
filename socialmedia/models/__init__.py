"""Online concerns, contacts and restrictions on communication, and what is written of them."""
