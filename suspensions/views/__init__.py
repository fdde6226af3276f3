"""The pages of suspensions from site."""
