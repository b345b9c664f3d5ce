"""What an answer must hold: fields by name, with their JSON types."""

import json


def check_shape(answer, shape, at="$"):
    """`str`, `int`, `bool`, `dict`, `list`: a value of just that type. `{…}`: at least these fields. `[x]`: an array of
    x, not empty. `[]`: an array. Anything else: that very value."""
    if isinstance(shape, type):
        assert type(answer) is shape, f"{at} is {answer!r}, wanted {shape.__name__}"
    elif isinstance(shape, dict):
        assert isinstance(answer, dict), f"{at} is {answer!r}, wanted an object"
        for name, inner in shape.items():
            assert name in answer, f"{at} has no {name}, only {sorted(answer)}"
            check_shape(answer[name], inner, f"{at}.{name}")
    elif isinstance(shape, list):
        assert isinstance(answer, list), f"{at} is {answer!r}, wanted an array"
        assert answer or not shape, f"{at} is empty"
        for place, element in enumerate(answer):
            for inner in shape:
                check_shape(element, inner, f"{at}[{place}]")
    else:
        assert answer == shape, f"{at} is {answer!r}, wanted {shape!r}"


def jsons(*objects):
    """A parameter that is one JSON text."""
    return json.dumps(list(objects))


def check_gone(root, code, service, action, params=None, **more):
    """What is asked for is not there, in words that clients take for gone."""
    refused = root.refused(service, action, params, **more)
    assert (refused.status, refused.code) == (404, code), refused
