"""Students' notebooks in a real JupyterLab, in a browser without a screen."""
