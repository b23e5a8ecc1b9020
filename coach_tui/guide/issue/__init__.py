"""An issue: its gates, its thread, what is like it."""
