"""What people say about packs."""
