"""Questions that explain: their model, the bank they live in and the widget that asks them."""
