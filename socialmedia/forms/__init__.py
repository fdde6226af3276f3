"""What is asked about online concerns, contacts and restrictions."""
