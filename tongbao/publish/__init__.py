"""Publishing a site to a folder or a zip, and back."""
