"""How Sphinx makes the site out of this folder: `make docs`."""

from importlib import metadata

project = "Convolutional networks, built by hand"
author = "the workbook's authors"
version = release = metadata.version("workbook")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.apidoc"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["api/**/modules.rst"]
default_role = "code"  # docstrings write `name` for code, as Markdown does

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

apidoc_modules = [{"path": f"../{path}", "destination": f"api/{path}"} for path in ("workbook", "source/labkit")]
apidoc_modules[0]["exclude_patterns"] = ["../workbook/generate/grade_in_colab.py"]  # a notebook's cells, no module
napoleon_use_ivar = True  # attributes are described where they are listed, and nowhere else
autodoc_mock_imports = ["google"]
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "description"

html_theme = "pydata_sphinx_theme"
html_title = "CNNs, built by hand"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_show_sourcelink = False
html_theme_options = {
    "show_prev_next": False,
    "collapse_navigation": True,
    "secondary_sidebar_items": ["page-toc"],
    "navbar_align": "left",
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
copyright = "the workbook's authors. Code: BSD 3-Clause. Text: CC BY-SA 4.0"
