# %% [raw]
# # BEGIN QUESTION
# name: device_report
# points: 1
# minutes: 4
# difficulty: 1

# %% [markdown]
# ## 3.2 Which device computes?
#
# Colab lends you a computer with a CPU and, if you ask for it, a GPU or a TPU. All three do the same arithmetic. A CPU
# has a few cores that can do anything. A GPU has thousands of simple ones that do the same thing to many numbers at
# once, and that is what a layer needs: a batch through a `Dense` layer is one large matrix product. A TPU is a chip
# made for just that product.
#
# Keras itself multiplies nothing. It passes the work on to its back end, and the back end uses the devices that it
# finds. The same notebook runs everywhere, and so it should be able to say where it is.
#
# Write `device_report()`, which returns a dict with two entries:
#
# | key | value |
# |---|---|
# | `"backend"` | the name of the back end that Keras uses here, a string in small letters |
# | `"devices"` | a list of strings, one for **each** device that TensorFlow sees: its kind and its number |
#
# The CPU is a device too, so the list is never empty: `["CPU:0", "GPU:0"]` on a Colab computer with a GPU. Any name
# that holds kind and number is fine, so `"/physical_device:CPU:0"` is as good as `"CPU:0"`. Ask the libraries: what
# you write must stay true when you switch the GPU on.

# %% [markdown] tags=["hint"]
# `keras.config.backend()` is one of the two answers. For the other, look at what `tf.config` offers: type
# `tf.config.list` and press Tab.

# %% [markdown] tags=["hint"]
# `tf.config.list_physical_devices()` gives objects, not strings. Print one: which of its attributes holds kind and
# number?

# %% [markdown] tags=["hint"]
# Make a list with the `.name` of each device in it, and put it into a dict beside the back end. The keys are those of
# the table, in small letters.

# %% [raw]
# # BEGIN SOLUTION


# %%
def device_report():
    """Say what computes here: dict with "backend" (str) and "devices" (list of str)."""
    # BEGIN SOLUTION
    devices = [device.name for device in tf.config.list_physical_devices()]
    return {"backend": keras.config.backend(), "devices": devices}
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a dict with backend and devices
points: 0.5
"""  # END TEST CONFIG


def test_form(device_report):
    from labkit import checks

    got = device_report()
    if not isinstance(got, dict) or set(got) != {"backend", "devices"}:
        checks.fail(
            "device_report() has the wrong entries.",
            expected="a dict with the keys 'backend' and 'devices'",
            got=got,
            hint="Two entries, and strings as keys.",
        )
    if not isinstance(got["backend"], str):
        checks.fail("The backend is no string.", expected="such as 'tensorflow'", got=got["backend"])
    if not isinstance(got["devices"], (list, tuple)):
        checks.fail(
            "The devices are not a list.",
            expected="such as ['CPU:0', 'GPU:0']",
            got=got["devices"],
            hint="A single device, too, is one string in a list.",
        )


# %%
""" # BEGIN TEST CONFIG
name: one back end, and every device by kind and number
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_content(device_report):
    import re

    from labkit import checks

    got = device_report()
    if not isinstance(got, dict) or set(got) != {"backend", "devices"}:
        checks.fail("device_report() has the wrong entries.", expected="the keys 'backend' and 'devices'", got=got)
    known = ("tensorflow", "jax", "torch", "numpy", "openvino")
    if got["backend"] not in known:
        checks.fail(
            "The backend is none that Keras has.",
            expected=f"one of {', '.join(known)}",
            got=got["backend"],
            hint="Ask Keras for the name of its back end.",
        )
    devices = got["devices"]
    names = list(devices) if isinstance(devices, (list, tuple)) else []
    if not names or not all(
        isinstance(name, str) and re.search(r"(cpu|gpu|tpu)\w*:\d+", name.lower()) for name in names
    ):
        checks.fail(
            "Not every device is named by its kind and number.",
            expected="a list of strings such as ['CPU:0', 'GPU:0']",
            got=devices,
            hint="Take the name of each device, as a string.",
        )
    if len(set(names)) != len(names) or not any("cpu" in name.lower() for name in names):
        checks.fail(
            "The list of devices is not complete, or holds one twice.",
            expected="every device once, the CPU among them",
            got=devices,
            hint="Every computer has a CPU: list all kinds of devices, not one of them.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
from labkit.devices import hardware

print("This computer has", hardware())  # what the computer says of itself, without TensorFlow
device_report()

# %% [markdown]
# Is there a GPU in the first line that your report does not list? Then TensorFlow cannot use it, and you have found out
# before waiting for a slow training.


# %% listed only the GPUs tags=["mistake"]
def device_report():
    """You only list GPUs, so a notebook on a CPU seems to run on nothing. Ask for all kinds of devices."""
    return {
        "backend": keras.config.backend(),
        "devices": [device.name for device in tf.config.list_physical_devices("GPU")],
    }


# %% returned device objects tags=["mistake"]
def device_report():
    """Your list holds TensorFlow's own objects, which mean nothing outside this notebook. Take the name of each."""
    return {"backend": keras.config.backend(), "devices": tf.config.list_physical_devices()}


# %% counted the devices tags=["mistake"]
def device_report():
    """You say how many devices there are. Which ones? Give the name of each."""
    return {"backend": keras.config.backend(), "devices": len(tf.config.list_physical_devices())}


# %% gave kinds without numbers tags=["mistake"]
def device_report():
    """You name the kind of each device, but not its number: two GPUs could not be told apart."""
    return {
        "backend": keras.config.backend(),
        "devices": [device.device_type for device in tf.config.list_physical_devices()],
    }


# %% joined the devices into one string tags=["mistake"]
def device_report():
    """You join the devices into one string. Return a list, so that a program can go through it."""
    names = [device.name for device in tf.config.list_physical_devices()]
    return {"backend": keras.config.backend(), "devices": ", ".join(names)}


# %% gave a version for the back end tags=["mistake"]
def device_report():
    """Your back end is a version number. The question is which library does the computing, not how new it is."""
    return {"backend": keras.__version__, "devices": [device.name for device in tf.config.list_physical_devices()]}


# %% took Keras for the back end tags=["mistake"]
def device_report():
    """You name Keras itself. Keras describes the network; the back end is the library below, which does the
    arithmetic."""
    return {"backend": keras.__name__, "devices": [device.name for device in tf.config.list_physical_devices()]}
