"""The pages Today, Where am I (the roadmap) and History."""
