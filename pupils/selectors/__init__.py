"""What is read of pupil suspensions for a page, a letter or an act."""
