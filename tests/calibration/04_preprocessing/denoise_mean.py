# How `workbook calibrate` measures what the tests of denoise_mean put a threshold to: with other noise.

# %% noisy digits gain at least 4 dB tags=["measure"] scale="number"
def measure(denoise_mean, seed):
    from workbook.examiner import oracles_preprocessing as oracles

    return oracles.gain_on_grain(denoise_mean, seed=433 + seed)
