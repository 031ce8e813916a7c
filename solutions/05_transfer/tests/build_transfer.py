# Generated from source/05_transfer/05_build_transfer.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "build_transfer"
points = 5

@test_case(name='images go in, three numbers come out, and the loss can read them', points=0.5, hidden=False)
def test_ends(build_transfer):
    import numpy as np
    from labkit import models, networks, transfer
    model = models.rebuild(build_transfer(transfer.extractor(), 3), input_shape=transfer.SHAPE)
    images = np.random.default_rng(53).integers(0, 256, (2, *transfer.SHAPE)).astype(np.float32)
    networks.check_end(model, images, 'build_transfer(extractor, 3)', 3)

@test_case(name='the extractor is in it, and frozen', points=0.5, hidden=False)
def test_frozen(build_transfer):
    from labkit import models, transfer, transplant
    model = models.rebuild(build_transfer(transfer.extractor(), 3), input_shape=transfer.SHAPE)
    transplant.check_frozen(model, transfer.extractor(), 'build_transfer(extractor, 3)')

@test_case(name='frozen, and a head for seven classes that goes with its loss', points=0.5, hidden=True)
def test_seven_classes(build_transfer):
    import numpy as np
    from labkit import models, networks, transfer, transplant
    model = models.rebuild(build_transfer(transfer.extractor(), 7), input_shape=transfer.SHAPE)
    what = 'build_transfer(extractor, 7)'
    transplant.check_frozen(model, transfer.extractor(), what)
    images = np.random.default_rng(531).integers(0, 256, (3, *transfer.SHAPE)).astype(np.float32)
    networks.check_end(model, images, what, 7)

@test_case(name='the extractor is fed what it knows, and computes what it did, also in training', points=1.5, hidden=True)
def test_extractor_is_fed_rightly(build_transfer):
    from workbook.examiner import oracles_transfer
    oracles_transfer.check_around(build_transfer, 'extractor', 4)

@test_case(name='it works around VGG16 and VGG19', points=1, hidden=True)
def test_vgg(build_transfer):
    from workbook.examiner import oracles_transfer
    for name in ('VGG16', 'VGG19'):
        oracles_transfer.check_around(build_transfer, name, 3)

@test_case(name='it works around ResNet50 and InceptionV3', points=1, hidden=True)
def test_resnet_and_inception(build_transfer):
    from workbook.examiner import oracles_transfer
    for name in ('ResNet50', 'InceptionV3'):
        oracles_transfer.check_around(build_transfer, name, 3)

