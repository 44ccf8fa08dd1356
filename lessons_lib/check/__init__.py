"""Looks at the whole: every published value against its model, every claim against lessons and questions."""
