# How `workbook calibrate` measures what the tests of augment_batch put a threshold to: with other batches.

# %% a network that learns from your batch reads shifted digits tags=["measure"] scale="number"
def measure(augment_batch, seed):
    from workbook.examiner import oracles_preprocessing as oracles

    return oracles.gain_on_shifted(augment_batch, seed=459 + seed)
