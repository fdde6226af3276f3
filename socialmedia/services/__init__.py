"""Everything that writes what is said online and by message."""
