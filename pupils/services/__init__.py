"""What is done about pupil suspensions."""
