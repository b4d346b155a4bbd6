"""One planner a page kind: the survey -> the pages of that kind."""
