"""The screens: they show the state and send changes, and hold no truth of their own."""
