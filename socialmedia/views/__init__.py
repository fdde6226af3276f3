"""The pages of online concerns, contacts and restrictions."""
