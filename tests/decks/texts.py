"""Texts of decks."""

HEAD = "---\ndeck: 1\nid: small\n---\n# Small\n\n## One `checkout`\n\n"
