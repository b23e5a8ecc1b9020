"""The members: what they agree on, and their habits of learning."""
