"""What pyproject.toml cannot say: templates/ and static/ of the root lie inside the installed package.

``tongbao.output.program_files`` finds them there. A bulletin's text of one plan belongs to the site of this repository
and is left out.
"""

from setuptools import find_packages, setup

SHIPPED = {"tongbao.shipped.templates": "templates", "tongbao.shipped.static": "static"}

setup(
    packages=[*find_packages(include=["tongbao*"]), *SHIPPED],
    package_dir=SHIPPED,
    package_data={
        "tongbao": ["**/*.yml", "**/*.txt"],
        "tongbao.shipped.templates": [
            "*.html",
            "pages/*",
            "parts/*",
            "review/*",
            "server/*",
            "bulletin/default.txt",
        ],
        "tongbao.shipped.static": ["*"],
    },
    include_package_data=False,
)
