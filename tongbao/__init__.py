"""Tongbao (通报): district notices to YAML task files, task files to a static site."""

__version__ = "0.1.0"
