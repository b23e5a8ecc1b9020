"""Coach TUI: guided action-learning sessions for a coach and a learner."""

__version__ = "0.1.0"
