"""What is asked about a meeting."""
