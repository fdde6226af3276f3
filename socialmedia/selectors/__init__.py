"""Reading online concerns, contacts and restrictions: for their pages, lists, letters, the page of a case."""
