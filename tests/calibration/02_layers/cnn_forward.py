# How `workbook calibrate` measures what the tests of cnn_forward put a threshold to. Nothing is random there; with
# weights that are rounded a little differently each time it shows whether rounding could cost a mark.

# %% at least 97 of 100 hidden digits are read correctly tags=["measure"] scale="number"
def measure(cnn_forward, seed):
    import numpy as np
    from labkit import weights
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(seed)
    params = {name: array * (1 + rng.uniform(-1e-6, 1e-6, array.shape)) for name, array in weights.digits_cnn().items()}
    return oracles_layers.digits_read(cnn_forward, params)
