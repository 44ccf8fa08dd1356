"""What leaves JupyterLab: a lesson as one self-contained page, and a folder of such pages.

`site.build` makes a folder; `jupyter nbconvert --execute --to lesson X.ipynb` makes one page.
"""
