"""Pages of incidents and interviews."""
