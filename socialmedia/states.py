"""The fixed words of online concerns, contacts and restrictions, and their moves."""
