"""What readers take away: flat lists, workbooks, short messages, the map for search engines."""
