"""The screens (Textual): they draw the state and send changes; none stores records of its own."""
