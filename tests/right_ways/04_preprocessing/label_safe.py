# %% a list comprehension over a list
SAFE_NAMES = ["add faint noise", "blur slightly", "darken by 20 percent", "rotate by 10 degrees", "shift by two pixels"]


def label_safe(transforms):
    return [t for t in transforms if t in SAFE_NAMES + ["zoom in by 10 percent"]]


# %% a loop and a dictionary
def label_safe(transforms):
    verdict = {
        "add faint noise": True,
        "blur slightly": True,
        "darken by 20 percent": True,
        "erase the lower half": False,
        "mirror left to right": False,
        "mirror top to bottom": False,
        "rotate by 10 degrees": True,
        "rotate by 180 degrees": False,
        "rotate by 90 degrees": False,
        "shift by fourteen pixels": False,
        "shift by two pixels": True,
        "shuffle the rows": False,
        "zoom in by 10 percent": True,
    }
    result = []
    for name in transforms:
        if verdict[name]:
            result.append(name)
    return result


# %% the unsafe ones left out
def label_safe(transforms):
    unsafe = {
        "erase the lower half",
        "mirror left to right",
        "mirror top to bottom",
        "rotate by 180 degrees",
        "rotate by 90 degrees",
        "shift by fourteen pixels",
        "shuffle the rows",
    }
    return list(filter(lambda name: name not in unsafe, transforms))


# %% parts of names, well chosen
def label_safe(transforms):
    bad = ("mirror", "180", "90", "fourteen", "erase", "shuffle")
    return [name for name in transforms if not any(part in name for part in bad)]


# %% removed from a copy
def label_safe(transforms):
    left = list(transforms)
    for name in transforms:
        if name.startswith(("mirror", "erase", "shuffle")) or name.endswith(
            (" 90 degrees", "180 degrees", "fourteen pixels")
        ):
            left.remove(name)
    return left


# %% if after if, returned as a tuple
def label_safe(transforms):
    safe = ()
    for name in transforms:
        if name == "shift by two pixels" or name == "rotate by 10 degrees" or name == "zoom in by 10 percent":
            safe = safe + (name,)
        elif name == "add faint noise" or name == "blur slightly" or name == "darken by 20 percent":
            safe = safe + (name,)
    return safe


# %% sorted by where they stood
def label_safe(transforms):
    safe = {
        "add faint noise",
        "blur slightly",
        "darken by 20 percent",
        "rotate by 10 degrees",
        "shift by two pixels",
        "zoom in by 10 percent",
    }
    return sorted(safe.intersection(transforms), key=transforms.index)
