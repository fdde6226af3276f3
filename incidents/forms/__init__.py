"""What is asked about incidents and interviews."""
