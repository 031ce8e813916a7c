# %% logical devices
def device_report():
    return {"backend": keras.config.backend(), "devices": [d.name for d in tf.config.list_logical_devices()]}


# %% Keras's own list of devices
def device_report():
    return {"backend": keras.backend.backend(), "devices": keras.distribution.list_devices()}


# %% short names, made by hand
def device_report():
    devices = []
    counts = {}
    for device in tf.config.list_physical_devices():
        number = counts.get(device.device_type, 0)
        devices.append(f"{device.device_type}:{number}")
        counts[device.device_type] = number + 1
    return {"backend": keras.backend.backend(), "devices": devices}


# %% names cut to kind and number
def device_report():
    names = [device.name.replace("/physical_device:", "") for device in tf.config.get_visible_devices()]
    return dict(backend=keras.config.backend(), devices=names)


# %% kind by kind
def device_report():
    found = []
    for kind in ("CPU", "GPU", "TPU"):
        found += [f"{kind}:{i}" for i, _ in enumerate(tf.config.list_physical_devices(kind))]
    return {"devices": found, "backend": str(keras.config.backend())}


# %% a tuple of the local devices
def device_report():
    from tensorflow.python.client import device_lib

    names = tuple(device.name for device in device_lib.list_local_devices())
    return {"backend": keras.config.backend(), "devices": names}
