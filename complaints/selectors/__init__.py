"""Reading complaints: for their own page, their letters, the register, the page of a case."""
