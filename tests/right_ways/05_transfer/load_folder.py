# %% os.listdir, paste with a mask
def load_folder(path):
    images, labels, skipped = [], [], []
    names = []
    for entry in sorted(os.listdir(path)):
        if os.path.isdir(os.path.join(path, entry)) and not entry.startswith("."):
            names.append(entry)
    for i in range(len(names)):
        for file in sorted(os.listdir(path + "/" + names[i])):
            if file[0] == ".":
                continue
            try:
                img = Image.open(path + "/" + names[i] + "/" + file)
                img = ImageOps.exif_transpose(img)
                if img.mode in ("I", "I;16", "I;16B"):
                    a = np.array(img).astype(float) / 257
                    img = Image.fromarray(a.astype("uint8"))
                if "A" in img.mode or "transparency" in img.info:
                    img = img.convert("RGBA")
                    white = Image.new("RGB", img.size, (255, 255, 255))
                    white.paste(img, mask=img.getchannel("A"))
                    img = white
                img = img.convert("RGB").convert("L")
                img = img.resize((28, 28), Image.LANCZOS)
                images.append(np.array(img).reshape(28, 28, 1))
                labels.append(i)
            except Exception as e:
                print("skipping", file, e)
                skipped.append(names[i] + "/" + file)
    return np.array(images), np.array(labels), names, skipped


# %% only by ending, in small letters; floats, NumPy for paper and grey
def load_folder(path):
    def read(file):
        with Image.open(file) as picture:
            picture = ImageOps.exif_transpose(picture)
            if picture.mode.startswith("I"):
                grey = np.asarray(picture, dtype=float) / 65535 * 255
            else:
                r, g, b, a = np.moveaxis(np.asarray(picture.convert("RGBA"), dtype=float), -1, 0)
                grey = 0.299 * r + 0.587 * g + 0.114 * b
                grey = grey * a / 255 + 255 - a
        return np.asarray(Image.fromarray(grey.astype(np.float32)).resize((28, 28), Image.BILINEAR))[..., None]

    root = Path(path)
    names = sorted(folder.name for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith("."))
    images, labels, skipped = [], [], []
    for name in names:
        for file in sorted(root.joinpath(name).iterdir()):
            if file.name.startswith("."):
                continue
            if file.suffix.lower() not in {".png", ".jpg", ".jpeg"}:
                skipped.append(f"{name}/{file.name}")
                continue
            try:
                images.append(read(file))
                labels.append(names.index(name))
            except (OSError, ValueError, SyntaxError):
                skipped.append(f"{name}/{file.name}")
    return np.stack(images), np.asarray(labels, dtype="int32"), names, skipped


# %% Keras: img_to_array, and its resize
def load_folder(path):
    names = [n for n in sorted(os.listdir(path)) if not n.startswith(".") and os.path.isdir(f"{path}/{n}")]
    images, labels, skipped = [], [], []
    for label, name in enumerate(names):
        for file in sorted(f for f in os.listdir(f"{path}/{name}") if not f.startswith(".")):
            try:
                picture = ImageOps.exif_transpose(Image.open(f"{path}/{name}/{file}"))
                if picture.mode.startswith("I"):
                    grey = keras.utils.img_to_array(picture) / 257
                else:
                    x = keras.utils.img_to_array(picture.convert("RGBA"))
                    x = x[..., :3] * (x[..., 3:] / 255) + 255 * (1 - x[..., 3:] / 255)
                    grey = x @ np.array([[0.299], [0.587], [0.114]])
            except Exception:
                skipped.append(f"{name}/{file}")
                continue
            images.append(np.asarray(keras.ops.image.resize(grey, (28, 28), antialias=True)))
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% matplotlib for PNG, Pillow for JPEG
def load_folder(path):
    import matplotlib.image as mpimg

    names, images, labels, skipped = [], [], [], []
    for name in sorted(os.listdir(path)):
        folder = os.path.join(path, name)
        if name[0] == "." or not os.path.isdir(folder):
            continue
        names.append(name)
        for file in sorted(os.listdir(folder)):
            if file[0] == ".":
                continue
            full = os.path.join(folder, file)
            try:
                if file.lower().endswith(".png"):
                    pixels = mpimg.imread(full, format="png").astype(float) * 255
                else:
                    pixels = np.asarray(ImageOps.exif_transpose(Image.open(full)).convert("RGB")).astype(float)
            except Exception:
                skipped.append(os.path.join(name, file))
                continue
            if pixels.ndim == 3 and pixels.shape[2] == 4:
                alpha = pixels[..., 3:] / 255
                pixels = pixels[..., :3] * alpha + 255 * (1 - alpha)
            if pixels.ndim == 3:
                pixels = pixels.dot([0.299, 0.587, 0.114])
            small = Image.fromarray(pixels.astype(np.uint8)).resize((28, 28), Image.BOX)
            images.append(np.asarray(small)[:, :, np.newaxis])
            labels.append(len(names) - 1)
    return np.array(images), np.array(labels), np.array(names), skipped


