"""The glossary: technical words in plain ones, from seeds/glossary.yaml."""
