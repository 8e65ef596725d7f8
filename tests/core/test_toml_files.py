"""Where things stand in a TOML file."""

import tomllib

from desk_app.core.toml_files import lines_of


def test_every_part_has_the_line_it_begins_on() -> None:
    text = '''# head
a = """
[[not.a.table]]
b = 1
"""
"quoted.key" = 'x'
c.d = [ # comment with ] and "
  1, 2979-05-27T07:32:00,
  { e = "}", f = [ "]" ] },
]

[table]
g = -1.5e3

[[list]]
h = \'\'\'
x\'\'\'
[[list.inner]]
i = 1
[[list.inner]]
i = "\\\\"
[list.inner.deep]
j = "a\\"b" # c
[[list]]
h = 2
'''
    lines = lines_of(text)
    expected = {
        ("a",): 2,
        ("quoted.key",): 6,
        ("c", "d"): 7,
        ("c", "d", 1): 8,
        ("c", "d", 2, "e"): 9,
        ("c", "d", 2, "f", 0): 9,
        ("table",): 12,
        ("table", "g"): 13,
        ("list", 0): 15,
        ("list", 0, "h"): 16,
        ("list", 0, "inner", 0, "i"): 19,
        ("list", 0, "inner", 1, "i"): 21,
        ("list", 0, "inner", 1, "deep", "j"): 23,
        ("list", 1): 24,
        ("list", 1, "h"): 25,
    }
    assert {place: lines.get(place) for place in expected} == expected
    assert tomllib.loads(text)["list"][1] == {"h": 2}