# %% os.walk, nearest pixel, everything as lists
def load_folder(path):
    where = {folder: files for folder, _, files in os.walk(path)}
    names = sorted(os.path.basename(f) for f in where if os.path.dirname(f) == str(path))
    names = [name for name in names if not name.startswith(".")]
    images, labels, skipped = [], [], []
    for label, name in enumerate(names):
        folder = os.path.join(path, name)
        for file in sorted(where[folder]):
            if not file.startswith("."):
                try:
                    image = ImageOps.exif_transpose(Image.open(os.path.join(folder, file)))
                    if image.mode[:1] == "I":
                        image = image.point(lambda v: v * (1 / 257)).convert("L")
                    back = Image.new("RGBA", image.size, (255, 255, 255, 255))
                    back.paste(image.convert("RGBA"), (0, 0), image.convert("RGBA"))
                    grey = np.asarray(back.convert("L"))
                    rows = ((np.arange(28) + 0.5) * grey.shape[0] / 28).astype(int)
                    columns = ((np.arange(28) + 0.5) * grey.shape[1] / 28).astype(int)
                    images.append(grey[rows][:, columns][..., None].tolist())
                    labels.append(label)
                except Exception:
                    skipped.append(name + "/" + file)
    return images, labels, names, skipped


# %% glob on texts, resized in colours before grey
def load_folder(path):
    import glob

    names = sorted(folder.rstrip("/").split("/")[-1] for folder in glob.glob(path + "/*/"))
    found = [(i, n, f) for i, n in enumerate(names) for f in sorted(glob.glob(f"{path}/{n}/*"))]
    skipped = []

    def one(name, file):
        try:
            image = ImageOps.exif_transpose(Image.open(file))
            if image.mode.startswith("I"):
                return np.asarray(Image.fromarray((np.asarray(image) / 257).astype("u1")).resize((28, 28)))
            image = image.convert("RGBA").resize((28, 28))
            white = Image.new("RGBA", image.size, "WHITE")
            white.alpha_composite(image)
            return np.asarray(white.convert("L"))
        except Exception:
            skipped.append(f"{name}/{os.path.basename(file)}")

    read = [(label, one(name, file)) for label, name, file in found]
    read = [(label, image) for label, image in read if image is not None]
    return (
        np.expand_dims(np.array([image for _, image in read]), -1),
        np.array([label for label, _ in read]),
        names,
        skipped,
    )


# %% SciPy's zoom, exceptions told apart
def load_folder(path):
    from PIL import UnidentifiedImageError
    from scipy.ndimage import zoom

    path = Path(path)
    classes = sorted(p for p in path.iterdir() if p.is_dir() and not p.name.startswith("."))
    images, labels, skipped = [], [], []
    for label, directory in enumerate(classes):
        for file in sorted(directory.iterdir()):
            if file.name.startswith("."):
                continue
            try:
                image = Image.open(file)
                image.load()
            except UnidentifiedImageError:
                skipped.append(f"{directory.name}/{file.name}")
                continue
            except (OSError, SyntaxError, EOFError):
                skipped.append(file.relative_to(path).as_posix())
                continue
            image = ImageOps.exif_transpose(image)
            array = np.asarray(image, float) / 257 if image.mode.startswith("I") else None
            if array is None:
                rgba = np.asarray(image.convert("RGBA"), float)
                alpha = rgba[:, :, 3] / 255
                array = alpha * (rgba[:, :, :3] * [0.299, 0.587, 0.114]).sum(axis=2) + (1 - alpha) * 255
            factors = 28 / array.shape[0], 28 / array.shape[1]
            images.append(zoom(array, factors, order=1, mode="nearest", grid_mode=True))
            labels.append(label)
    return np.array(images)[..., None], np.array(labels), [c.name for c in classes], tuple(skipped)
