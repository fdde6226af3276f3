"""What is asked about the suspension of a pupil."""
