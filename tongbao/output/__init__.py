"""Pages and templates -> bytes -> a folder."""
