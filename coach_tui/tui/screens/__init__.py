"""Full pages and dialogues."""
