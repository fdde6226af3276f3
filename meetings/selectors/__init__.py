"""Reading meetings with what belongs to them."""
