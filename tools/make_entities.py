#!/usr/bin/env python3
"""Writes HTML's named characters, which Python's standard library knows, as a sorted C++ table.

    tools/make_entities.py OUT      run by the build

Names that stand for two characters (93 rare ones of mathematics) are left out. The third column says
which ones browsers also read without their semicolon.
"""
import html.entities
import sys

names = {name[:-1]: value for name, value in html.entities.html5.items()
         if name.endswith(";") and len(value) == 1}
with open(sys.argv[1], "w", encoding="ascii") as out:
    for name, value in sorted(names.items()):
        unended = "true" if name in html.entities.html5 else "false"
        out.write(f'{{"{name}", {ord(value):#x}, {unended}}},\n')
