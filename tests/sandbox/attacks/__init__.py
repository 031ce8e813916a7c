"""Submissions that attack a small course, or only look odd, and what must become of each."""
