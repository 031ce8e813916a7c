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

@test_case(name='other numbers of layers', points=0.5, hidden=True)
def test_other_numbers(unfreeze_top):
    from labkit import models, transfer, transplant
    from workbook.examiner import oracles_transfer
    for layers, learning in ((7, ['conv3', 'conv4']), (5, ['conv4']), (12, ['conv2', 'conv3', 'conv4']), (2, [])):
        changed = models.rebuild(unfreeze_top(oracles_transfer.with_head(4), layers), input_shape=transfer.SHAPE)
        transplant.check_learning(changed, transfer.extractor(), learning, f'unfreeze_top(model, {layers})')

@test_case(name='the same loss, and small steps', points=0.25, hidden=True)
def test_compiled_again(unfreeze_top):
    from labkit import checks, models, transfer, transplant
    from workbook.examiner import oracles_transfer
    for from_logits in (False, True):
        before = oracles_transfer.with_head(4, from_logits=from_logits)
        loss = models.loss_of(before)
        after = models.rebuild(unfreeze_top(before, 3), input_shape=transfer.SHAPE)
        if models.loss_of(after) != loss:
            checks.fail('unfreeze_top(model, 3) compiles with another loss than the model had.', expected=loss, got=models.loss_of(after), hint='model.loss is the loss that it was compiled with.')
        transplant.check_learning(after, transfer.extractor(), ['conv4'], 'unfreeze_top(model, 3)')
        transplant.check_small_steps(after, 'unfreeze_top(model, 3)')

