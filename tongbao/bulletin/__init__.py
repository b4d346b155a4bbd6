"""The bulletin of a period: its figures and text, as Word and as Excel."""
