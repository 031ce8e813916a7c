# How `workbook calibrate` measures what the tests of train put a threshold to: with other weights to begin with.

# %% the network learns sorted digits, and reads 80 % of new ones tags=["measure"] scale="share"
def measure(train, seed):
    from workbook.examiner import oracles_learning

    return oracles_learning.accuracy_after_training(train, luck=seed - 1)
