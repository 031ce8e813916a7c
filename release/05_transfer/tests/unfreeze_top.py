# Generated from source/05_transfer/07_unfreeze_top.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "unfreeze_top"
points = 1

@test_case(name='the last three layers of the extractor, and a learning rate of 0.00001', points=0.25, hidden=False)
def test_three(build_transfer, unfreeze_top):
    from labkit import models, transfer, transplant
    model = models.rebuild(unfreeze_top(build_transfer(transfer.extractor(), 3), 3), input_shape=transfer.SHAPE)
    transplant.check_learning(model, transfer.extractor(), ['conv4'], 'unfreeze_top(model, 3)')
    transplant.check_small_steps(model, 'unfreeze_top(model, 3)')

