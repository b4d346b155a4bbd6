"""Pages and templates -> bytes -> a folder; the preview of it on this machine."""
