# How `workbook calibrate` measures what the tests of denoise_median put a threshold to: with other noise.

# %% digits with salt and pepper gain at least 8 dB tags=["measure"] scale="number"
def measure(denoise_median, seed):
    from workbook.examiner import oracles_preprocessing as oracles

    return oracles.gain_on_salt_and_pepper(denoise_median, seed=443 + seed)
